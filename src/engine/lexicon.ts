import type { Dictionary, Entry } from './dictionary.ts';
import { ALONE, Entries, RUDE } from './entries.ts';
import type { Exceptions } from './exceptions.ts';
import { Beginnings, EMPTY, type Forms, type Hash, hashOn, LONGEST } from './forms.ts';
import { inflect } from './inflection.ts';
import { unpackNumbers } from './numbers.ts';
import { parseWord } from './pattern.ts';
import { ANY, GAP, type Sequences } from './sequences.ts';
import { Sets } from './sets.ts';
import {
  BEGINS,
  CAPITAL,
  FORM,
  GOOD,
  HEAD,
  NAME,
  SHORTEST_HEAD,
  SMALL,
  spellOut,
  TAIL,
  UNACCENTED,
  VOCABULARY,
  WORD_NAME,
} from './spell-out.ts';
import {
  formMeant,
  isStarred,
  LONGEST_PUT_RIGHT,
  SHORTEST_UNACCENTED,
  withoutAccents,
} from './spelling.ts';
import type { Shape, Token } from './tokens.ts';

/** What a word is to a dictionary. */
export interface Word {
  /** The sets it belongs to. */
  sets: ReadonlySet<number>;
  /**
   * The sequences that start matching at it, in groups that need the same word beside it: of each
   * group the side (`ALONE_STANDING`, `LEFT` or `RIGHT`), the set that is needed there, how many
   * sequences there are, and their numbers.
   */
  starts: Int32Array;
  /** True for a small word of the language: "och", "the". */
  isSmall: boolean;
  /** How much it speaks for the language. */
  evidence: number;
}

/** The language of a policy's own words: they are looked for in notes of every language. */
export const OWN = 'own';

const NO_SETS: ReadonlySet<number> = new Set();
const NO_STARTS = new Int32Array(0);
const VOWEL = /[aeiouyåäöæøéü]/;
/** A compound's other part is at least this long; shorter strings are endings, not words. */
const SHORTEST_PART = 3;
const SHORTEST_TAIL = 3;
const MOST_CACHED = 20_000;
/** Words that are known to be right, and so stand for no other. */
const ORDINARY = NAME | SMALL | VOCABULARY | GOOD;

/** A dictionary unpacked, ready to read notes with. */
export class Lexicon {
  readonly language: string;

  readonly #groups: readonly string[];
  /** All specs in one text, and where each starts in it; last its length and one. */
  readonly #specs: string;
  readonly #specStarts: Int32Array;
  readonly #flags: Uint8Array;
  readonly #inflections: Dictionary['inflections'];
  readonly #forms: Forms;
  readonly #sets: Sets;
  readonly #builtIn: ReadonlyMap<string, number>;
  readonly #entries: Entries;
  readonly #hasExceptions: boolean;
  readonly #putsRight: boolean;
  readonly #alphabet: number[];
  /** Endings of inflection are no words, so that an inflected form is no compound. */
  readonly #endings = new Set<string>();
  readonly #longestForm: number;
  readonly #cache = new Map<string, Word>();
  readonly #descriptions = new Map<number, string>();
  #rude: string[] | null = null;

