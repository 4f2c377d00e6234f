import { type Inflections, inflect, parseClass } from './inflection.ts';
import type { Weights } from './learned.ts';
import { BUILT_IN, expand, type Lists, parseWord, type Sequence } from './pattern.ts';
import { tokenise } from './tokens.ts';

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
 * The words of one language, ready to ship as JSON. A sequence is a list of integers: entry, first
 * and past-last marked place, then its places: the number of a set, ANY, or GAP - n. What an entry
 * says is not shipped, only its line: its words stand in the sets.
 */
export interface Dictionary {
  language: string;
  inflections: Inflections;
  /** Word specs, joined by a space: `förkylning/n2 +feber/n`. */
  sets: string[];
  entries: Entry[];
  sequences: number[][];
  /** The places of sequences that take matches away, and by number of an entry which of them do. */
  exceptionSequences: number[][];
  exceptions: Record<number, number[]>;
  names: string[];
  /** Names that are also ordinary words. */
  wordNames: string[];
  /** The small words of the language that the other languages do not have. */
  smallWords: string[];
  /** More words that speak for the language. */
  vocabulary: string[];
  /** Ordinary words that are one slip away from a word of the dictionary. */
  goodWords: string[];
  /** What was learned from the sample notes of the language, where there are any. */
  learned?: Weights;
}
/** A policy's own terms have "@" and the id of their rule as group. */
export type Entry = [category: Category, group: string, line: number];
export const ANY = -1;
export const GAP = -10;

/** A `yes:` or `no:` line: a note in which the entry must, or must not, find something. */
export interface NoteTest {
  entry: number;
  source: string;
  file: string;
  line: number;
  expect: boolean;
  note: string;
}

/** What reading the files of one language gives. */
export interface Reading {
  dictionary: Dictionary;
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
  const rest = new Set(files);
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
  return { dictionary: builder.dictionary, tests: builder.tests, problems: builder.problems };
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
  readonly dictionary: Dictionary;
  readonly tests: NoteTest[] = [];
  readonly problems: Problem[] = [];
  readonly #lists: Lists = new Map();
  readonly #sets = new Map<string, number>();
  readonly #seen = new Map<string, string>();
  readonly #pooled = new Map<string, number>();

  constructor(language: string, inflections: Inflections = {}) {
    this.dictionary = {
      language,
      inflections: { ...inflections },
      sets: [],
      entries: [],
      sequences: [],
      exceptionSequences: [],
      exceptions: {},
      names: [],
      wordNames: [],
      smallWords: [],
      vocabulary: [],
      goodWords: [],
    };
  }

  problem(file: SourceFile, line: number, message: string): void {
    this.problems.push({ file: file.path, line, message });
  }

  readInflections(file: SourceFile): void {
    for (const line of linesOf(file)) {
      this.#attempt(file, line, () => {
        const [name, inflection] = parseClass(line.text);
        if (this.dictionary.inflections[name]) throw new Error(`Class "${name}" is there already.`);
        this.dictionary.inflections[name] = inflection;
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
      (sign === '?' ? this.dictionary.wordNames : this.dictionary.names).push(name.toLowerCase());
    }
  }

  readSmallWords(file: SourceFile): void {
    this.dictionary.smallWords.push(...wordsOf(file));
  }

  readVocabulary(file: SourceFile): void {
    this.dictionary.vocabulary.push(...wordsOf(file));
  }

  readGoodWords(file: SourceFile): void {
    this.dictionary.goodWords.push(...wordsOf(file));
  }

