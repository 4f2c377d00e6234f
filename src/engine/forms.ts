/**
 * A table of words that holds no words, only their hashes: a word form is told by 64 bits, which lets
 * a dictionary of a hundred thousand forms stand in a few megabytes and be built in milliseconds.
 *
 * The hashes are polynomials, so that those of parts of a word, and of a word with one letter changed,
 * follow from its beginnings' without reading it again (Karp and Rabin 1987).
 */
const BASES = [0x9e3779b1 | 0, 0x85ebca77 | 0] as const;
/** Parts and changed words are looked up in words up to this length. */
export const LONGEST = 64;
const POWERS = BASES.map((base) => {
  const powers = new Int32Array(LONGEST + 2);
  powers[0] = 1;
  for (let i = 1; i < powers.length; i++) powers[i] = Math.imul(powers[i - 1] as number, base);
  return powers;
}) as [Int32Array, Int32Array];

/** Twice 32 bits that tell a word. */
export type Hash = readonly [number, number];

/** The hash of a word that continues one with another hash. */
export function hashOn(start: Hash, text: string, from = 0, to = text.length): Hash {
  let [one, two] = start;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    one = (Math.imul(one, BASES[0]) + code) | 0;
    two = (Math.imul(two, BASES[1]) + code) | 0;
  }
  return [one, two];
}
/** One of a hash's two numbers, one character on. */
export const continued = (which: 0 | 1, hash: number, code: number): number =>
  (Math.imul(hash, BASES[which]) + code) | 0;
/** What the hash of a word is multiplied by when so many characters follow. */
export const powerOf = (length: number): Hash => [
  POWERS[0][length] as number,
  POWERS[1][length] as number,
];
export const EMPTY: Hash = [0, 0];

/** The hashes of a word's beginnings, from which those of its parts follow. */
export class Beginnings {
  readonly word: string;
  readonly #sums: [Int32Array, Int32Array];

  constructor(word: string) {
    this.word = word;
    this.#sums = [0, 1].map((which) => {
      const base = BASES[which] as number;
      const sums = new Int32Array(word.length + 1);
      for (let i = 0; i < word.length; i++) {
        sums[i + 1] = Math.imul(sums[i] as number, base) + word.charCodeAt(i);
      }
      return sums;
    }) as [Int32Array, Int32Array];
  }

  /** One number of the hash of [from, to), of which at most `LONGEST` characters. */
  half(which: 0 | 1, from: number, to: number): number {
    const sums = this.#sums[which];
    if (from === 0) return sums[to] as number;
    const power = POWERS[which][to - from] as number;
    return ((sums[to] as number) - Math.imul(sums[from] as number, power)) | 0;
  }

  /**
   * One number of the hash of the word with up to two other characters, by code, for those of
   * [from, to). With `open` places more than characters: as if characters of code 0 stood there.
   */
  halfWith(which: 0 | 1, from: number, to: number, one: number, other = 0, open = 0): number {
    const base = BASES[which] as number;
    let hash = this.#sums[which][from] as number;
    if (one) hash = (Math.imul(hash, base) + one) | 0;
    if (other) hash = (Math.imul(hash, base) + other) | 0;
    if (open) hash = Math.imul(hash, base);
    const { length } = this.word;
    const power = POWERS[which][length - to] as number;
    return (Math.imul(hash, power) + this.half(which, to, length)) | 0;
  }

  /** How much a character's code weighs in one number of the hash, by its place; -1 is before the first. */
  weight(which: 0 | 1, at: number): number {
    return POWERS[which][this.word.length - 1 - at] as number;
  }
}

const FILTER_BITS = 21;
const NODE = 4;

/** Numbers by the hash of a word; a word may have several. */
export class Forms {
  readonly #mask: number;
  readonly #heads: Int32Array;
  /** By node: the next one in its bucket, both numbers of its hash, its value. */
  #nodes: Int32Array;
  readonly #filter = new Int32Array(2 ** (FILTER_BITS - 5));
  #size = 0;

  /** `size`: about how many will be added; more find room as well. */
  constructor(size: number) {
    const buckets = 2 ** Math.ceil(Math.log2(size + 16));
    this.#mask = buckets - 1;
    this.#heads = new Int32Array(buckets);
    this.#nodes = new Int32Array(NODE * (size + 16));
  }

  add(one: number, two: number, value: number): void {
    const node = ++this.#size;
    const at = node * NODE;
    if (at + NODE > this.#nodes.length) this.#grow();
    const mixed = mix(one);
    const bucket = mixed & this.#mask;
    this.#nodes[at] = this.#heads[bucket] as number;
    this.#heads[bucket] = node;
    this.#nodes[at + 1] = one;
    this.#nodes[at + 2] = two;
    this.#nodes[at + 3] = value;
    const bit = mixed >>> (32 - FILTER_BITS);
    this.#filter[bit >> 5] = (this.#filter[bit >> 5] as number) | (1 << (bit & 31));
  }

  #grow(): void {
    const larger = new Int32Array(this.#nodes.length * 1.5);
    larger.set(this.#nodes);
    this.#nodes = larger;
  }

  /** False when no word has a hash with this first number; true when one may have. */
  mayHave(one: number): boolean {
    const bit = mix(one) >>> (32 - FILTER_BITS);
    return (((this.#filter[bit >> 5] as number) >> (bit & 31)) & 1) === 1;
  }

  /** Calls `take` with every number of a word. */
  each(one: number, two: number, take: (value: number) => void): void {
    const nodes = this.#nodes;
    let node = this.#heads[mix(one) & this.#mask] as number;
    while (node) {
      const at = node * NODE;
      if (nodes[at + 1] === one && nodes[at + 2] === two) take(nodes[at + 3] as number);
      node = nodes[at] as number;
    }
  }
}

/** Spreads a polynomial's bits, so that its low ones depend on all of them (after Steele and Vigna). */
function mix(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  return mixed ^ (mixed >>> 15);
}
