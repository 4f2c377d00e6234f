import { Complaint } from './complaint.ts';
import { type Inflections, inflect, parseClass } from './inflection.ts';
import type { Weights } from './learned.ts';
import { packNumbers, zigzag } from './numbers.ts';
import {
  BUILT_IN,
  expand,
  type Lists,
  parseWord,
  readPattern,
  type Sequence,
  type Tree,
  type WordSet,
} from './pattern.ts';
import { keyOf, tokenise } from './tokens.ts';

/** The kinds of problem a note can have; the order is the order of display. */
export const CATEGORIES = [
  'health',
  'judgement',
  'offensive',
  'sensitive',
  'circumstances',
  'identity',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A file of a dictionary, as read from disk. */
export interface SourceFile {
  path: string;
  text: string;
}

/** Something an author has to mend. `line` counts from 1. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/**
 * The words of one language, packed as text and ready to ship as JSON; `Lexicon` reads it. What an
 * entry says is not shipped, only its line: its words stand in the sets.
 */
export interface Dictionary {
  language: string;
  inflections: Inflections;
  /** Category and group, `health symptom`, in the order of their numbers. */
  groups: string[];
  /** Word specs, `förkylning/n2 +feber/n`, in the order of their numbers. */
  specs: string;
  /** Numbers (`numbers.ts`): of each set its SET_CODES, to the end of the text. */
  sets: string;
  /**
   * Numbers: of each entry its group, the zigzag of its line less the last one's, its tree, its
   * anchors, its exceptions.
   */
  entries: string;
  /** Numbers: of each context its scope and its tree. */
  contexts: string;
  names: string;
  /** Names that are also ordinary words. */
  wordNames: string;
  /** The small words of the language that the other languages do not have. */
  smallWords: string;
  /** More words that speak for the language. */
  vocabulary: string;
  /** Ordinary words that are one slip away from a word of the dictionary. */
  goodWords: string;
  /** What was learned from the sample notes of the language, where there are any. */
  learned?: Weights;
}
/** A policy's own words have "@", what it allows "!" and then the id of their rule as group. */
export type Entry = [category: Category, group: string, line: number];

/**
 * What the numbers of a set say: its end; the spec after the highest so far; from KNOWN on, twice the
 * number of a spec, or one more than twice the number of a set whose words it has too.
 */
export const SET_CODES = { END: 0, NEW: 1, KNOWN: 2 } as const;
/**
 * What the numbers of a tree say: its end; any word; the braces; choices, followed by how many ways
 * and their trees; a gap, followed by how many words; the found words; the start and the end of the
 * sentence; the set after the highest so far; from KNOWN on, the number of a set.
 */
export const TREE_CODES = {
  END: 0,
  ANY: 1,
  OPEN: 2,
  CLOSE: 3,
  WAYS: 4,
  OPTIONAL: 5,
  GAP: 6,
  HERE: 7,
  START: 8,
  FINISH: 9,
  NEW: 10,
  KNOWN: 11,
} as const;
/**
 * After an entry's tree, its anchors to a 0: where its sequences start matching. One more than twice
 * the place of a set among those of the tree, and one more where it is all of a sequence.
 *
 * After the anchors: the end, a new exception's tree, or from KNOWN on the number of one.
 */
export const EXCEPTION_CODES = { END: 0, NEW: 1, KNOWN: 2 } as const;

/**
 * The scope of a context: twice the number of a group, or one more than twice that of a category. What
 * it says, with the found words in the midst, takes away every match there.
 */
export const scopeOfGroup = (group: number): number => 2 * group;
export const scopeOfCategory = (category: Category): number => 2 * CATEGORIES.indexOf(category) + 1;

/**
 * How common the words of a spec are likely to be: short ones are the frequent ones in every language
 * (Zipf's law of abbreviation). `length` is that of its word, `forms` how many it has.
 */
export const commonnessOf = (length: number, forms: number): number =>
  forms * 0.01 + 40 / 3 ** Math.min(length, 9);

/** How common the words of what is built in are likely to be. */
export const commonnessOfBuiltIn = (name: string): number => (name === '@name' ? 3 : 1000);

/**
 * A `yes:` or `no:` line: a note in which the entry must, or must not, find something. Below a
 * context, one in which no entry of the category, or of the group, must.
 */
export interface NoteTest {
  /** Its number, or that it belongs to a context. */
  entry: number | { category: Category; group: string };
  source: string;
  file: string;
  line: number;
  expect: boolean;
  note: string;
}

/** What reading the files of one language gives. */
export interface Reading {
  dictionary: Dictionary;
  entries: Entry[];
  tests: NoteTest[];
  problems: Problem[];
}

/**
 * Reads the files of one language: `inflection.txt`, `lists.txt`, `names.txt`, `language.txt` and
 * one file for each category, whatever their order. An entry that cannot be read is left out and
 * reported; the others go on.
 */
export function readDictionary(language: string, files: SourceFile[]): Reading {
  const builder = new Builder(language);
  const named = (name: string) => files.find((f) => f.path.endsWith(`/${name}.txt`));
  // frequent.txt holds no entries but the reasons why words stay (test/engine/frequent-words.test.ts).
  const rest = new Set(files.filter((file) => file !== named('frequent')));
  for (const [name, read] of [
    ['inflection', builder.readInflections],
    ['lists', builder.readLists],
    ['names', builder.readNames],
    ['language', builder.readSmallWords],
    ['vocabulary', builder.readVocabulary],
    ['lookalikes', builder.readGoodWords],
  ] as const) {
    const file = named(name);
    if (!file) continue;
    rest.delete(file);
    read.call(builder, file);
  }
  for (const file of rest) {
    const name = file.path.replace(/^.*\/|\.txt$/g, '');
    const category = CATEGORIES.find((c) => c === name);
    if (category) builder.readEntries(file, category);
    else builder.problem(file, 1, `"${name}" is no category; there are ${CATEGORIES.join(', ')}.`);
  }
  const { dictionary, entries, tests, problems } = builder;
  return { dictionary, entries, tests, problems };
}

interface Line {
  number: number;
  text: string;
  indented: boolean;
}

/** The lines of a file that say something, without comments. */
function linesOf(file: SourceFile): Line[] {
  return file.text
    .normalize('NFC')
    .split(/\r?\n/)
    .map((text, i) => ({
      number: i + 1,
      text: text.replace(/(^|\s)#.*$/, '').trimEnd(),
      indented: /^\s/.test(text),
    }))
    .filter((line) => line.text.trim() !== '');
}

/** The words of a file that is nothing but words. */
const wordsOf = (file: SourceFile) =>
  linesOf(file).flatMap((line) => line.text.trim().toLowerCase().split(/\s+/));

/** Collects entries into a dictionary; also used for a policy's own terms. */
export class Builder {
  readonly entries: Entry[] = [];
  readonly tests: NoteTest[] = [];
  readonly problems: Problem[] = [];
  readonly #language: string;
  readonly #inflections: Inflections;
  readonly #lists: Lists = new Map();
  readonly #seen = new Map<string, string>();
  readonly #words = {
    names: [] as string[],
    wordNames: [] as string[],
    smallWords: [] as string[],
    vocabulary: [] as string[],
    goodWords: [] as string[],
  };
  /** Category and group, with their numbers. */
  readonly #groups = new Map<string, number>();
  /** By word spec: how common its words are likely to be; it has then been looked over. */
  readonly #known = new Map<string, number>();
  readonly #specs = new Map<string, number>();
  readonly #sets = new Map<string, number>();
  readonly #exceptions = new Map<string, number>();
  readonly #setCodes: number[] = [];
  /** By set: how common its words are likely to be. */
  readonly #commonness: number[] = [];
  readonly #entryCodes: number[] = [];
  readonly #contexts: { category: Category; group: string; tree: Tree }[] = [];
  #highestSet = -1;

  constructor(language: string, inflections: Inflections = {}) {
    this.#language = language;
    this.#inflections = { ...inflections };
  }

  /** What was collected, packed. */
  get dictionary(): Dictionary {
    const contexts: number[] = [];
    for (const { category, group, tree } of this.#contexts) {
      const number = this.#groups.get(`${category} ${group}`);
      if (group && number === undefined) continue;
      contexts.push(number === undefined ? scopeOfCategory(category) : scopeOfGroup(number));
      this.#writeTree(tree, contexts, true);
    }
    const { names, wordNames, smallWords, vocabulary, goodWords } = this.#words;
    return {
      language: this.#language,
      inflections: this.#inflections,
      groups: [...this.#groups.keys()],
      specs: [...this.#specs.keys()].join(' '),
      sets: packNumbers(this.#setCodes),
      entries: packNumbers(this.#entryCodes),
      contexts: packNumbers(contexts),
      names: names.join(' '),
      wordNames: wordNames.join(' '),
      smallWords: smallWords.join(' '),
      vocabulary: vocabulary.join(' '),
      goodWords: goodWords.join(' '),
    };
  }

  problem(file: SourceFile, line: number, message: string): void {
    this.problems.push({ file: file.path, line, message });
  }

  readInflections(file: SourceFile): void {
    for (const line of linesOf(file)) {
      this.#attempt(file, line, () => {
        const [name, inflection] = parseClass(line.text);
        if (this.#inflections[name])
          throw new Complaint('classTwice', 'Class "$1" is there already.', name);
        this.#inflections[name] = inflection;
      });
    }
  }

  readLists(file: SourceFile): void {
    this.#collectLists(file, linesOf(file), this.#lists);
  }

  readNames(file: SourceFile): void {
    for (const line of linesOf(file)) {
      const [name, sign] = line.text.trim().split(/\s+/);
      if (!name) continue;
      (sign === '?' ? this.#words.wordNames : this.#words.names).push(name.toLowerCase());
    }
  }

  readSmallWords(file: SourceFile): void {
    this.#words.smallWords.push(...wordsOf(file));
  }

  readVocabulary(file: SourceFile): void {
    this.#words.vocabulary.push(...wordsOf(file));
  }

  readGoodWords(file: SourceFile): void {
    this.#words.goodWords.push(...wordsOf(file));
  }

  readEntries(file: SourceFile, category: Category): void {
    const lists: Lists = new Map(this.#lists);
    const rest = this.#collectLists(file, linesOf(file), lists);
    let group = '';
    let entry: NoteTest['entry'] = -1;
    let source = '';
    for (const line of rest) {
      const heading = /^==\s*([\w-]+)\s*:/.exec(line.text);
      const test = /^\s+(yes|no):\s*(.+)$/.exec(line.text);
      if (heading) group = heading[1] as string;
      else if (test) {
        if (entry === -1) this.problem(file, line.number, 'There is no entry above this line.');
        else if (typeof entry === 'object' && test[1] === 'yes') {
          this.problem(file, line.number, 'Below a context a note begins with "no:".');
        } else {
          const [, sign, note] = test as unknown as [string, string, string];
          const expect = sign === 'yes';
          const where = { file: file.path, line: line.number };
          this.tests.push({ entry, source, ...where, expect, note });
        }
      } else if (line.indented) {
        this.problem(file, line.number, 'An indented line begins with "yes:" or "no:".');
      } else if (line.text.startsWith('!')) {
        entry = { category, group };
        source = line.text;
        this.#attempt(file, line, () => this.addContexts(category, group, line.text, lists));
      } else if (group === '') {
        this.problem(file, line.number, 'A group ("== id: Title") must stand before the entries.');
      } else {
        entry = -1;
        this.#attempt(file, line, () => {
          entry = this.add([category, group, line.number], line.text, lists);
          source = line.text;
        });
      }
    }
  }

  /**
   * Adds what takes away every match of a category, or of one of its groups, in a context: exceptions
   * in which "~" stands for the found words. Throws an Error for the author.
   */
  addContexts(category: Category, group: string, source: string, lists: Lists = this.#lists): void {
    for (const one of source.slice(1).split(';')) {
      const tree = readPattern(one.trim(), lists);
      for (const sequence of expand(tree)) {
        const heres = sequence.places.filter((place) => 'here' in place).length;
        if (heres !== 1) {
          throw new Complaint('contextHere', 'A context has "~" once, for the found words.');
        }
        this.#checkWords(sequence);
      }
      this.#contexts.push({ category, group, tree });
    }
  }

  /**
   * Adds one entry (a pattern and its exceptions) and returns its number.
   * Throws an Error for the author, and then adds nothing.
   */
  add(entry: Entry, source: string, lists: Lists = this.#lists): number {
    const [pattern, ...after] = source.split(/\s+!(?=\s|$)/);
    if (after.length > 1) throw new Complaint('twoExceptions', 'There are two "!".');
    const exceptions = (after[0] ?? '').split(';').filter((e) => e.trim() !== '');
    const tree = readPattern((pattern as string).trim(), lists);
    const sequences = expand(tree);
    const excepting = exceptions.map((e) => inflectLike(readPattern(e.trim(), lists), sequences));
    for (const exception of excepting) {
      for (const item of [exception.at(0), exception.at(-1)]) {
        if (item?.kind === 'ways' && item.optional) {
          throw new Complaint(
            'optionalEnd',
            'An exception ends in words that may be missing: they say nothing; [ ] is a choice.',
          );
        }
      }
    }
    const all = [...sequences, ...excepting.flatMap((e) => expand(e))];
    for (const sequence of all) {
      if (sequence.places.some((place) => 'here' in place)) {
        throw new Complaint(
          'hereOutside',
          '"~" stands only in a context, on a line that begins with "!".',
        );
      }
      this.#checkWords(sequence);
    }
    this.#refuseTwins(entry, sequences);
    this.#write(entry, tree, sequences, excepting);
    return this.entries.push(entry) - 1;
  }

  #write(entry: Entry, tree: Tree, sequences: Sequence[], exceptions: Tree[]): void {
    const [category, name, line] = entry;
    const group = `${category} ${name}`;
    const number = this.#groups.get(group) ?? this.#groups.size;
    this.#groups.set(group, number);
    const [, , before] = this.entries.at(-1) ?? [0, 0, 0];
    const codes = this.#entryCodes;
    codes.push(number, zigzag(line - before));
    this.#writeTree(tree, codes);
    for (const anchor of this.#anchorsOf(tree, sequences)) codes.push(anchor);
    codes.push(0);
    for (const exception of exceptions) {
      const key = this.#keyOf(exception);
      const known = this.#exceptions.get(key);
      if (known !== undefined) codes.push(EXCEPTION_CODES.KNOWN + known);
      else {
        this.#exceptions.set(key, this.#exceptions.size);
        codes.push(EXCEPTION_CODES.NEW);
        this.#writeTree(exception, codes);
      }
    }
    codes.push(EXCEPTION_CODES.END);
  }

  /** With `apart` no set is told by its order: the tree stands beside the entries. */
  #writeTree(tree: Tree, codes: number[], apart = false): void {
    for (const item of tree) {
      if (item.kind === 'words') {
        const set = this.#setOf(item.words);
        const isNext = !apart && set === this.#highestSet + 1;
        codes.push(isNext ? TREE_CODES.NEW : TREE_CODES.KNOWN + set);
        if (!apart) this.#highestSet = Math.max(this.#highestSet, set);
      } else if (item.kind === 'here') codes.push(TREE_CODES.HERE);
      else if (item.kind === 'start') codes.push(TREE_CODES.START);
      else if (item.kind === 'end') codes.push(TREE_CODES.FINISH);
      else if (item.kind === 'any') codes.push(TREE_CODES.ANY);
      else if (item.kind === 'open') codes.push(TREE_CODES.OPEN);
      else if (item.kind === 'close') codes.push(TREE_CODES.CLOSE);
      else if (item.kind === 'gap') codes.push(TREE_CODES.GAP, item.most);
      else {
        codes.push(item.optional ? TREE_CODES.OPTIONAL : TREE_CODES.WAYS, item.ways.length);
        for (const way of item.ways) this.#writeTree(way, codes, apart);
      }
    }
    codes.push(TREE_CODES.END);
  }

  /** Where the sequences of a tree start matching: at the rarest of their words. */
  #anchorsOf(tree: Tree, sequences: Sequence[]): Set<number> {
    const sets = wordsIn(tree).map((words) => this.#setOf(words));
    const anchors = new Set<number>();
    for (const { places } of sequences) {
      let rarest = -1;
      for (const place of places) {
        const set = 'words' in place ? this.#setOf(place.words) : -1;
        const common = this.#commonness[set] ?? Number.POSITIVE_INFINITY;
        if (common < (this.#commonness[rarest] ?? Number.POSITIVE_INFINITY)) rarest = set;
      }
      anchors.add(1 + 2 * sets.indexOf(rarest) + (places.length === 1 ? 1 : 0));
    }
    return anchors;
  }

  /** The number of a set of words; one with the same words is the same. */
  #setOf({ specs, parts }: WordSet): number {
    const key = keyOfWords(specs);
    const known = this.#sets.get(key);
    if (known !== undefined) return known;
    const codes: number[] = [];
    const inParts = new Set<string>();
    for (const part of parts) {
      if (part.specs.every((spec) => inParts.has(spec))) continue;
      for (const spec of part.specs) inParts.add(spec);
      if (keyOfWords(part.specs) !== key) {
        codes.push(SET_CODES.KNOWN + 2 * this.#setOf(part) + 1);
      } else return this.#setOf(part);
    }
    for (const spec of specs) {
      if (inParts.has(spec)) continue;
      const stored = storedSpec(spec);
      const number = this.#specs.get(stored);
      if (number === undefined) this.#specs.set(stored, this.#specs.size);
      codes.push(number === undefined ? SET_CODES.NEW : SET_CODES.KNOWN + 2 * number);
    }
    for (const code of codes) this.#setCodes.push(code);
    this.#setCodes.push(SET_CODES.END);
    this.#commonness.push(specs.reduce((sum, spec) => sum + this.#commonnessOf(spec), 0));
    this.#sets.set(key, this.#sets.size);
    return this.#sets.size - 1;
  }

  /** How common a spec's words are likely to be. Throws a Complaint for one that can never match. */
  #commonnessOf(spec: string): number {
    const known = this.#known.get(spec);
    if (known !== undefined) return known;
    const common = BUILT_IN.includes(spec)
      ? commonnessOfBuiltIn(spec)
      : this.#commonnessOfWord(spec);
    this.#known.set(spec, common);
    return common;
  }

  #commonnessOfWord(spec: string): number {
    const { word, inflection } = parseWord(spec);
    const tokens = tokenise(word);
    if (tokens.length !== 1 || tokens[0]?.end !== word.length || tokens[0]?.start !== 0) {
      throw new Complaint(
        'neverOneWord',
        '"$1" can never match: it is not one word as notes are read.',
        word,
      );
    }
    if (inflection === undefined) return commonnessOf(keyOf(word).length, 1);
    const known = this.#inflections[inflection];
    if (!known) throw new Complaint('noClass', 'There is no inflection class "$1".', inflection);
    return commonnessOf(keyOf(word).length, inflect(word, known).length);
  }

  #keyOf(tree: Tree): string {
    return tree
      .map((item) => {
        if (item.kind === 'words') return keyOfWords(item.words.specs);
        // No word has a "|": what is not words is told apart from words of the same name.
        if (item.kind === 'gap') return `|..${item.most}`;
        if (item.kind !== 'ways') return `|${item.kind}`;
        return `${item.optional ? '(' : '['}${item.ways.map((way) => this.#keyOf(way)).join(' | ')}${item.optional ? ')' : ']'}`;
      })
      .join(' , ');
  }

  #refuseTwins(entry: Entry, sequences: Sequence[]): void {
    const keys = sequences.map(({ places, from, to }) => {
      const words = places.map((place) => {
        if ('words' in place) return keyOfWords(place.words.specs);
        return 'gap' in place ? `..${place.gap}` : JSON.stringify(place);
      });
      // Two rules of a policy may be about the same words.
      const scope = /^[@!]/.test(entry[1]) ? entry[1] : entry[0];
      return [scope, from, to, ...words].join(' , ');
    });
    const twin = keys.every((key) => this.#seen.has(key)) ? this.#seen.get(keys[0] ?? '') : null;
    if (twin) {
      throw new Complaint('twin', 'It is there already, in $1 of $2.txt.', twin, entry[0]);
    }
    for (const key of keys) {
      if (!this.#seen.has(key)) this.#seen.set(key, `line ${entry[2]}`);
    }
  }

  #checkWords(sequence: Sequence): void {
    for (const place of sequence.places) {
      if ('words' in place) for (const spec of place.words.specs) this.#commonnessOf(spec);
    }
  }

  #attempt(file: SourceFile, line: Line, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.problem(file, line.number, `${line.text.trim()}: ${(error as Error).message}`);
    }
  }

  /** Takes the list definitions out of the lines; returns the others. */
  #collectLists(file: SourceFile, lines: Line[], into: Lists): Line[] {
    const rest: Line[] = [];
    let open = '';
    for (const line of lines) {
      const start = /^@([\p{L}\d_-]+)\s*=\s*(.+)$/u.exec(line.text);
      if (start) {
        open = start[1] as string;
        if (into.has(open) && !this.#lists.has(open)) {
          this.problem(file, line.number, `List "@${open}" is there already.`);
        }
        into.set(open, start[2] as string);
      } else if (open && line.indented && !/^\s+(yes|no):/.test(line.text)) {
        into.set(open, `${into.get(open)} ${line.text.trim()}`);
      } else {
        open = '';
        rest.push(line);
      }
    }
    return rest;
  }
}

