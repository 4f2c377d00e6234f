/**
 * How people type in haste: a letter too many, too few, wrong or swapped; a, a, o for å, ä, ö;
 * letters drawn out. Only longer words are put right: short ones are all neighbours of each other.
 */
import { type Beginnings, EMPTY, type Forms, type Hash, hashOn } from './forms.ts';

/** Words of fewer letters are taken as they stand. */
const SHORTEST_TYPO = 6;
export const SHORTEST_UNACCENTED = 5;
export const LONGEST_PUT_RIGHT = 24;

/** The hash of a form of a dictionary that an unknown word most likely stands for, or null. */
export function formMeant(
  word: Beginnings,
  forms: Forms,
  /** True when a hash is that of a form that may be meant. */
  isForm: (hash: Hash) => boolean,
  alphabet: readonly number[],
): Hash | null {
  const { length } = word.word;
  if (length < SHORTEST_UNACCENTED || length > LONGEST_PUT_RIGHT + 8) return null;
  if (!/^\p{L}+$/u.test(word.word)) return null;
  const drawn = drawnOut(word.word, isForm);
  if (drawn || length < SHORTEST_TYPO || length > LONGEST_PUT_RIGHT) return drawn;
  return oneEdit(word, forms, isForm, alphabet);
}

/** "sjuuuuk": a letter three times or more stands for one or two. */
function drawnOut(word: string, isForm: (hash: Hash) => boolean): Hash | null {
  if (!/(.)\1\1/u.test(word)) return null;
  for (const times of ['$1', '$1$1']) {
    const hash = hashOn(EMPTY, word.replace(/(.)\1\1+/gu, times));
    if (isForm(hash)) return hash;
  }
  return null;
}

/** One letter inserted, left out, replaced or two swapped; the first letter is seldom wrong. */
function oneEdit(
  word: Beginnings,
  forms: Forms,
  isForm: (hash: Hash) => boolean,
  alphabet: readonly number[],
): Hash | null {
  const { length } = word.word;
  const tried = (from: number, to: number, one: number, other = 0): Hash | null => {
    const first = word.halfWith(0, from, to, one, other);
    if (!forms.mayHave(first)) return null;
    const hash: Hash = [first, word.halfWith(1, from, to, one, other)];
    return isForm(hash) ? hash : null;
  };
  for (let i = 1; i < length; i++) {
    const left = length > SHORTEST_TYPO ? tried(i, i + 1, 0) : null;
    if (left) return left;
    const [here, next] = [word.word.charCodeAt(i), word.word.charCodeAt(i + 1)];
    const swapped = i + 1 < length && here !== next ? tried(i, i + 2, next, here) : null;
    if (swapped) return swapped;
  }
  for (let i = 1; i <= length; i++) {
    const here = word.word.charCodeAt(i);
    // A hash is linear in its letters: those with other letters here lie a letter's weight apart.
    const insertedBefore = word.halfWith(0, i, i, 0, 0, 1);
    const insertedWeight = word.weight(0, i - 1);
    const replacedBefore = i < length ? word.halfWith(0, i, i + 1, 0, 0, 1) : 0;
    const replacedWeight = i < length ? word.weight(0, i) : 0;
    for (let l = 0; l < alphabet.length; l++) {
      const letter = alphabet[l] as number;
      if (forms.mayHave((insertedBefore + Math.imul(letter, insertedWeight)) | 0)) {
        const inserted = tried(i, i, letter);
        if (inserted) return inserted;
      }
      if (i === length || letter === here) continue;
      if (forms.mayHave((replacedBefore + Math.imul(letter, replacedWeight)) | 0)) {
        const replaced = tried(i, i + 1, letter);
        if (replaced) return replaced;
      }
    }
  }
  return null;
}

const ACCENTED = /[\u00c0-\u024f]/;

/** Without the marks that a hasty hand leaves out: å, ä, ö, é as a, a, o, e. */
export function withoutAccents(word: string): string {
  return ACCENTED.test(word) ? word.normalize('NFD').replace(/\p{M}/gu, '') : word;
}

/** True when a form may be what a word with stars for letters stands for: "j*vla", "f***". */
export function isStarred(word: string, form: string): boolean {
  if (word.length !== form.length || word[0] !== form[0]) return false;
  for (let i = 0; i < word.length; i++) {
    if (word[i] !== '*' && word[i] !== form[i]) return false;
  }
  return /^\p{L}[\p{L}*]*\p{L}[\p{L}*]*$/u.test(word);
}
