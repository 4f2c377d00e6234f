import {
  type Category,
  type Entry,
  EXCEPTION_CODES,
  scopeOfCategory,
  scopeOfGroup,
} from './dictionary.ts';
import { Exceptions } from './exceptions.ts';
import { unzigzag } from './numbers.ts';
import { Sequences, TreeReader } from './sequences.ts';
import { Table } from './table.ts';

/** What is told of a set that is all of a sequence, and of one in an offensive entry. */
export const ALONE = 8;
export const RUDE = 16;

/**
 * The entries of a dictionary. Most are never met: sequences are made when one of the words is met where
 * they start matching, an entry's exceptions when one of its own has matched.
 */
export class Entries {
  readonly #groups: readonly [Category, string][];
  readonly #reader: TreeReader;
  readonly #group: number[] = [];
  readonly #line: number[] = [];
  /** By entry: where its tree, and its exceptions, start. */
  readonly #treeAt: number[] = [];
  readonly #exceptionsAt: number[] = [];
  /** By exception that several entries may have: where its tree starts. */
  readonly #exceptionTrees: number[] = [];
  /** By set: the entries with a sequence that starts matching there. */
  readonly #anchored: Table;
  /** By entry: the sets where its sequences start. */
  readonly #anchors: Table;
  /** By set: 1 for those where the entry that is read may start. */
  readonly #isAnchor: Uint8Array;
  /** By set: the sequences that start matching there, once it was met. */
  readonly #made = new Map<number, readonly number[]>();
  readonly #exceptions = new Map<number, Exceptions | null>();
  readonly #contextCodes: Int32Array;
  /** By group: what takes away the matches of all its entries; made when the first one matches. */
  readonly #contexts = new Map<number, Exceptions | null>();
  #sequences = new Sequences(new Float64Array(0));
  #commonness: Float64Array = new Float64Array(0);

  /** `codes` and `contexts` are a dictionary's numbers. `flags`, by set, are added to. */
  constructor(
    codes: Int32Array,
    contexts: Int32Array,
    groups: readonly string[],
    flags: Uint8Array,
  ) {
    this.#contextCodes = contexts;
    this.#groups = groups.map((group) => group.split(' ') as [Category, string]);
    this.#reader = new TreeReader(codes);
    const reader = this.#reader;
    const [anchors, entries]: [number[], number[]] = [[], []];
    const sets: number[] = [];
    let line = 0;
    while (reader.at < codes.length) {
      const group = codes[reader.at++] as number;
      line += unzigzag(codes[reader.at++] as number);
      const entry = this.#group.push(group) - 1;
      this.#line.push(line);
      this.#treeAt.push(reader.at);
      reader.skip(sets);
      const isRude = this.#groups[group]?.[0] === 'offensive';
      for (let code = codes[reader.at++]; code; code = codes[reader.at++]) {
        const set = sets[(code - 1) >> 1] as number;
        // A set may be told twice: alone, and as the start of longer sequences.
        if (anchors.at(-1) !== set || entries.at(-1) !== entry) {
          anchors.push(set);
          entries.push(entry);
        }
        if ((code - 1) & 1) (flags[set] as number) |= isRude ? ALONE | RUDE : ALONE;
      }
      this.#exceptionsAt.push(reader.at);
      for (;;) {
        const code = codes[reader.at++];
        if (code === undefined || code === EXCEPTION_CODES.END) break;
        if (code !== EXCEPTION_CODES.NEW) continue;
        this.#exceptionTrees.push(reader.at);
        reader.skip(sets);
      }
    }
    this.#anchored = new Table(flags.length, anchors, entries);
    this.#anchors = new Table(this.#group.length, entries, anchors);
    this.#isAnchor = new Uint8Array(flags.length);
  }

  /** Has to be told before sequences are asked for: by set, how common its words are likely to be. */
  weigh(commonness: Float64Array): void {
    this.#commonness = commonness;
    this.#sequences = new Sequences(commonness);
  }

  /** How many there are. */
  get count(): number {
    return this.#group.length;
  }

  get sequences(): Sequences {
    return this.#sequences;
  }

  entry(number: number): Entry {
    const [category, group] = this.#groups[this.#group[number] as number] as [Category, string];
    return [category, group, this.#line[number] as number];
  }

  /** The numbers of the sequences that start matching at a word of some sets. */
  startingAt(sets: ReadonlySet<number>): number[] {
    const starting: number[] = [];
    for (const set of sets)
      for (const sequence of this.#startingAtSet(set)) starting.push(sequence);
    return starting;
  }

  /** Of an entry only those are made that start there: it may have a thousand, of which a note needs ten. */
  #startingAtSet(set: number): readonly number[] {
    const known = this.#made.get(set);
    if (known) return known;
    const made: number[] = [];
    for (const entry of this.#anchored.of(set)) {
      const anchors = this.#anchors.of(entry);
      for (const anchor of anchors) this.#isAnchor[anchor] = 1;
      this.#reader.at = this.#treeAt[entry] as number;
      for (const codes of this.#reader.read(set)) {
        const at = this.#sequences.rarest(codes, this.#isAnchor);
        if (codes[at] === set) made.push(this.#sequences.add(entry, codes, at));
      }
      for (const anchor of anchors) this.#isAnchor[anchor] = 0;
    }
    this.#made.set(set, made);
    return made;
  }

  /** What an entry's sequences say: places and braces. */
  codesOf(entry: number): number[][] {
    this.#reader.at = this.#treeAt[entry] as number;
    return this.#reader.read();
  }

  /** What takes matches of an entry away, or null. */
  exceptionsOf(entry: number): Exceptions | null {
    let known = this.#exceptions.get(entry);
    if (known === undefined) {
      known = this.#readExceptions(entry);
      this.#exceptions.set(entry, known);
    }
    return known;
  }

  /** What takes the matches of an entry away as it does those of all its group or category, or null. */
  contextsOf(entry: number): Exceptions | null {
    const group = this.#group[entry] as number;
    let known = this.#contexts.get(group);
    if (known === undefined) {
      known = this.#readContexts(group);
      this.#contexts.set(group, known);
    }
    return known;
  }

  #readContexts(group: number): Exceptions | null {
    const reader = new TreeReader(this.#contextCodes);
    const sequences = new Sequences(this.#commonness);
    const [category] = this.#groups[group] as [Category, string];
    const scopes = [scopeOfGroup(group), scopeOfCategory(category)];
    while (reader.at < reader.codes.length) {
      const scope = reader.codes[reader.at++] as number;
      const read = reader.read();
      if (scopes.includes(scope)) for (const codes of read) sequences.add(-1, codes);
    }
    return sequences.count ? new Exceptions(sequences) : null;
  }

  #readExceptions(entry: number): Exceptions | null {
    const reader = this.#reader;
    const sequences = new Sequences(this.#commonness);
    for (let at = this.#exceptionsAt[entry] as number; ; ) {
      const code = reader.codes[at++];
      if (code === undefined || code === EXCEPTION_CODES.END) break;
      const isNew = code === EXCEPTION_CODES.NEW;
      reader.at = isNew ? at : (this.#exceptionTrees[code - EXCEPTION_CODES.KNOWN] as number);
      for (const codes of reader.read()) sequences.add(entry, codes);
      if (isNew) at = reader.at;
    }
    return sequences.count ? new Exceptions(sequences) : null;
  }
}