/** The choices of words of a tree, in their order. */
function wordsIn(tree: Tree): WordSet[] {
  return tree.flatMap((item) => {
    if (item.kind === 'words') return [item.words];
    return item.kind === 'ways' ? item.ways.flatMap(wordsIn) : [];
  });
}

const keyOfWords = (specs: string[]) =>
  specs.length === 1 ? (specs[0] as string) : [...specs].sort().join(' ');

/** A spec with its word as notes are looked up: lower case, without the dots of abbreviations. */
const storedSpec = (spec: string) =>
  spec.replace(/^(\^?\+?)([^+/^]+)/, (_, signs: string, word: string) => signs + keyOf(word));

/** A one-word exception without a class ("resfeber") inflects like the entry it excepts. */
function inflectLike(exception: Tree, sequences: Sequence[]): Tree {
  const only = exception[0];
  if (exception.length !== 1 || only?.kind !== 'words') return exception;
  const own = sequences.flatMap((s) =>
    s.places.flatMap((p) => ('words' in p ? p.words.specs : [])),
  );
  const specs = only.words.specs.map((spec) => {
    if (spec.startsWith('@') || /[+/^]/.test(spec)) return spec;
    for (const other of own) {
      if (other.startsWith('@')) continue;
      const { word, inflection } = parseWord(other);
      if (inflection && spec.endsWith(word)) return `${spec}/${inflection}`;
    }
    return spec;
  });
  return [{ kind: 'words', words: { specs, parts: [] } }];
}
