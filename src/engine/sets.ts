import { SET_CODES } from './dictionary.ts';
import { Table } from './table.ts';

/** The sets of a dictionary: which words each has, and which other sets' words. */
export class Sets {
  readonly count: number;
  /** By spec, and by set: the sets that have it. */
  readonly #ofSpec: Table;
  readonly #ofSet: Table;
  /** Pairs: a spec and a set that has it; a set and one that has its words too. */
  readonly #specs: Int32Array;
  readonly #setsOfSpecs: Int32Array;
  readonly #parts: Int32Array;
  readonly #setsOfParts: Int32Array;

  /** By set: its specs and its parts; made when they are first asked for. */
  #specsIn: Table | null = null;
  #partsIn: Table | null = null;

  /** `codes` are a dictionary's numbers of its sets. */
  constructor(codes: Int32Array, specCount: number) {
    const specs = new Int32Array(codes.length);
    const setsOfSpecs = new Int32Array(codes.length);
    const parts: number[] = [];
    const setsOfParts: number[] = [];
    let set = 0;
    let size = 0;
    let highest = 0;
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      if (code === SET_CODES.END) set++;
      else if (code !== SET_CODES.NEW && code & 1) {
        // The numbers of sets have KNOWN and one more added: they are odd.
        parts.push((code - SET_CODES.KNOWN - 1) >> 1);
        setsOfParts.push(set);
      } else {
        setsOfSpecs[size] = set;
        specs[size++] = code === SET_CODES.NEW ? highest++ : (code - SET_CODES.KNOWN) >> 1;
      }
    }
    this.count = set;
    this.#specs = specs.slice(0, size);
    this.#setsOfSpecs = setsOfSpecs.slice(0, size);
    this.#parts = Int32Array.from(parts);
    this.#setsOfParts = Int32Array.from(setsOfParts);
    this.#ofSpec = new Table(specCount, this.#specs, this.#setsOfSpecs);
    this.#ofSet = new Table(set, this.#parts, this.#setsOfParts);
  }

  /** Adds the sets that a spec is in. */
  addOf(spec: number, sets: Set<number>): void {
    const { start, items } = this.#ofSpec;
    const end = start[spec + 1] as number;
    for (let i = start[spec] as number; i < end; i++) this.#add(items[i] as number, sets);
  }

  #add(set: number, sets: Set<number>): void {
    if (sets.has(set)) return;
    sets.add(set);
    const { start, items } = this.#ofSet;
    const end = start[set + 1] as number;
    for (let i = start[set] as number; i < end; i++) this.#add(items[i] as number, sets);
  }

  /** The specs of a set. */
  specsOf(set: number): number[] {
    this.#specsIn ??= new Table(this.count, this.#setsOfSpecs, this.#specs);
    this.#partsIn ??= new Table(this.count, this.#setsOfParts, this.#parts);
    const parts = [...this.#partsIn.of(set)];
    return [...this.#specsIn.of(set), ...parts.flatMap((part) => this.specsOf(part))];
  }

  /** By set: the sum of a value of its specs. A part has a lower number than what it is part of. */
  sums(values: Float64Array): Float64Array {
    const sums = new Float64Array(this.count);
    for (let i = 0; i < this.#specs.length; i++) {
      const set = this.#setsOfSpecs[i] as number;
      sums[set] = (sums[set] as number) + (values[this.#specs[i] as number] as number);
    }
    for (let i = 0; i < this.#parts.length; i++) {
      const set = this.#setsOfParts[i] as number;
      sums[set] = (sums[set] as number) + (sums[this.#parts[i] as number] as number);
    }
    return sums;
  }

  /** Gives the flags of sets to their specs. */
  spread(flags: Uint8Array, into: Uint8Array): void {
    for (let i = this.#parts.length - 1; i >= 0; i--) {
      (flags[this.#parts[i] as number] as number) |= flags[
        this.#setsOfParts[i] as number
      ] as number;
    }
    for (let i = 0; i < this.#specs.length; i++) {
      (into[this.#specs[i] as number] as number) |= flags[this.#setsOfSpecs[i] as number] as number;
    }
  }
}
