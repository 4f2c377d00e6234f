/**
 * The time of day as Swedes write it.
 *
 * @param {Date} moment
 * @returns {string} for instance `10.42`
 */
export function clock(moment) {
  const minutes = String(moment.getMinutes()).padStart(2, '0');
  return `${String(moment.getHours()).padStart(2, '0')}.${minutes}`;
}

/**
 * The day in words.
 *
 * @param {Date} moment
 * @returns {string} for instance `fredag 21 november`
 */
export function day(moment) {
  const parts = /** @type {const} */ ({ weekday: 'long', day: 'numeric', month: 'long' });
  return new Intl.DateTimeFormat('sv-SE', parts).format(moment);
}
