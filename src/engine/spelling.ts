/**
 * How people type in haste: a letter too many, too few, wrong or swapped; a, a, o for å, ä, ö;
 * letters drawn out. Only longer words are put right: short ones are all neighbours of each other.
 */

/** Words of fewer letters are taken as they stand. */
const SHORTEST_TYPO = 6;
const SHORTEST_UNACCENTED = 5;
const LONGEST = 24;

/** The forms of a dictionary, indexed so that a word in haste finds the ones it may stand for. */
export class Spelling {
  readonly #forms: ReadonlySet<string>;
  readonly #alphabet: string;
  /** Forms without their accents, where that changes them. */
  readonly #unaccented = new Map<string, string>();
  /** Masked forms by first letter and length. */
  readonly #byStart = new Map<string, string[]>();
  /** The beginnings and ends of forms: one edit leaves one half of a word whole. */
  readonly #halves = new Set<string>();

  /** `forms`: all that a word may stand for; `masked`: those that people write with stars. */
  constructor(forms: Iterable<string>, masked: Iterable<string>) {
    for (const form of masked) {
      const start = startOf(form);
      const same = this.#byStart.get(start);
      if (same) same.push(form);
      else this.#byStart.set(start, [form]);
    }
    this.#forms = new Set(forms);
    const letters = new Set<string>();
    for (const form of this.#forms) {
      if (form.length < SHORTEST_UNACCENTED || form.length > LONGEST) continue;
      const plain = withoutAccents(form);
      if (plain !== form && !this.#unaccented.has(plain)) this.#unaccented.set(plain, form);
      if (form.length < SHORTEST_TYPO) continue;
      this.#halves.add(head(form)).add(tail(form));
      for (const letter of form) letters.add(letter);
    }
    this.#alphabet = [...letters].filter((letter) => /\p{L}/u.test(letter)).join('');
  }

  /** The forms that a word with stars for letters may stand for: "j*vla", "f***". */
  starred(word: string): string[] {
    if (!/^\p{L}[\p{L}*]*\p{L}[\p{L}*]*$/u.test(word)) return [];
    const like = [...word];
    return (this.#byStart.get(startOf(word)) ?? []).filter((form) =>
      like.every((letter, i) => letter === '*' || letter === form[i]),
    );
  }

  /** The form that an unknown word most likely stands for, or null. */
  form(word: string): string | null {
    if (word.length < SHORTEST_UNACCENTED || word.length > LONGEST + 8) return null;
    if (!/^\p{L}+$/u.test(word)) return null;
    const accented = this.#unaccented.get(word);
    if (accented) return accented;
    const drawn = this.#drawnOut(word);
    if (drawn) return drawn;
    return word.length >= SHORTEST_TYPO && word.length <= LONGEST ? this.#oneEdit(word) : null;
  }

  /** "sjuuuuk": a letter three times or more stands for one or two. */
  #drawnOut(word: string): string | null {
    if (!/(.)\1\1/u.test(word)) return null;
    for (const times of ['$1', '$1$1']) {
      const short = word.replace(/(.)\1\1+/gu, times);
      if (this.#forms.has(short)) return short;
    }
    return null;
  }

  /** One letter inserted, left out, replaced or two swapped; the first letter is seldom wrong. */
  #oneEdit(word: string): string | null {
    if (!this.#halves.has(head(word)) && !this.#halves.has(tail(word))) return null;
    const long = (form: string) => form.length >= SHORTEST_TYPO && this.#forms.has(form);
    for (let i = 1; i < word.length; i++) {
      const before = word.slice(0, i);
      const after = word.slice(i);
      const left = before + after.slice(1);
      if (long(left)) return left;
      const swapped = before + after.charAt(1) + after.charAt(0) + after.slice(2);
      if (after.length > 1 && swapped !== word && long(swapped)) return swapped;
    }
    for (let i = 1; i <= word.length; i++) {
      const before = word.slice(0, i);
      const after = word.slice(i);
      for (const letter of this.#alphabet) {
        const inserted = before + letter + after;
        if (long(inserted)) return inserted;
        if (!after) continue;
        const replaced = before + letter + after.slice(1);
        if (replaced !== word && long(replaced)) return replaced;
      }
    }
    return null;
  }
}

const startOf = (word: string) => `${word[0]}${word.length}`;
const ACCENTED = /[\u00c0-\u024f]/;
const HALF = 3;
const head = (word: string) => `<${word.slice(0, HALF)}`;
const tail = (word: string) => `>${word.slice(-HALF)}`;

/** Without the marks that a hasty hand leaves out: å, ä, ö, é as a, a, o, e. */
export function withoutAccents(word: string): string {
  return ACCENTED.test(word) ? word.normalize('NFD').replace(/\p{M}/gu, '') : word;
}
