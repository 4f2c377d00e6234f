import { validate as danish } from 'stdnum/lib/cjs/dk/cpr.js';
import { validate as finnish } from 'stdnum/lib/cjs/fi/hetu.js';
import { validate as norwegian } from 'stdnum/lib/cjs/no/fodselsnummer.js';
import type { TextPattern } from './pattern.ts';

/**
 * Danish CPR numbers (DDMMYY-SSSS), Norwegian birth numbers (11 digits) and Finnish identity codes
 * (131052-308T): they occur near the borders. Checked with the `stdnum` package; a CPR number has no
 * check digit any more, so it counts only with its hyphen and a date.
 */
export const neighboursNumber: TextPattern = {
  id: 'neighbours-number',
  category: 'identity',
  group: 'number',
  expression:
    /(?<![\p{L}\p{N}-])\d{6}(?:[-+A-FU-Y]\d{3}[0-9A-Y]|-\d{4}|\s?\d{5})(?![\p{L}\p{N}-])/gu,
  accepts(candidate) {
    const valid = [norwegian, finnish, ...(candidate.includes('-') ? [danish] : [])];
    return valid.some((validate) => validate(candidate).isValid);
  },
};
