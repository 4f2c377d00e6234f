import type { TextPattern } from './pattern.ts';

/**
 * Telephone numbers: Swedish with area code (0 and 7 to 10 digits, in the groupings people use),
 * international ones (+ or 00), British and other national ones that begin with 0. Times, dates,
 * room numbers, page ranges and sums do not begin with 0 and do not have so many digits. North
 * American ones by their shape: (312) 555-0164, 312-555-0164, 555-0117.
 */
export const telephone: TextPattern = {
  id: 'telephone',
  category: 'identity',
  group: 'telephone',
  expression:
    /(?<![\p{L}\p{N}.,:/-])(?:(?:\(\d{3}\) ?|\d{3}[-.])?\d{3}[-.]\d{4}|0\d{2,3}(?:\.\d{2,3}){2,4}|(?:(?:\+|00)\d{1,3}[ -]?(?:\(0\)[ -]?)?|0)\d{1,4}(?:[ /–-]{0,3}\d{2,8}){1,5})(?![\p{L}\p{N}]|[-:/]\d)/gu,
  accepts(candidate) {
    const digits = candidate.replace(/\D/g, '');
    const isDate = /^\d{1,2}([/.-])\d{1,2}\1\d{4}$/.test(candidate);
    return digits.length >= 7 && digits.length <= 15 && !isDate && !/^0+$/.test(digits);
  },
};
