import {
  type Category,
  type Dictionary,
  type Entry,
  EXCEPTION_CODES,
  SET_CODES,
  TREE_CODES,
} from './dictionary.ts';
import { Beginnings, continued, EMPTY, Forms, type Hash, hashOn, LONGEST } from './forms.ts';
import { inflect } from './inflection.ts';
import { unpackNumbers, unzigzag } from './numbers.ts';
import { parseWord } from './pattern.ts';
import {
  formMeant,
  isStarred,
  LONGEST_PUT_RIGHT,
  SHORTEST_UNACCENTED,
  withoutAccents,
} from './spelling.ts';
import type { Shape, Token } from './tokens.ts';

/** In a sequence: any word, and a gap of n words (GAP - n); what is not negative is a set. */
export const ANY = -1;
export const GAP = -10;
const OPEN = -2;
const CLOSE = -3;

/** Sequences ready to match, each told by its number. */
export interface Sequences {
  /** By sequence: its entry, its mark [from, to) among its places, the place where matching starts. */
  entry: Int32Array;
  from: Uint8Array;
  to: Uint8Array;
  anchor: Uint8Array;
  /** By sequence: where its places start in `places`; one more at the end. */
  start: Int32Array;
  places: Int32Array;
}

/** The sequences that take an entry's matches away. */
export class Exceptions {
  readonly sequences: Sequences;
  /** How many tokens away from a match the anchor of one may stand. */
  readonly reach: number;
  readonly #bySet = new Map<number, number[]>();
  readonly #byWord = new Map<Word, readonly number[]>();

  constructor(sequences: Sequences) {
    const { start, anchor, places } = sequences;
    let reach = 0;
    for (let i = 0; i < anchor.length; i++) {
      const own = places.subarray(start[i], start[i + 1]);
      const set = own[anchor[i] as number] as number;
      const same = this.#bySet.get(set);
      if (same) same.push(i);
      else this.#bySet.set(set, [i]);
      const length = own.reduce((sum, place) => sum + (place <= GAP ? GAP - place : 1), 0);
      reach = Math.max(reach, length);
    }
    this.sequences = sequences;
    this.reach = reach;
  }

