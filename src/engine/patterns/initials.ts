import type { TextPattern } from './pattern.ts';

/**
 * A person pointed out by initials or a placeholder: "J.K.", "XX:s", "K:s". School subjects and
 * institutions ("NO", "BUP:s", "KI") stay, and so do the initials of an author before a surname.
 */
export const initials: TextPattern = {
  id: 'initials',
  category: 'identity',
  group: 'initials',
  expression:
    /(?<![\p{L}\p{N}.])(?:\p{Lu}\.\s?\p{Lu}\.?(?::?s)?|(?:XX|YY|ZZ|NN)(?::?s)?|\p{Lu}:s|\p{Lu}\.(?=\s+och\s+\p{Lu}\.))(?![\p{L}\p{N}.]|[^\S\n]\p{Lu}\p{Ll})/gu,
  accepts: (candidate) =>
    !/^(?:F\.\s?K|N\.\s?B|P\.\s?S|O\.\s?S|U\.\s?S|U\.\s?K)\.?$/.test(candidate),
};
