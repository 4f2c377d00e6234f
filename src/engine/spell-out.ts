import { commonnessOf, type Dictionary } from './dictionary.ts';
import { ALONE } from './entries.ts';
import { continued, EMPTY, Forms, hashOn, LONGEST } from './forms.ts';
import { LONGEST_PUT_RIGHT, SHORTEST_UNACCENTED, withoutAccents } from './spelling.ts';

/** What is told of a spec, beside what is told of its sets. */
export const CAPITAL = 1;
export const TAIL = 2;
export const HEAD = 4;

/** How a form comes from its spec: it is one; it begins compounds; its accents are left out. */
export const FORM = 0;
export const BEGINS = 1;
export const UNACCENTED = 2;

/** Parts of compounds shorter than this join with a hyphen only: "op-tid", but not "opera". */
export const SHORTEST_HEAD = 4;

/** The lists of plain words; in the table of forms their numbers follow those of the specs. */
const LISTS = ['names', 'wordNames', 'smallWords', 'vocabulary', 'goodWords'] as const;
export const [NAME, WORD_NAME, SMALL, VOCABULARY, GOOD] = [1, 2, 4, 8, 16] as const;

/** About how many forms a spec has, so that the table seldom has to grow. */
const FORMS_OF_A_SPEC = 4;

export interface SpelledOut {
  /** By form: four times the number of its spec or list, and how it comes from it. */
  forms: Forms;
  /** The specs of what is built in, by name. */
  builtIn: Map<string, number>;
  /** By spec: how common its words are likely to be. */
  commonness: Float64Array;
  /** The letters of what may be put right. */
  alphabet: number[];
  /** How long forms are, at most `LONGEST`. */
  longest: number;
}

/**
 * Spells the forms of a dictionary's specs out into a table. `flags`, by spec, are added to.
 */
export function spellOut(
  dictionary: Dictionary,
  starts: Int32Array,
  flagsOf: Uint8Array,
): SpelledOut {
  const { specs } = dictionary;
  const count = flagsOf.length;
  const classes = new Map(
    Object.entries(dictionary.inflections).map(([name, { strip, endings, genitive }]) => {
      return [name, { strip: strip.length, endings, genitive }] as const;
    }),
  );
  const none = { strip: 0, endings: [''], genitive: false };
  const plain = LISTS.map((list) => (dictionary[list] ? dictionary[list].split(' ') : []));
  const forms = new Forms(count * FORMS_OF_A_SPEC);
  plain.forEach((words, list) => {
    for (const word of words) {
      const [one, two] = hashOn(EMPTY, word);
      forms.add(one, two, (count + list) << 2);
    }
  });
  const builtIn = new Map<string, number>();
  const commonness = new Float64Array(count);
  const letters = new Uint8Array(LETTERS);
  let longest = 0;
  const form = new Running();
  for (let spec = 0; spec < count; spec++) {
    let start = starts[spec] as number;
    let end = (starts[spec + 1] as number) - 1;
    let first = specs.charCodeAt(start);
    if (first === AT) {
      const name = specs.slice(start, end);
      builtIn.set(name, spec);
      commonness[spec] = commonnessOf(name, 0);
      continue;
    }
    let flags = flagsOf[spec] as number;
    if (first === CARET) {
      flags |= CAPITAL;
      first = specs.charCodeAt(++start);
    }
    if (first === PLUS) {
      flags |= TAIL;
      start++;
    }
    let slash = start;
    while (slash < end && specs.charCodeAt(slash) !== SLASH) slash++;
    const own = slash < end ? (classes.get(specs.slice(slash + 1, end)) ?? none) : none;
    end = slash;
    if (specs.charCodeAt(end - 1) === PLUS) {
      flags |= HEAD;
      end--;
    }
    flagsOf[spec] = flags;
    const value = spec << 2;
    const length = end - start;
    const put = () => {
      forms.add(form.one, form.two, value | FORM);
      longest = Math.max(longest, form.length);
      if ((flags & (ALONE | CAPITAL)) !== ALONE) return;
      if (form.length < SHORTEST_UNACCENTED || form.length > LONGEST_PUT_RIGHT) return;
      if (form.isAccented) forms.add(form.bareOne, form.bareTwo, value | UNACCENTED);
    };
    form.reset();
    form.append(specs, start, end - own.strip);
    const stem = form.mark();
    let written = 0;
    for (const ending of own.endings) {
      form.back(stem);
      form.append(ending, 0, ending.length);
      put();
      written++;
      if (!own.genitive || form.endsLikeGenitive) continue;
      form.append('s', 0, 1);
      put();
      written++;
    }
    if (flags & ALONE) {
      for (let i = start; i < end; i++) letters[specs.charCodeAt(i) % LETTERS] = 1;
    }
    if (flags & HEAD) {
      form.reset();
      form.append(specs, start, end - 1);
      if (specs.charCodeAt(end - 1) === SMALL_A && length > SHORTEST_HEAD) {
        forms.add(form.one, form.two, value | BEGINS);
      }
      form.append(specs, end - 1, end);
      forms.add(form.one, form.two, value | BEGINS);
      form.append('s', 0, 1);
      forms.add(form.one, form.two, value | BEGINS);
    }
    commonness[spec] = commonnessOf(specs.slice(start, end), written);
  }
  forms.close();
  const alphabet = [...letters.keys()].filter(
    (code) => letters[code] && /\p{L}/u.test(String.fromCharCode(code)),
  );
  return { forms, builtIn, commonness, alphabet, longest: Math.min(longest, LONGEST) };
}

/** Letters beyond these (Latin Extended-B) are not tried when a word is put right. */
const LETTERS = 0x250;
const [AT, CARET, PLUS, SLASH] = [64, 94, 43, 47] as const;
const [SMALL_A, SMALL_S, SMALL_X, SMALL_Z] = [97, 115, 120, 122] as const;

/** A form as it is spelled out: its hash, and that of its letters without accents. */
class Running {
  one = 0;
  two = 0;
  bareOne = 0;
  bareTwo = 0;
  length = 0;
  isAccented = false;
  #last = 0;

  reset(): void {
    this.back([0, 0, 0, 0, 0, 0, 0]);
  }

  append(text: string, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      const bare = code < 0xc0 || code >= LETTERS ? code : (BARE[code - 0xc0] as number);
      this.one = continued(0, this.one, code);
      this.two = continued(1, this.two, code);
      this.bareOne = continued(0, this.bareOne, bare);
      this.bareTwo = continued(1, this.bareTwo, bare);
      if (bare !== code) this.isAccented = true;
      this.#last = code;
    }
    this.length += to - from;
  }

  mark(): readonly number[] {
    const { one, two, bareOne, bareTwo, length, isAccented } = this;
    return [one, two, bareOne, bareTwo, length, isAccented ? 1 : 0, this.#last];
  }

  back([
    one = 0,
    two = 0,
    bareOne = 0,
    bareTwo = 0,
    length = 0,
    accented = 0,
    last = 0,
  ]: readonly number[]) {
    this.one = one;
    this.two = two;
    this.bareOne = bareOne;
    this.bareTwo = bareTwo;
    this.length = length;
    this.isAccented = accented === 1;
    this.#last = last;
  }

  /** A form on s, x or z takes no genitive s. */
  get endsLikeGenitive(): boolean {
    return this.#last === SMALL_S || this.#last === SMALL_X || this.#last === SMALL_Z;
  }
}

/** By code from U+00C0: the letter without its accents. */
const BARE = Uint16Array.from({ length: LETTERS - 0xc0 }, (_, i) =>
  withoutAccents(String.fromCharCode(0xc0 + i)).charCodeAt(0),
);