  /**
   * Without `exceptions` it finds what they would take away as well; without `slips` it takes words as
   * they are written.
   */
  constructor(dictionary: Dictionary, { exceptions = true, slips = true } = {}) {
    this.#putsRight = slips;
    this.#hasExceptions = exceptions;
    this.language = dictionary.language;
    this.#groups = dictionary.groups;
    this.#inflections = dictionary.inflections;
    for (const { endings } of Object.values(dictionary.inflections)) {
      for (const ending of endings) this.#endings.add(ending).add(`${ending}s`);
    }
    this.#specs = dictionary.specs;
    this.#specStarts = startsOfWords(dictionary.specs);
    const count = this.#specStarts.length - 1;
    this.#flags = new Uint8Array(count);
    this.#sets = new Sets(unpackNumbers(dictionary.sets), count);
    const flags = new Uint8Array(this.#sets.count);
    this.#entries = new Entries(
      unpackNumbers(dictionary.entries),
      unpackNumbers(dictionary.contexts),
      dictionary.groups,
      flags,
    );
    this.#sets.spread(flags, this.#flags);
    const spelled = spellOut(dictionary, this.#specStarts, this.#flags);
    this.#forms = spelled.forms;
    this.#builtIn = spelled.builtIn;
    this.#alphabet = spelled.alphabet;
    this.#longestForm = spelled.longest;
    this.#entries.weigh(this.#sets.sums(spelled.commonness));
  }

  /** How many entries there are. */
  get size(): number {
    return this.#entries.count;
  }

  /** Category and group of its entries, `health symptom`. */
  get groups(): readonly string[] {
    return this.#groups;
  }

  get sequences(): Sequences {
    return this.#entries.sequences;
  }

  entry(number: number): Entry {
    return this.#entries.entry(number);
  }

  /** What the sequences of an entry say: sets, and what is below 0 as in `Sequences`. */
  codesOf(entry: number): readonly (readonly number[])[] {
    return this.#entries.codesOf(entry);
  }

  /** The file an entry stands in. */
  fileOf([category, group]: Entry): string {
    return /^[@!]/.test(group) ? 'policy' : `dictionaries/${this.language}/${category}.txt`;
  }

  /** What a sequence looks for, in a few words: "ont i [mage|huvud|hals|…]". */
  describe(sequence: number): string {
    const known = this.#descriptions.get(sequence);
    if (known !== undefined) return known;
    const words = (place: number) => {
      if (place === ANY) return '_';
      if (place <= GAP) return '..';
      const specs = this.specsOf(place);
      const few = specs.slice(0, 3).join('|');
      return specs.length === 1 ? few : `[${few}${specs.length > 3 ? '|…' : ''}]`;
    };
    const own = this.sequences.placesOf(sequence).map(words).join(' ');
    this.#descriptions.set(sequence, own);
    return own;
  }

  /** The word specs of a set. */
  specsOf(set: number): string[] {
    return this.#sets.specsOf(set).map((spec) => this.#spec(spec));
  }

  /**
   * What a token's word is to the dictionary: as it stands, as a form of another, or as a compound.
   */
  word({ key, shape, type }: Pick<Token, 'key' | 'shape' | 'type'>): Word {
    const known = this.#cache.get(type);
    if (known) return known;
    const word = this.#lookUp(key, shape);
    if (this.#cache.size >= MOST_CACHED) this.#cache.clear();
    this.#cache.set(type, word);
    return word;
  }

  /** What takes matches of an entry away, or null. */
  exceptionsOf(entry: number): Exceptions | null {
    return this.#hasExceptions ? this.#entries.exceptionsOf(entry) : null;
  }

  /** What takes matches of an entry away as it does those of all its group or category, or null. */
  contextsOf(entry: number): Exceptions | null {
    return this.#hasExceptions ? this.#entries.contextsOf(entry) : null;
  }

  #lookUp(key: string, shape: Shape): Word {
    const word = new Beginnings(key);
    const sets = new Set<number>();
    const bare = key.length - genitive(key);
    const bareLists = this.#listsWith(word, bare);
    const lists = this.#listsWith(word, key.length) | (bareLists & (NAME | WORD_NAME));
    if (key.includes('*')) this.#addStarred(key, sets);
    else {
      this.#addOf(word, 0, key.length, FORM, CAPITAL, 0, sets);
      if (key.length - bare > 1) this.#addOf(word, 0, bare, FORM, CAPITAL, 0, sets);
      const hyphen = key.indexOf('-');
      if (hyphen >= 0 && hyphen < bare) this.#addHyphenated(word, bare, sets);
      else if (bare > SHORTEST_HEAD + 1) this.#addCompounds(word, 0, bare, 0, sets);
      if (this.#putsRight && !sets.size && !(bareLists & ORDINARY))
        this.#addMeant(word, bare, sets);
    }
    if (shape === '1') this.#addBuiltIn('@number', sets);
    else if (shape !== 'a') {
      this.#addBuiltIn('@capital', sets);
      if (lists & NAME) this.#addBuiltIn('@name', sets);
      if (lists & WORD_NAME) this.#addBuiltIn('@wordname', sets);
      this.#addOf(word, 0, key.length, FORM, CAPITAL, CAPITAL, sets);
      if (bare > SHORTEST_HEAD + 1) this.#addCompounds(word, 0, bare, CAPITAL, sets);
    }
    return {
      sets: sets.size ? sets : NO_SETS,
      starts: sets.size ? this.#startsAt(sets) : NO_STARTS,
      isSmall: (lists & SMALL) > 0,
      evidence:
        (lists & SMALL ? 1 : lists & VOCABULARY ? 0.8 : sets.size ? 0.4 : 0) +
        (this.language === 'sv' && /[åäö]/.test(key) ? 0.5 : 0),
    };
  }

  /** The sequences that start matching at a word of some sets, in the groups that `Word` tells of. */
  #startsAt(sets: ReadonlySet<number>): Int32Array {
    const groups = new Map<number, number[]>();
    for (const sequence of this.#entries.startingAt(sets)) {
      const beside = this.sequences.besideOf(sequence);
      const same = groups.get(beside);
      if (same) same.push(sequence);
      else groups.set(beside, [sequence]);
    }
    const starts: number[] = [];
    for (const [beside, sequences] of groups) {
      starts.push(beside & 3, beside >> 2, sequences.length, ...sequences);
    }
    return Int32Array.from(starts);
  }

  /** The lists of plain words that have the beginning of a word. */
  #listsWith(word: Beginnings, to: number): number {
    let lists = 0;
    this.#forms.each(word.half(0, 0, to), word.half(1, 0, to), (value) => {
      const list = (value >> 2) - this.#flags.length;
      if (list >= 0) lists |= 1 << list;
    });
    return lists;
  }

  /** Adds the sets of specs that [from, to) comes from in one way, and whose flags are as wanted. */
  #addOf(
    word: Beginnings,
    from: number,
    to: number,
    way: number,
    among: number,
    wanted: number,
    sets: Set<number>,
  ): void {
    const one = word.half(0, from, to);
    if (!this.#forms.mayHave(one)) return;
    this.#addHash([one, word.half(1, from, to)], way, among, wanted, sets);
  }

  #addHash(hash: Hash, way: number, among: number, wanted: number, sets: Set<number>): void {
    this.#forms.each(hash[0], hash[1], (value) => {
      const spec = value >> 2;
      if ((value & 3) !== way || spec >= this.#flags.length) return;
      if (((this.#flags[spec] as number) & among) === wanted) this.#sets.addOf(spec, sets);
    });
  }

  #addBuiltIn(name: string, sets: Set<number>): void {
    const spec = this.#builtIn.get(name);
    if (spec !== undefined) this.#sets.addOf(spec, sets);
  }

  #addHyphenated(word: Beginnings, to: number, sets: Set<number>): void {
    const key = word.word;
    let from = 0;
    for (let i = 0; i <= to; i++) {
      if (i < to && key.charCodeAt(i) !== 45) continue;
      if (i === to) {
        if (i === from) return;
        if (i - from <= LONGEST) this.#addOf(word, from, i, FORM, TAIL | CAPITAL, TAIL, sets);
      } else if (i - from <= LONGEST)
        this.#addOf(word, from, i, BEGINS, HEAD | CAPITAL, HEAD, sets);
      if (i - from > SHORTEST_HEAD + 1) this.#addCompounds(word, from, i, 0, sets);
      from = i + 1;
    }
  }

  /** Adds the sets of what [from, to) of a word is a compound of: with a capital, or without. */
  #addCompounds(
    word: Beginnings,
    from: number,
    to: number,
    capital: number,
    sets: Set<number>,
  ): void {
    const longest = this.#longestForm;
    const key = word.word;
    for (let i = Math.max(from + SHORTEST_PART, to - longest); i <= to - SHORTEST_TAIL; i++) {
      if (!this.#forms.mayHave(word.half(0, i, to))) continue;
      if (!VOWEL.test(key.slice(from, i))) continue;
      this.#addOf(word, i, to, FORM, TAIL | CAPITAL, TAIL | capital, sets);
    }
    for (let i = from + SHORTEST_HEAD; i <= Math.min(to - SHORTEST_PART, from + longest); i++) {
      if (!this.#forms.mayHave(word.half(0, from, i))) continue;
      const rest = key.slice(i, to);
      if (!VOWEL.test(rest) || this.#endings.has(rest)) continue;
      this.#addOf(word, from, i, BEGINS, HEAD | CAPITAL, HEAD | capital, sets);
    }
  }

  /** Adds the sets of the word that an unknown one most likely is a slip of. */
  #addMeant(word: Beginnings, bare: number, sets: Set<number>): void {
    if (bare < SHORTEST_UNACCENTED || bare > LONGEST_PUT_RIGHT + 8) return;
    const key = word.word.slice(0, bare);
    this.#forms.each(word.half(0, 0, bare), word.half(1, 0, bare), (value) => {
      if ((value & 3) !== UNACCENTED) return;
      const forms = this.#formsOf(value >> 2);
      const meant = forms.find((form) => withoutAccents(form) === key);
      if (meant) this.#addHash(hashOn(EMPTY, meant), FORM, CAPITAL, 0, sets);
    });
    if (sets.size) return;
    const own = bare === word.word.length ? word : new Beginnings(key);
    const isForm = ([one, two]: Hash) => {
      let alone = false;
      this.#forms.each(one, two, (value) => {
        const flags = (value & 3) === FORM ? this.#flags[value >> 2] : 0;
        if (flags && (flags & (ALONE | CAPITAL)) === ALONE) alone = true;
      });
      return alone;
    };
    const meant = formMeant(own, this.#forms, isForm, this.#alphabet);
    if (meant) this.#addHash(meant, FORM, CAPITAL, 0, sets);
  }

  /** Adds the sets of the rude words that one with stars for letters may stand for. */
  #addStarred(key: string, sets: Set<number>): void {
    this.#rude ??= [...this.#flags.keys()].flatMap((spec) =>
      (this.#flags[spec] as number) & RUDE ? this.#formsOf(spec) : [],
    );
    for (const form of new Set([key, ...this.#rude])) {
      if (form === key || isStarred(key, form)) {
        this.#addHash(hashOn(EMPTY, form), FORM, CAPITAL, 0, sets);
      }
    }
  }

  #formsOf(spec: number): string[] {
    const { word, inflection } = parseWord(this.#spec(spec));
    const known = inflection === undefined ? undefined : this.#inflections[inflection];
    return known ? inflect(word, known) : [word];
  }

  #specEnd(spec: number): number {
    return (this.#specStarts[spec + 1] as number) - 1;
  }

  #spec(spec: number): string {
    return this.#specs.slice(this.#specStarts[spec], this.#specEnd(spec));
  }
}

/** How many characters a genitive takes at the end of a key: 's, :s, :en, or the s of "Kevins". */
function genitive(key: string): number {
  const colon = key.indexOf(':');
  if (colon > 0) return key.length - colon;
  if (key.endsWith("'s")) return 2;
  return key.endsWith('s') ? 1 : 0;
}

function startsOfWords(text: string): Int32Array {
  if (text === '') return Int32Array.of(0);
  const starts = [0];
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) starts.push(at + 1);
  starts.push(text.length + 1);
  return Int32Array.from(starts);
}
