import personnummer from 'personnummer';
import type { TextPattern } from './pattern.ts';

/**
 * Swedish personal identity and coordination numbers (day + 60), with or without century and
 * separator. Checked with the `personnummer` package (date and Luhn digit). One with a wrong check
 * digit still counts when it is written as such a number, with a plausible date and a separator or
 * century: it plainly means to point out a person.
 */
export const personalNumber: TextPattern = {
  id: 'personal-number',
  category: 'identity',
  group: 'number',
  expression:
    /(?<![\p{L}\p{N}-])(?:18|19|20)?\d{6}[-+ –]?(?:\d{4}|TF\d{2}|[X*]{4})(?![\p{L}\p{N}-])/gu,
  accepts(candidate) {
    // The last four masked, or a number for people who have no real one yet.
    if (/[X*F]/.test(candidate)) return true;
    const plain = candidate.replace(/[ –]/, '-');
    if (personnummer.valid(plain)) return true;
    const digits = plain.replace(/\D/g, '');
    const short = digits.length === 12 ? digits.slice(2) : digits;
    const month = Number(short.slice(2, 4));
    const day = Number(short.slice(4, 6)) % 60;
    const dated = month >= 1 && month <= 12 && day >= 1 && day <= 31;
    return dated && (digits.length === 12 || /[-+]/.test(plain));
  },
};
