import { existsSync } from 'node:fs';

const PLACES = [
  process.env.FIREFOX,
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * The Firefox to drive: the one the variable FIREFOX names, or one in a usual place.
 * @returns {string | undefined}
 */
export const findFirefox = () => PLACES.find((place) => place && existsSync(place));
