import { commonnessOf, commonnessOfBuiltIn, type Dictionary } from './dictionary.ts';
import { ALONE } from './entries.ts';
import { continued, EMPTY, Forms, type Hash, hashOn, LONGEST, powerOf } from './forms.ts';
import type { InflectionClass } from './inflection.ts';
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
 * Spells the forms of a dictionary's specs out into a table. `flags`, by spec, are added to. This is
 * most of what it costs to begin: what endings do to a hash is computed once for a class.
 */
export function spellOut(
  dictionary: Dictionary,
  starts: Int32Array,
  flagsOf: Uint8Array,
): SpelledOut {
  const { specs } = dictionary;
  const count = flagsOf.length;
  const classes = new Map<string, Class>();
  for (const [name, inflection] of Object.entries(dictionary.inflections)) {
    classes.set(name, classOf(inflection));
  }
  const none = classOf({ strip: '', endings: [''], genitive: false });
  const forms = new Forms(count * FORMS_OF_A_SPEC);
  LISTS.forEach((list, number) => {
    for (const word of dictionary[list] ? dictionary[list].split(' ') : []) {
      const [one, two] = hashOn(EMPTY, word);
      forms.add(one, two, (count + number) << 2);
    }
  });
  const builtIn = new Map<string, number>();
  const commonness = new Float64Array(count);
  const letters = new Uint8Array(LETTERS);
  let longest = 0;
  for (let spec = 0; spec < count; spec++) {
    let start = starts[spec] as number;
    let end = (starts[spec + 1] as number) - 1;
    let first = specs.charCodeAt(start);
    if (first === AT) {
      const name = specs.slice(start, end);
      builtIn.set(name, spec);
      commonness[spec] = commonnessOfBuiltIn(name);
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
    const putRight = (flags & (ALONE | CAPITAL)) === ALONE;
    for (let i = start; putRight && i < end; i++) {
      const code = specs.charCodeAt(i);
      if (code < LETTERS) letters[code] = 1;
    }
    hashStem(specs, start, end - own.strip);
    const written = addForms(forms, own, end - own.strip - start, spec << 2, putRight);
    longest = Math.max(longest, end - own.strip - start + own.longest);
    if (flags & HEAD) addHeads(forms, specs, start, end, spec << 2);
    commonness[spec] = commonnessOf(end - start, written);
  }
  const alphabet = [...letters.keys()].filter(
    (code) => letters[code] && /\p{L}/u.test(String.fromCharCode(code)),
  );
  return { forms, builtIn, commonness, alphabet, longest: Math.min(longest, LONGEST) };
}

/** Letters beyond these (Latin Extended-B) are not tried when a word is put right. */
const LETTERS = 0x250;
const [AT, CARET, PLUS, SLASH] = [64, 94, 43, 47] as const;
const [SMALL_A, SMALL_S, SMALL_X, SMALL_Z] = [97, 115, 120, 122] as const;

/** By code from U+00C0: the letter without its accents. */
const BARE = Uint16Array.from({ length: LETTERS - 0xc0 }, (_, i) =>
  withoutAccents(String.fromCharCode(0xc0 + i)).charCodeAt(0),
);

/** The stem hashed last, and as it is without its accents. */
const stem = { one: 0, two: 0, bareOne: 0, bareTwo: 0, last: 0, isAccented: false };

function hashStem(text: string, from: number, to: number): void {
  let [one, two, bareOne, bareTwo, last, isAccented] = [0, 0, 0, 0, 0, false];
  for (let i = from; i < to; i++) {
    last = text.charCodeAt(i);
    if (last >= 0xc0 && last < LETTERS && BARE[last - 0xc0] !== last && !isAccented) {
      isAccented = true;
      [bareOne, bareTwo] = [one, two];
    }
    one = continued(0, one, last);
    two = continued(1, two, last);
    if (!isAccented) continue;
    const bare = last >= 0xc0 && last < LETTERS ? (BARE[last - 0xc0] as number) : last;
    bareOne = continued(0, bareOne, bare);
    bareTwo = continued(1, bareTwo, bare);
  }
  stem.one = one;
  stem.two = two;
  stem.bareOne = isAccented ? bareOne : one;
  stem.bareTwo = isAccented ? bareTwo : two;
  stem.last = last;
  stem.isAccented = isAccented;
}

/** An ending, and what it does to the hash of a stem. */
interface Ending {
  length: number;
  /** True when it comes only behind a stem that does not end in s, x or z. */
  afterOthers: boolean;
  isAccented: boolean;
  power: Hash;
  hash: Hash;
  bare: Hash;
}
interface Class {
  strip: number;
  endings: readonly Ending[];
  longest: number;
}

function classOf({ strip, endings, genitive }: InflectionClass): Class {
  const all = endings.flatMap((text) => {
    if (!genitive || /[sxz]$/.test(text)) return [endingOf(text, false)];
    return [endingOf(text, false), endingOf(`${text}s`, text === '')];
  });
  const longest = Math.max(...all.map(({ length }) => length));
  return { strip: strip.length, endings: all, longest };
}

function endingOf(text: string, afterOthers: boolean): Ending {
  const bare = withoutAccents(text);
  return {
    length: text.length,
    afterOthers,
    isAccented: bare !== text,
    power: powerOf(text.length),
    hash: hashOn(EMPTY, text),
    bare: hashOn(EMPTY, bare),
  };
}

/** Adds the forms of the stem hashed last; gives how many there are. */
function addForms(
  forms: Forms,
  { endings }: Class,
  length: number,
  value: number,
  putRight: boolean,
): number {
  const { one, two, bareOne, bareTwo, last, isAccented } = stem;
  let written = 0;
  for (let e = 0; e < endings.length; e++) {
    const ending = endings[e] as Ending;
    if (ending.afterOthers && (last === SMALL_S || last === SMALL_X || last === SMALL_Z)) continue;
    const { power, hash, bare } = ending;
    written++;
    forms.add(
      (Math.imul(one, power[0]) + hash[0]) | 0,
      (Math.imul(two, power[1]) + hash[1]) | 0,
      value | FORM,
    );
    if (!putRight || !(isAccented || ending.isAccented)) continue;
    const whole = length + ending.length;
    if (whole < SHORTEST_UNACCENTED || whole > LONGEST_PUT_RIGHT) continue;
    forms.add(
      (Math.imul(bareOne, power[0]) + bare[0]) | 0,
      (Math.imul(bareTwo, power[1]) + bare[1]) | 0,
      value | UNACCENTED,
    );
  }
  return written;
}

/** Adds how a word begins compounds: as it is, with a joining s, without its last a. */
function addHeads(forms: Forms, text: string, start: number, end: number, value: number): void {
  const short = hashOn(EMPTY, text, start, end - 1);
  if (text.charCodeAt(end - 1) === SMALL_A && end - start > SHORTEST_HEAD) {
    forms.add(short[0], short[1], value | BEGINS);
  }
  const whole = hashOn(short, text, end - 1, end);
  forms.add(whole[0], whole[1], value | BEGINS);
  const joined = hashOn(whole, 's');
  forms.add(joined[0], joined[1], value | BEGINS);
}
