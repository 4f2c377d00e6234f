import { TREE_CODES } from './dictionary.ts';

/** In a sequence: any word, and a gap of up to n words (GAP - n); what is not negative is a set. */
export const ANY = -1;
export const GAP = -10;
const OPEN = -2;
const CLOSE = -3;
/** True for the braces around what is marked, which take no place. */
export const isBrace = (code: number): boolean => code === OPEN || code === CLOSE;
/** The words that an entry has found; the start and the end of the sentence. */
export const HERE = -4;
export const START = -5;
export const FINISH = -6;

/** Flat sequences ready to match, each told by its number. Some are added whenever they are needed. */
export class Sequences {
  count = 0;
  /** By sequence: its entry, its mark [from, to) among its places, the place where matching starts. */
  readonly entry: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly anchor: number[] = [];
  /** By sequence: where its places start in `places`; one more at the end. */
  readonly start: number[] = [0];
  readonly places: number[] = [];
  readonly #commonness: Float64Array;

  /** `commonness`: by set, how common its words are likely to be. */
  constructor(commonness: Float64Array) {
    this.#commonness = commonness;
  }

  /**
   * Adds a sequence with its braces among its places, and gives its number. `at`: the code where matching
   * starts.
   */
  add(entry: number, codes: readonly number[], at = this.rarest(codes)): number {
    const start = this.places.length;
    let [from, to, anchor] = [0, -1, 0];
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      if (code === OPEN) from = this.places.length - start;
      else if (code === CLOSE) to = this.places.length - start;
      else {
        if (i === at) anchor = this.places.length - start;
        this.places.push(code);
      }
    }
    if (to < 0) {
      // Without braces all its words are marked.
      from = this.places[start] === START ? 1 : 0;
      to = this.places.length - start - (this.places.at(-1) === FINISH ? 1 : 0);
    }
    this.entry.push(entry);
    this.from.push(from);
    this.to.push(to);
    this.anchor.push(anchor);
    this.start.push(this.places.length);
    return this.count++;
  }

  /** Which of some codes is the rarest set, of those of `among` where that is given; -1 for none. */
  rarest(codes: readonly number[], among?: Uint8Array): number {
    let [at, least] = [-1, Number.POSITIVE_INFINITY];
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i] as number;
      if (code < 0 || (among && !among[code])) continue;
      const own = this.#commonness[code] as number;
      if (own >= least) continue;
      at = i;
      least = own;
    }
    return at;
  }

  commonness(set: number): number {
    return this.#commonness[set] as number;
  }

  /** The places of a sequence. */
  placesOf(sequence: number): number[] {
    return this.places.slice(this.start[sequence], this.start[sequence + 1]);
  }

  /** The set where a sequence starts matching. */
  anchorOf(sequence: number): number {
    return this.places[
      (this.start[sequence] as number) + (this.anchor[sequence] as number)
    ] as number;
  }

  /**
   * What has to stand beside the anchor of a sequence: four times the set and the side, the rarer of
   * its neighbours that are sets; ALONE_STANDING when neither is one.
   */
  besideOf(sequence: number): number {
    const [from, to] = [this.start[sequence] as number, this.start[sequence + 1] as number];
    const at = from + (this.anchor[sequence] as number);
    const left = at > from ? (this.places[at - 1] as number) : ANY;
    const right = at + 1 < to ? (this.places[at + 1] as number) : ANY;
    const isLeft = right < 0 || (left >= 0 && this.commonness(left) < this.commonness(right));
    const set = isLeft ? left : right;
    return set < 0 ? ALONE_STANDING : set * 4 + (isLeft ? LEFT : RIGHT);
  }
}
export const [ALONE_STANDING, LEFT, RIGHT] = [0, 1, 2] as const;

const NOWHERE = { isHere: false, isBehind: false };

/** Reads trees from a dictionary's numbers, in their order at first, and then any that was skipped. */
export class TreeReader {
  at = 0;
  readonly codes: Int32Array;
  #highest = -1;