  readEntries(file: SourceFile, category: Category): void {
    const lists: Lists = new Map(this.#lists);
    const rest = this.#collectLists(file, linesOf(file), lists);
    let group = '';
    let entry = -1;
    let source = '';
    for (const line of rest) {
      const heading = /^==\s*([\w-]+)\s*:/.exec(line.text);
      const test = /^\s+(yes|no):\s*(.+)$/.exec(line.text);
      if (heading) group = heading[1] as string;
      else if (test) {
        if (entry < 0) this.problem(file, line.number, 'There is no entry above this line.');
        else {
          const [, sign, note] = test as unknown as [string, string, string];
          const expect = sign === 'yes';
          const where = { file: file.path, line: line.number };
          this.tests.push({ entry, source, ...where, expect, note });
        }
      } else if (line.indented) {
        this.problem(file, line.number, 'An indented line begins with "yes:" or "no:".');
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
   * Adds one entry (a pattern and its exceptions) and returns its number.
   * Throws an Error for the author, and then adds nothing.
   */
  add(entry: Entry, source: string, lists: Lists = this.#lists): number {
    const [pattern, ...after] = source.split(/\s+!(?=\s|$)/);
    if (after.length > 1) throw new Error('There are two "!".');
    const exceptions = (after[0] ?? '').split(';').filter((e) => e.trim() !== '');
    const sequences = expand((pattern as string).trim(), lists);
    const excepting = exceptions.flatMap((e) =>
      expand(e.trim(), lists).map((s) => inflectLike(s, sequences)),
    );
    for (const sequence of [...sequences, ...excepting]) this.#checkWords(sequence);
    const number = this.dictionary.entries.length;
    const encode = (s: Sequence) => [number, s.from, s.to, ...s.places.map((p) => this.#code(p))];
    const encoded = sequences.map(encode);
    this.#refuseTwins(entry, encoded);
    this.dictionary.entries.push(entry);
    this.dictionary.sequences.push(...encoded);
    if (excepting.length) {
      const pooled = excepting.map((s) => this.#pool(s.places.map((p) => this.#code(p))));
      this.dictionary.exceptions[number] = [...new Set(pooled)].sort((a, b) => a - b);
    }
    return number;
  }

  /** Many entries share their exceptions: each sequence is kept once. */
  #pool(places: number[]): number {
    const key = places.join(' ');
    let known = this.#pooled.get(key);
    if (known === undefined) {
      known = this.dictionary.exceptionSequences.push(places) - 1;
      this.#pooled.set(key, known);
    }
    return known;
  }

  #refuseTwins(entry: Entry, encoded: number[][]): void {
    const keys = encoded.map((s) => [entry[0], ...s.slice(1)].join(' '));
    const twin = keys.every((key) => this.#seen.has(key)) ? this.#seen.get(keys[0] ?? '') : null;
    if (twin) throw new Error(`It is there already, in ${twin} of ${entry[0]}.txt.`);
    for (const key of keys) {
      if (!this.#seen.has(key)) this.#seen.set(key, `line ${entry[2]}`);
    }
  }

  #code(place: Sequence['places'][number]): number {
    if ('any' in place) return ANY;
    if ('gap' in place) return GAP - place.gap;
    const key = [...place.words].sort().join(' ');
    let set = this.#sets.get(key);
    if (set === undefined) {
      set = this.dictionary.sets.push(key) - 1;
      this.#sets.set(key, set);
    }
    return set;
  }

  #checkWords(sequence: Sequence): void {
    for (const place of sequence.places) {
      if (!('words' in place)) continue;
      for (const spec of place.words) {
        if (BUILT_IN.includes(spec)) continue;
        const { word, inflection } = parseWord(spec);
        const tokens = tokenise(word);
        if (tokens.length !== 1 || tokens[0]?.end !== word.length || tokens[0]?.start !== 0) {
          throw new Error(`"${word}" can never match: it is not one word as notes are read.`);
        }
        if (inflection === undefined) continue;
        const known = this.dictionary.inflections[inflection];
        if (!known) throw new Error(`There is no inflection class "${inflection}".`);
        inflect(word, known);
      }
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

/** A one-word exception without a class ("resfeber") inflects like the entry it excepts. */
function inflectLike(exception: Sequence, sequences: Sequence[]): Sequence {
  const only = exception.places[0];
  if (exception.places.length !== 1 || !only || !('words' in only)) return exception;
  const specs = sequences.flatMap((s) => s.places.flatMap((p) => ('words' in p ? p.words : [])));
  const words = only.words.map((spec) => {
    if (spec.startsWith('@') || /[+/^]/.test(spec)) return spec;
    for (const own of specs) {
      if (own.startsWith('@')) continue;
      const { word, inflection } = parseWord(own);
      if (inflection && spec.endsWith(word)) return `${spec}/${inflection}`;
    }
    return spec;
  });
  return { ...exception, places: [{ words }] };
}