  /** Those that start matching at a word. */
  at(word: Word): readonly number[] {
    const known = this.#byWord.get(word);
    if (known) return known;
    const own: number[] = [];
    if (word.sets.size < this.#bySet.size) {
      for (const set of word.sets) own.push(...(this.#bySet.get(set) ?? []));
    } else {
      for (const [set, sequences] of this.#bySet) if (word.sets.has(set)) own.push(...sequences);
    }
    if (this.#byWord.size >= MOST_CACHED / 10) this.#byWord.clear();
    this.#byWord.set(word, own);
    return own;
  }
}

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
export const [ALONE_STANDING, LEFT, RIGHT] = [0, 1, 2] as const;

const NO_SETS: ReadonlySet<number> = new Set();
const NO_STARTS = new Int32Array(0);
const VOWEL = /[aeiouyåäöæøéü]/;
/** A compound's other part is at least this long; shorter strings are endings, not words. */
const SHORTEST_PART = 3;
/** Parts shorter than these join with a hyphen only: "op-tid", but not "opera". */
const SHORTEST_HEAD = 4;
const SHORTEST_TAIL = 3;
const MOST_CACHED = 20_000;

/** What is told of a spec. */
const CAPITAL = 1;
const TAIL = 2;
const HEAD = 4;
/** It is all of a sequence; only what is found by itself is worth putting right. */
const ALONE = 8;
const RUDE = 16;

/** How a form comes from its spec: it is one; it begins compounds; its accents are left out. */
const FORM = 0;
const BEGINS = 1;
const UNACCENTED = 2;

/** The lists of plain words; in the table of forms their numbers follow those of the specs. */
const LISTS = ['names', 'wordNames', 'smallWords', 'vocabulary', 'goodWords'] as const;
const [NAME, WORD_NAME, SMALL, VOCABULARY, GOOD] = [1, 2, 4, 8, 16] as const;
/** Words that are known to be right, and so stand for no other. */
const ORDINARY = NAME | SMALL | VOCABULARY | GOOD;

/** A dictionary unpacked, ready to read notes with. */
export class Lexicon {
  readonly language: string;

  /** All specs in one text, and where each starts in it; last its length and one. */
  readonly #specs: string;
  readonly #specStarts: Int32Array;
  readonly #flags: Uint8Array;
  readonly #inflections: Dictionary['inflections'];
  readonly #forms: Forms;
  /** By spec, and by set: the sets that have it. */
  readonly #setsOfSpec: Table;
  readonly #setsOfSet: Table;
  readonly #specNumbersOf: (set: number) => number[];
  readonly #builtIn = new Map<string, number>();
  readonly #commonness: Float64Array;
  readonly #groups: [Category, string][];
  readonly #entries: { group: Int32Array; line: Int32Array };
  readonly #sequences: Sequences;
  /** By set: the sequences that start matching there. */
  readonly #anchored: Table;
  /** By sequence: four times the set needed beside its anchor, and on which side. */
  readonly #besides: Int32Array;
  readonly #codes: Int32Array;
  readonly #hasExceptions: boolean;
  /** By entry: where in `codes` its exceptions start; by exception: where its tree does. */
  readonly #exceptionsAt: Int32Array;
  readonly #exceptionTrees: number[] = [];
  readonly #exceptions = new Map<number, Exceptions | null>();
  readonly #alphabet: number[];
  /** Endings of inflection are no words, so that an inflected form is no compound. */
  readonly #endings = new Set<string>();
  readonly #longestForm: number;
  readonly #cache = new Map<string, Word>();
  readonly #descriptions = new Map<number, string>();
  #rude: string[] | null = null;

  /** Without `exceptions` it finds what they would take away as well. */
  constructor(dictionary: Dictionary, { exceptions = true } = {}) {
    this.#hasExceptions = exceptions;
    this.language = dictionary.language;
    this.#inflections = dictionary.inflections;
    for (const { endings } of Object.values(dictionary.inflections)) {
      for (const ending of endings) this.#endings.add(ending).add(`${ending}s`);
    }
    this.#specs = dictionary.specs;
    this.#specStarts = startsOfWords(dictionary.specs);
    const count = this.#specStarts.length - 1;
    this.#flags = new Uint8Array(count);
    const sets = readSets(unpackNumbers(dictionary.sets), count);
    this.#setsOfSpec = sets.ofSpec;
    this.#setsOfSet = sets.ofSet;
    this.#specNumbersOf = sets.specsOf;
    this.#groups = dictionary.groups.map((group) => group.split(' ') as [Category, string]);
    this.#codes = unpackNumbers(dictionary.entries);
    const read = this.#readEntries(this.#codes);
    this.#entries = read.entries;
    this.#exceptionsAt = read.exceptionsAt;
    for (const [set, flags] of read.alone) {
      for (const spec of sets.specsOf(set)) (this.#flags[spec] as number) |= flags;
    }
    const filled = this.#fillForms(dictionary);
    this.#forms = filled.forms;
    this.#alphabet = filled.alphabet;
    this.#longestForm = filled.longest;
    this.#commonness = sets.sums(filled.commonness);
    this.#sequences = prepare(read.flat, this.#commonness);
    this.#anchored = anchors(this.#sequences, sets.count);
    this.#besides = besides(this.#sequences, this.#commonness);
  }

  /** How many entries there are. */
  get size(): number {
    return this.#entries.line.length;
  }

  get sequences(): Sequences {
    return this.#sequences;
  }

  entry(number: number): Entry {
    const [category, group] = this.#groups[this.#entries.group[number] as number] as [
      Category,
      string,
    ];
    return [category, group, this.#entries.line[number] as number];
  }

  /** The file an entry stands in. */
  fileOf([category, group]: Entry): string {
    return group.startsWith('@') ? 'policy' : `dictionaries/${this.language}/${category}.txt`;
  }

  /** What a sequence looks for, in a few words: "ont i [mage|huvud|hals|…]". */
  describe(sequence: number): string {
    const known = this.#descriptions.get(sequence);
    if (known !== undefined) return known;
    const { start, places } = this.#sequences;
    const words = (place: number) => {
      if (place === ANY) return '_';
      if (place <= GAP) return '..';
      const specs = this.specsOf(place);
      const few = specs.slice(0, 3).join('|');
      return specs.length === 1 ? few : `[${few}${specs.length > 3 ? '|…' : ''}]`;
    };
    const own = [...places.subarray(start[sequence], start[sequence + 1])].map(words).join(' ');
    this.#descriptions.set(sequence, own);
    return own;
  }

  /** The word specs of a set. */
  specsOf(set: number): string[] {
    return this.#specNumbersOf(set).map((spec) => this.#spec(spec));
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

  /** What takes matches of an entry away, or null; made ready when it is first asked for. */
  exceptionsOf(entry: number): Exceptions | null {
    let known = this.#exceptions.get(entry);
    if (known === undefined) {
      known = this.#hasExceptions ? this.#readExceptions(entry) : null;
      this.#exceptions.set(entry, known);
    }
    return known;
  }

  #lookUp(key: string, shape: Shape): Word {
    const word = new Beginnings(key);
    const sets = new Set<number>();
    const bare = key.length - genitive(key);
    const bareLists = this.#listsWith(word, bare);
    const lists = this.#listsWith(word, key.length) | (bareLists & (NAME | WORD_NAME));
    if (key.includes('*')) this.#addStarred(key, sets);
    else {
      this.#addForms(word, 0, key.length, 0, sets);
      if (key.length - bare > 1) this.#addForms(word, 0, bare, 0, sets);
      const hyphen = key.indexOf('-');
      if (hyphen >= 0 && hyphen < bare) this.#addHyphenated(word, bare, sets);
      else if (bare > SHORTEST_HEAD + 1) this.#addCompounds(word, 0, bare, sets);
      if (!sets.size && !(bareLists & ORDINARY)) this.#addMeant(word, bare, sets);
    }
    if (shape === '1') this.#addBuiltIn('@number', sets);
    else if (shape !== 'a') {
      this.#addBuiltIn('@capital', sets);
      if (lists & NAME) this.#addBuiltIn('@name', sets);
      if (lists & WORD_NAME) this.#addBuiltIn('@wordname', sets);
      this.#addForms(word, 0, key.length, CAPITAL, sets);
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
  #startsAt(sets: Iterable<number>): Int32Array {
    const groups = new Map<number, number[]>();
    for (const sequence of this.#anchored.union(sets)) {
      const beside = this.#besides[sequence] as number;
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

  /** Adds the sets of the forms that are [from, to) of a word: with a capital, or without. */
  #addForms(word: Beginnings, from: number, to: number, capital: number, sets: Set<number>): void {
    this.#addOf(word, from, to, FORM, CAPITAL, capital, sets);
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
      if (((this.#flags[spec] as number) & among) === wanted) this.#addSets(spec, sets);
    });
  }

  #addSets(spec: number, sets: Set<number>): void {
    const { start, items } = this.#setsOfSpec;
    const end = start[spec + 1] as number;
    for (let i = start[spec] as number; i < end; i++) this.#addSet(items[i] as number, sets);
  }

  #addSet(set: number, sets: Set<number>): void {
    if (sets.has(set)) return;
    sets.add(set);
    const { start, items } = this.#setsOfSet;
    const end = start[set + 1] as number;
    for (let i = start[set] as number; i < end; i++) this.#addSet(items[i] as number, sets);
  }

  #addBuiltIn(name: string, sets: Set<number>): void {
    const spec = this.#builtIn.get(name);
    if (spec !== undefined) this.#addSets(spec, sets);
  }

  #addHyphenated(word: Beginnings, to: number, sets: Set<number>): void {
    const key = word.word;
    let from = 0;
    for (let i = 0; i <= to; i++) {
      if (i < to && key.charCodeAt(i) !== 45) continue;
      if (i === to) {
        if (i === from) return;
        if (i - from <= LONGEST) this.#addOf(word, from, i, FORM, TAIL | CAPITAL, TAIL, sets);
      } else if (i - from <= LONGEST) this.#addOf(word, from, i, BEGINS, HEAD, HEAD, sets);
      if (i - from > SHORTEST_HEAD + 1) this.#addCompounds(word, from, i, sets);
      from = i + 1;
    }
  }

  /** Adds the sets of what [from, to) of a word is a compound of. */
  #addCompounds(word: Beginnings, from: number, to: number, sets: Set<number>): void {
    const longest = this.#longestForm;
    const key = word.word;
    for (let i = Math.max(from + SHORTEST_PART, to - longest); i <= to - SHORTEST_TAIL; i++) {
      if (!this.#forms.mayHave(word.half(0, i, to))) continue;
      if (VOWEL.test(key.slice(from, i)))
        this.#addOf(word, i, to, FORM, TAIL | CAPITAL, TAIL, sets);
    }
    for (let i = from + SHORTEST_HEAD; i <= Math.min(to - SHORTEST_PART, from + longest); i++) {
      if (!this.#forms.mayHave(word.half(0, from, i))) continue;
      const rest = key.slice(i, to);
      if (!VOWEL.test(rest) || this.#endings.has(rest)) continue;
      this.#addOf(word, from, i, BEGINS, HEAD, HEAD, sets);
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

  /** Reads the entries: flat sequences, where each entry's exceptions start, and what stands alone. */
  #readEntries(codes: Int32Array) {
    const groups: number[] = [];
    const lines: number[] = [];
    const exceptionsAt: number[] = [];
    const flat = new Flat();
    const alone = new Map<number, number>();
    const reader = new TreeReader(codes);
    let line = 0;
    while (reader.at < codes.length) {
      const group = codes[reader.at++] as number;
      line += unzigzag(codes[reader.at++] as number);
      const entry = groups.push(group) - 1;
      lines.push(line);
      const rude = this.#groups[group]?.[0] === 'offensive' ? ALONE | RUDE : ALONE;
      let sequence = flat.size;
      reader.readInto(flat, entry);
      for (; sequence < flat.size; sequence++) {
        const set = flat.onlyPlace(sequence);
        if (set >= 0) alone.set(set, (alone.get(set) ?? 0) | rude);
      }
      exceptionsAt.push(reader.at);
      for (;;) {
        const code = codes[reader.at++];
        if (code === undefined || code === EXCEPTION_CODES.END) break;
        if (code !== EXCEPTION_CODES.NEW) continue;
        this.#exceptionTrees.push(reader.at);
        reader.skip();
      }
    }
    const entries = { group: Int32Array.from(groups), line: Int32Array.from(lines) };
    return { entries, exceptionsAt: Int32Array.from(exceptionsAt), flat, alone };
  }

  #readExceptions(entry: number): Exceptions | null {
    const flat = new Flat();
    const reader = new TreeReader(this.#codes);
    for (let at = this.#exceptionsAt[entry] as number; ; ) {
      const code = this.#codes[at++];
      if (code === undefined || code === EXCEPTION_CODES.END) break;
      const isNew = code === EXCEPTION_CODES.NEW;
      reader.at = isNew ? at : (this.#exceptionTrees[code - EXCEPTION_CODES.KNOWN] as number);
      reader.readInto(flat, entry);
      if (isNew) at = reader.at;
    }
    if (!flat.size) return null;
    return new Exceptions(prepare(flat, this.#commonness));
  }

  /** Spells all forms out into a table; tells what each spec weighs and which letters there are. */
  #fillForms(dictionary: Dictionary) {
    const { specs } = dictionary;
    const count = this.#flags.length;
    const classes = new Map(
      Object.entries(dictionary.inflections).map(([name, { strip, endings, genitive }]) => {
        return [name, { strip: strip.length, endings, genitive }] as const;
      }),
    );
    const none = { strip: 0, endings: [''], genitive: false };
    const plain = LISTS.map((list) => (dictionary[list] ? dictionary[list].split(' ') : []));
    const forms = new Forms();
    plain.forEach((words, list) => {
      for (const word of words) {
        const [one, two] = hashOn(EMPTY, word);
        forms.add(one, two, (count + list) << 2);
      }
    });
    const commonness = new Float64Array(count);
    const letters = new Uint8Array(LETTERS);
    let longest = 0;
    const form = new Running();
    for (let spec = 0; spec < count; spec++) {
      let start = this.#specStarts[spec] as number;
      let end = this.#specEnd(spec);
      let first = specs.charCodeAt(start);
      if (first === AT) {
        const name = specs.slice(start, end);
        this.#builtIn.set(name, spec);
        commonness[spec] = name === '@name' ? 3 : 1000;
        continue;
      }
      let flags = this.#flags[spec] as number;
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
      this.#flags[spec] = flags;
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
      // Short words are the frequent ones in every language (Zipf's law of abbreviation).
      commonness[spec] = written * 0.01 + 40 / 3 ** Math.min(length, 9);
    }
    forms.close();
    const alphabet = [...letters.keys()].filter(
      (code) => letters[code] && /\p{L}/u.test(String.fromCharCode(code)),
    );
    return { forms, commonness, alphabet, longest: Math.min(longest, LONGEST) };
  }

  #specEnd(spec: number): number {
    return (this.#specStarts[spec + 1] as number) - 1;
  }

  #spec(spec: number): string {
    return this.#specs.slice(this.#specStarts[spec], this.#specEnd(spec));
  }
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

/** Lists of numbers, one after another in one array. */
class Table {
  readonly start: Int32Array;
  readonly items: Int32Array;

  /** `keys` and `items` are pairs; lists keep the order of their pairs. */
  constructor(size: number, keys: ArrayLike<number>, items: ArrayLike<number>) {
    this.start = new Int32Array(size + 1);
    this.items = new Int32Array(items.length);
    for (let i = 0; i < keys.length; i++) (this.start[(keys[i] as number) + 1] as number)++;
    for (let i = 0; i < size; i++) (this.start[i + 1] as number) += this.start[i] as number;
    const next = this.start.slice();
    for (let i = 0; i < keys.length; i++) {
      this.items[(next[keys[i] as number] as number)++] = items[i] as number;
    }
  }

  /** The items of several lists together. */
  union(keys: Iterable<number>): Int32Array {
    const all: number[] = [];
    for (const key of keys) {
      const end = this.start[key + 1] as number;
      for (let i = this.start[key] as number; i < end; i++) all.push(this.items[i] as number);
    }
    return Int32Array.from(all);
  }
}

/** Reads which specs and which other sets every set has. */
function readSets(codes: Int32Array, specCount: number) {
  const specs: number[] = [];
  const setOfSpec: number[] = [];
  const parts: number[] = [];
  const setOfPart: number[] = [];
  let set = 0;
  let highest = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] as number;
    if (code === SET_CODES.END) set++;
    else if (code !== SET_CODES.NEW && (code - SET_CODES.KNOWN) & 1) {
      parts.push((code - SET_CODES.KNOWN - 1) / 2);
      setOfPart.push(set);
    } else {
      specs.push(code === SET_CODES.NEW ? highest++ : (code - SET_CODES.KNOWN) / 2);
      setOfSpec.push(set);
    }
  }
  const specsIn = new Table(set, setOfSpec, specs);
  const partsIn = new Table(set, setOfPart, parts);
  const specsOf = (wanted: number): number[] => [
    ...specsIn.items.subarray(specsIn.start[wanted], specsIn.start[wanted + 1]),
    ...[...partsIn.items.subarray(partsIn.start[wanted], partsIn.start[wanted + 1])].flatMap(
      specsOf,
    ),
  ];
  return {
    count: set,
    ofSpec: new Table(specCount, specs, setOfSpec),
    ofSet: new Table(set, parts, setOfPart),
    specsOf,
    /** By set: the sum of a value of its specs. A part has a lower number than what it is part of. */
    sums(values: Float64Array): Float64Array {
      const sums = new Float64Array(set);
      specs.forEach((spec, i) => {
        (sums[setOfSpec[i] as number] as number) += values[spec] as number;
      });
      parts.forEach((part, i) => {
        (sums[setOfPart[i] as number] as number) += sums[part] as number;
      });
      return sums;
    },
  };
}

/** Sequences as they are read, one after another, with braces among their places. */
class Flat {
  readonly entries: number[] = [];
  readonly starts: number[] = [0];
  readonly codes: number[] = [];

  get size(): number {
    return this.entries.length;
  }

  add(code: number): void {
    this.codes.push(code);
  }

  end(entry: number): void {
    this.entries.push(entry);
    this.starts.push(this.codes.length);
  }

  /** The set of a sequence that is a single word, or -1. */
  onlyPlace(sequence: number): number {
    let only = -1;
    for (let i = this.starts[sequence] as number; i < (this.starts[sequence + 1] as number); i++) {
      const code = this.codes[i] as number;
      if (code === OPEN || code === CLOSE) continue;
      if (only >= 0 || code < 0) return -1;
      only = code;
    }
    return only;
  }
}

/** Reads trees from a dictionary's numbers and expands them. */
class TreeReader {
  at = 0;
  readonly #codes: Int32Array;
  #highest = -1;

  constructor(codes: Int32Array) {
    this.#codes = codes;
  }

  /** Reads the tree at `at`, adds the sequences it stands for, and stands behind it. */
  readInto(flat: Flat, entry: number): void {
    const start = this.at;
    for (;;) {
      const code = this.#codes[this.at++];
      if (code === undefined || code === TREE_CODES.END) return flat.end(entry);
      if (code === TREE_CODES.WAYS || code === TREE_CODES.OPTIONAL) break;
      flat.add(this.#place(code));
    }
    // It has choices after all.
    flat.codes.length = flat.starts[flat.size] as number;
    this.at = start;
    for (const sequence of this.#read()) {
      for (const code of sequence) flat.add(code);
      flat.end(entry);
    }
  }

  #read(): number[][] {
    let sequences: number[][] = [[]];
    for (;;) {
      const code = this.#codes[this.at++];
      if (code === undefined || code === TREE_CODES.END) return sequences;
      if (code === TREE_CODES.WAYS || code === TREE_CODES.OPTIONAL) {
        const ways: number[][] = code === TREE_CODES.OPTIONAL ? [[]] : [];
        for (let n = this.#codes[this.at++] as number; n > 0; n--) ways.push(...this.#read());
        const before = sequences;
        sequences = [];
        for (const sequence of before) for (const way of ways) sequences.push(sequence.concat(way));
        continue;
      }
      const place = this.#place(code);
      for (const sequence of sequences) sequence.push(place);
    }
  }

  /** Stands behind the tree at `at`. */
  skip(): void {
    for (;;) {
      const code = this.#codes[this.at++];
      if (code === undefined || code === TREE_CODES.END) return;
      if (code === TREE_CODES.WAYS || code === TREE_CODES.OPTIONAL) {
        for (let n = this.#codes[this.at++] as number; n > 0; n--) this.skip();
      } else this.#place(code);
    }
  }

  /** What one code stands for. A set told by its order is told by its number from then on. */
  #place(code: number): number {
    if (code === TREE_CODES.ANY) return ANY;
    if (code === TREE_CODES.OPEN) return OPEN;
    if (code === TREE_CODES.CLOSE) return CLOSE;
    if (code === TREE_CODES.GAP) return GAP - (this.#codes[this.at++] as number);
    const set = code === TREE_CODES.NEW ? this.#highest + 1 : code - TREE_CODES.KNOWN;
    this.#codes[this.at - 1] = TREE_CODES.KNOWN + set;
    this.#highest = Math.max(this.#highest, set);
    return set;
  }
}

/** Makes sequences ready; matching starts at the place whose words are likely to be rarest. */
function prepare(flat: Flat, commonness: Float64Array): Sequences {
  const count = flat.size;
  const ready: Sequences = {
    entry: Int32Array.from(flat.entries),
    from: new Uint8Array(count),
    to: new Uint8Array(count),
    anchor: new Uint8Array(count),
    start: new Int32Array(count + 1),
    places: new Int32Array(flat.codes.length),
  };
  let at = 0;
  for (let i = 0; i < count; i++) {
    const start = at;
    let [from, to, anchor, rarest] = [0, -1, 0, Number.POSITIVE_INFINITY];
    for (let c = flat.starts[i] as number; c < (flat.starts[i + 1] as number); c++) {
      const code = flat.codes[c] as number;
      if (code === OPEN) from = at - start;
      else if (code === CLOSE) to = at - start;
      else {
        if (code >= 0 && (commonness[code] as number) < rarest) {
          rarest = commonness[code] as number;
          anchor = at - start;
        }
        ready.places[at++] = code;
      }
    }
    ready.from[i] = from;
    ready.to[i] = to < 0 ? at - start : to;
    ready.anchor[i] = anchor;
    ready.start[i + 1] = at;
  }
  return { ...ready, places: ready.places.slice(0, at) };
}

/** By set: the sequences that start matching there. */
function anchors({ anchor, start, places }: Sequences, sets: number): Table {
  const keys = new Int32Array(anchor.length);
  for (let i = 0; i < keys.length; i++) {
    keys[i] = places[(start[i] as number) + (anchor[i] as number)] as number;
  }
  return new Table(sets, keys, Int32Array.from(keys.keys()));
}

/** By sequence: what has to stand beside its anchor, the rarer of its neighbours that are sets. */
function besides({ anchor, start, places }: Sequences, commonness: Float64Array): Int32Array {
  const all = new Int32Array(anchor.length);
  for (let i = 0; i < all.length; i++) {
    const [from, to] = [start[i] as number, start[i + 1] as number];
    const at = from + (anchor[i] as number);
    const left = at > from ? (places[at - 1] as number) : ANY;
    const right = at + 1 < to ? (places[at + 1] as number) : ANY;
    const isLeft =
      right < 0 || (left >= 0 && (commonness[left] as number) < (commonness[right] as number));
    const set = isLeft ? left : right;
    all[i] = set < 0 ? ALONE_STANDING : set * 4 + (isLeft ? LEFT : RIGHT);
  }
  return all;
}