  constructor(codes: Int32Array) {
    this.codes = codes;
  }

  /**
   * Reads the tree at `at`, once skipped; gives the sequences it stands for, or those with a wanted set,
   * and stands behind it. An entry may stand for a thousand, and a word that is met needs ten of them.
   */
  read(wanted = -1): number[][] {
    const first: number[] = [];
    let sequences = [first];
    // Where the set was met: in none so far, in some, in all.
    let [isInSome, isInAll] = [false, wanted < 0];
    for (;;) {
      const code = this.codes[this.at++];
      if (code === undefined || code === TREE_CODES.END) {
        return isInAll ? sequences : sequences.filter((sequence) => sequence.includes(wanted));
      }
      if (code === TREE_CODES.WAYS || code === TREE_CODES.OPTIONAL) {
        const count = this.codes[this.at++] as number;
        const { isHere, isBehind } = isInAll ? NOWHERE : this.#where(wanted, count);
        const isOnlyHere = isHere && !isInSome && !isBehind;
        const ways: number[][] = code === TREE_CODES.OPTIONAL && !isOnlyHere ? [[]] : [];
        for (let n = count; n > 0; n--) ways.push(...this.read(isOnlyHere ? wanted : -1));
        isInSome ||= isHere;
        isInAll ||= isOnlyHere;
        const before = sequences;
        sequences = [];
        for (const sequence of before) for (const way of ways) sequences.push(sequence.concat(way));
        continue;
      }
      const place = this.#place(code);
      isInAll ||= place === wanted;
      for (const sequence of sequences) sequence.push(place);
    }
  }

  /** Whether a set stands in the next `count` trees, and behind them in the tree that they stand in. */
  #where(set: number, count: number): { isHere: boolean; isBehind: boolean } {
    const [isHere, at] = this.#has(set, this.at, count);
    const [isBehind] = isHere ? this.#has(set, at, 1) : [false];
    return { isHere, isBehind };
  }

  /** Whether a set stands in what is left of `open` trees that stand from `at` on, and where they end. */
  #has(set: number, at: number, open: number): [has: boolean, end: number] {
    const { codes } = this;
    let has = false;
    while (open && at < codes.length) {
      const code = codes[at++] as number;
      if (code === set + TREE_CODES.KNOWN) has = true;
      else if (code === TREE_CODES.END) open--;
      else if (code === TREE_CODES.WAYS || code === TREE_CODES.OPTIONAL)
        open += codes[at++] as number;
      else if (code === TREE_CODES.GAP) at++;
    }
    return [has, at];
  }

  /**
   * Stands behind the tree at `at`; writes its sets into `sets` in their order. A set told by its
   * order is told by its number from then on, so that any tree can be read later.
   */
  skip(sets: number[]): void {
    const { codes } = this;
    let at = this.at;
    let count = 0;
    for (let open = 1; open && at < codes.length; ) {
      const code = codes[at++] as number;
      if (code >= TREE_CODES.NEW) {
        const set = code === TREE_CODES.NEW ? this.#highest + 1 : code - TREE_CODES.KNOWN;
        if (set > this.#highest) this.#highest = set;
        codes[at - 1] = TREE_CODES.KNOWN + set;
        sets[count++] = set;
      } else if (code === TREE_CODES.END) open--;
      else if (code === TREE_CODES.WAYS || code === TREE_CODES.OPTIONAL)
        open += codes[at++] as number;
      else if (code === TREE_CODES.GAP) at++;
    }
    sets.length = count;
    this.at = at;
  }

  #place(code: number): number {
    if (code === TREE_CODES.ANY) return ANY;
    if (code === TREE_CODES.OPEN) return OPEN;
    if (code === TREE_CODES.CLOSE) return CLOSE;
    if (code === TREE_CODES.HERE) return HERE;
    if (code === TREE_CODES.START) return START;
    if (code === TREE_CODES.FINISH) return FINISH;
    if (code === TREE_CODES.GAP) return GAP - (this.codes[this.at++] as number);
    return code - TREE_CODES.KNOWN;
  }
}
