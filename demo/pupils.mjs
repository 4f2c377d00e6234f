/**
 * A made-up class and its one lesson today. The surnames say that nobody here exists.
 *
 * @typedef {{ id: string, name: string }} Pupil
 */

/** Class 6B, in the order of the class list. @type {readonly Pupil[]} */
export const PUPILS = [
  { id: 'alva', name: 'Alva Övningsgren' },
  { id: 'bilal', name: 'Bilal Låtsasson' },
  { id: 'cornelia', name: 'Cornelia Påhittsdotter' },
  { id: 'dante', name: 'Dante Exempelberg' },
  { id: 'elif', name: 'Elif Testlund' },
  { id: 'folke', name: 'Folke Fiktivén' },
  { id: 'greta', name: 'Greta Provqvist' },
  { id: 'hugo', name: 'Hugo Sagomark' },
  { id: 'iman', name: 'Iman Tänkström' },
  { id: 'jonna', name: 'Jonna Fantasifors' },
];

/** The lesson that is always today's. */
export const LESSON = {
  group: '6B',
  subject: 'Svenska',
  hours: '10.20–11.10',
  room: 'sal B12',
};

/**
 * The preset choices of the class list. "Sjuk" is among them because it was in the tool that
 * the supervisory authority looked at in 2008: a choice can say too much, just as a text can.
 */
export const STATUSES = ['närvarande', 'anmäld frånvaro', 'sjuk', 'ogiltig frånvaro'];

/**
 * What tells one day's lesson from another's, for a save to carry.
 *
 * @param {Date} day
 * @returns {string} for instance `6B Svenska 2025-11-21`
 */
export function lessonOn(day) {
  return `${LESSON.group} ${LESSON.subject} ${new Intl.DateTimeFormat('sv-SE').format(day)}`;
}

/**
 * The pupil's name, or the id itself where nobody in the class has it.
 *
 * @param {string} id
 * @returns {string}
 */
export function pupilName(id) {
  return PUPILS.find((pupil) => pupil.id === id)?.name ?? id;
}
