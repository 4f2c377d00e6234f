import { CATEGORIES, type Category } from './dictionary.ts';
import { unpackNumbers, unzigzag } from './numbers.ts';
import type { Token } from './tokens.ts';

/**
 * What words alone cannot decide is learned from labelled notes: a linear model that gives every
 * token of a sentence a score for each category, from the word, its letters, its neighbours and what
 * the dictionary found. Linear, so that each finding can name the words that weighed most, and so
 * that a word's share is computed once and then looked up.
 */
export interface Weights {
  language: string;
  /** Log-odds with nothing known, by kind: the six categories, and running prose. */
  bias: number[];
  /** What a step of a stored weight is worth. */
  step: number;
  /** By kind: the numbers of features that weigh something, each less the one before, packed. */
  features: string[];
  /** By kind: their weights in steps, zigzag, packed. */
  values: string[];
  /** By category: the log-odds from which the model alone makes a finding. */
  add: number[];
  /** By category: the log-odds below which it takes one of the dictionary's away. */
  drop: number[];
  /** Sentences of fewer words are left to the dictionary. */
  fewest: number;
  /** What a level of prose adds to both. */
  proseAdd: number;
  proseDrop: number;
}

/** Something the dictionary, a pattern or the tone found: category, group, tokens [first, last]. */
export interface Hit {
  category: Category;
  group: string;
  first: number;
  last: number;
}

export const FEATURE_BITS = 18;
const MASK = 2 ** FEATURE_BITS - 1;
/** What is scored of each token: the categories, and last whether it stands in running prose. */
export const KINDS = CATEGORIES.length + 1;
const PROSE = KINDS - 1;
/** How far neighbours are told apart by their place, and how far they are only heard. */
export const NEAR = 2;
export const WIDE = 5;
const PLACES = 2 * NEAR + 2;
const HEARD = PLACES - 1;
const MOST_CACHED = 20_000;
/** Weights of a feature lie side by side, padded to a power of two. */
const ROW = 8;

/** FNV-1a (Fowler, Noll, Vo) of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash;
}

/** A hash cut to the number of a feature. */
const cut = (hash: number) => (hash ^ (hash >>> FEATURE_BITS)) & MASK;

/** The number of a feature that has a name. */
export const featureNumber = (name: string): number => cut(hashOf(name));

/** The number of a feature that is made of a kind and two numbers. */
function pairNumber(kind: number, one: number, other: number): number {
  let hash = Math.imul(one ^ kind, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ other, 0xc2b2ae35);
  return cut(hash ^ (hash >>> 16));
}

/** What is told of a word by itself: the word, its letters in threes to fives, its ends, its shape. */
export function ownFeatures(token: Pick<Token, 'key' | 'shape' | 'first'>): number[] {
  const { key, shape, first } = token;
  if (shape === '1') {
    return [`number ${Math.min(key.length, 12)}`, `like ${digitShape(key)}`].map(featureNumber);
  }
  const features = [`word ${key}`, `shape ${shape}${first ? ' first' : ''}`];
  const framed = `^${key.length > 40 ? key.slice(0, 40) : key}$`;
  for (let size = 3; size <= 5; size++) {
    for (let i = 0; i + size <= framed.length; i++) features.push(framed.slice(i, i + size));
  }
  for (const part of key.includes('-') ? key.split('-') : []) features.push(`part ${part}`);
  return features.map(featureNumber);
}

/** What is told of a neighbour at a distance, from -2 to 2. */
export function nearFeatures(token: Pick<Token, 'key' | 'shape'>, distance: number): number[] {
  const word = token.shape === '1' ? digitShape(token.key) : token.key;
  return [
    featureNumber(`at${distance} ${word}`),
    featureNumber(`end${distance} ${word.slice(-3)}`),
  ];
}

/** What is told of a word within five words, wherever it stands. */
export function wideFeatures(token: Pick<Token, 'key' | 'shape'>): number[] {
  if (token.shape === '1') return [];
  return [featureNumber(`near ${token.key}`), featureNumber(`stem ${token.key.slice(0, 5)}`)];
}

const digitShape = (key: string) => key.slice(0, 12).replace(/\d/g, '0');

const [BEFORE, AFTER, AROUND, CHARACTER_BEFORE, CHARACTER_AFTER, LENGTH, NOTE] = [
  1, 2, 3, 4, 5, 6, 7,
];
const START = hashOf('^');
const END = hashOf('$');
/** How many features `placeFeatures` writes. */
export const PLACE_FEATURES = 7;

/**
 * Writes what is told of token `t` in its sentence [from, to), beside the words themselves.
 * `hashes` are those of the tokens' keys, by token less `from`.
 */
export function placeFeatures(
  text: string,
  tokens: readonly Token[],
  hashes: ArrayLike<number>,
  [from, to]: readonly [number, number],
  t: number,
  into: Int32Array,
): void {
  const token = tokens[t] as Token;
  const own = hashes[t - from] as number;
  const before = t > from ? (hashes[t - from - 1] as number) : START;
  const after = t + 1 < to ? (hashes[t - from + 1] as number) : END;
  const length = to - from;
  into[0] = pairNumber(BEFORE, before, own);
  into[1] = pairNumber(AFTER, own, after);
  into[2] = pairNumber(AROUND, before, after);
  into[3] = pairNumber(CHARACTER_BEFORE, token.start > 0 ? text.charCodeAt(token.start - 1) : 0, 0);
  into[4] = pairNumber(
    CHARACTER_AFTER,
    token.end < text.length ? text.charCodeAt(token.end) : 0,
    0,
  );
  into[5] = pairNumber(LENGTH, length > 24 ? 8 : length > 12 ? 7 : length > 5 ? 6 : length, 0);
  into[6] = pairNumber(NOTE, tokens.length > 40 ? 2 : tokens.length > 12 ? 1 : 0, 0);
}

/** The hash of a word that `placeFeatures` reads. */
export const wordHash = (token: Pick<Token, 'key'>): number => hashOf(token.key);

/** Levels of prose, from 0 (a note) to 4 (running prose). */
const LEVELS = 5;
/** Where a find lies as a token sees it. */
const [FOUND_AFTER, FOUND_BEFORE, FOUND, FOUND_AROUND] = [0, 1, 2, 3];
const numbersOf = (name: string) => {
  const numbers = [featureNumber(name)];
  for (let level = 0; level < LEVELS; level++)
    numbers.push(featureNumber(`${name} in prose ${level}`));
  return numbers;
};
/** The numbers of the features of a find, by place and category: its own, and with each level. */
let hitNumbers: number[][][] | undefined;
/** Worked out when the first note is read: most pages that this is loaded in have none. */
const numbersOfHits = () =>
  (hitNumbers ??= ['found after', 'found before', 'found', 'found around'].map((where) =>
    CATEGORIES.map((category) => numbersOf(`${where} ${category}`)),
  ));
const groupNumbers = new Map<string, number[]>();
function numbersOfGroup(category: Category, group: string): number[] {
  const name = `found ${category} ${group}`;
  let numbers = groupNumbers.get(name);
  if (!numbers) {
    numbers = numbersOf(name);
    groupNumbers.set(name, numbers);
  }
  return numbers;
}
const LEVEL_NUMBERS = Array.from({ length: LEVELS }, (_, level) => featureNumber(`prose ${level}`));

/**
 * Calls `tell` with what is told of the tokens of a sentence [from, to) by what was found at them,
 * beside them, and in the sentence, and by how much it reads like prose (a level from 0 to 4): a
 * token's number less `from`, and a feature's. All tokens together take time linear in tokens and hits.
 */
export function hitFeatures(
  hits: readonly Hit[],
  from: number,
  to: number,
  prose: number,
  tell: (token: number, feature: number) => void,
): void {
  const length = to - from;
  const level = LEVEL_NUMBERS[prose] as number;
  for (let i = 0; i < length; i++) tell(i, level);
  if (!hits.length) return;
  const placed = numbersOfHits();
  const told = (token: number, numbers: readonly number[]) => {
    tell(token, numbers[0] as number);
    tell(token, numbers[prose + 1] as number);
  };
  CATEGORIES.forEach((category, kind) => {
    const own = hits.filter((hit) => hit.category === category);
    if (!own.length) return;
    const seen = new Uint8Array(length);
    const count = new Int32Array(length);
    const groups = new Set<string>();
    for (const { group, first, last } of own) {
      const end = Math.min(to - 1, last + NEAR);
      for (let t = Math.max(from, first - NEAR); t <= end; t++) {
        const i = t - from;
        (count[i] as number)++;
        const where = t < first ? FOUND_AFTER : t > last ? FOUND_BEFORE : FOUND;
        if (!((seen[i] as number) & (1 << where))) {
          (seen[i] as number) |= 1 << where;
          told(i, (placed[where] as number[][])[kind] as number[]);
        }
        if (where !== FOUND || groups.has(`${i} ${group}`)) continue;
        groups.add(`${i} ${group}`);
        told(i, numbersOfGroup(category, group));
      }
    }
    const around = (placed[FOUND_AROUND] as number[][])[kind] as number[];
    for (let i = 0; i < length; i++) if ((count[i] as number) < own.length) told(i, around);
  });
}

/**
 * The level of prose, from 0 to 4, of a sentence: how its tokens read, taken together. `scoreOf`: the
 * log-odds that a token, from 0, stands in prose.
 */
export function proseLevel(tokens: number, scoreOf: (token: number) => number): number {
  let sum = 0;
  for (let i = 0; i < tokens; i++) sum += Math.max(-6, Math.min(6, scoreOf(i)));
  const mean = sum / tokens;
  return [-3, -1, 1, 3].filter((edge) => mean >= edge).length;
}

/** The weights, ready to score with. */
export class LearnedModel {
  readonly language: string;
  readonly add: readonly number[];
  readonly drop: readonly number[];
  readonly fewest: number;
  readonly proseAdd: number;
  readonly proseDrop: number;
  readonly #bias: readonly number[];
  readonly #step: number;
  /** In steps, ROW by feature, and by feature a bit that says whether there are any. */
  readonly #weights = new Int8Array((MASK + 1) * ROW);
  readonly #weighs = new Uint8Array((MASK + 1) / 8);
  readonly #words = new Map<string, Shares>();
  readonly #firstWords = new Map<string, Shares>();

  constructor(weights: Weights) {
    this.language = weights.language;
    this.add = weights.add;
    this.drop = weights.drop;
    this.fewest = weights.fewest;
    this.proseAdd = weights.proseAdd;
    this.proseDrop = weights.proseDrop;
    this.#bias = weights.bias;
    this.#step = weights.step;
    this.#unpack(weights);
  }

  /**
   * Log-odds of every kind for the tokens [from, to) of a sentence, token after token, seven each, and
   * its level of prose. `hits` are those of the sentence.
   */
  scores(
    text: string,
    tokens: readonly Token[],
    from: number,
    to: number,
    hits: readonly Hit[],
  ): { scores: Float32Array; level: number } {
    const length = to - from;
    const sums = new Int32Array(length * KINDS);
    const words: Shares[] = [];
    const hashes = new Int32Array(length);
    for (let t = from; t < to; t++) {
      const word = this.#word(tokens[t] as Token);
      words.push(word);
      hashes[t - from] = word.hash;
    }
    const wide = new Int32Array(KINDS);
    const heard = (word: Shares | undefined, sign: number) => {
      if (!word) return;
      for (let k = 0; k < KINDS; k++) {
        (wide[k] as number) += sign * (word.shares[HEARD * KINDS + k] as number);
      }
    };
    for (let i = 0; i < Math.min(WIDE, length); i++) heard(words[i], 1);
    const place = new Int32Array(PLACE_FEATURES);
    const sentence = [from, to] as const;
    for (let i = 0; i < length; i++) {
      heard(words[i + WIDE], 1);
      heard(words[i - WIDE - 1], -1);
      const own = (words[i] as Shares).shares;
      const at = i * KINDS;
      for (let k = 0; k < KINDS; k++) {
        // The word itself is not heard as a neighbour of its own.
        const around = (wide[k] as number) - (own[HEARD * KINDS + k] as number);
        sums[at + k] = (own[k] as number) + around;
      }
      for (let distance = -NEAR; distance <= NEAR; distance++) {
        const near = distance && words[i + distance];
        if (!near) continue;
        const share = nearPlace(distance) * KINDS;
        for (let k = 0; k < KINDS; k++)
          (sums[at + k] as number) += near.shares[share + k] as number;
      }
      placeFeatures(text, tokens, hashes, sentence, from + i, place);
      for (let f = 0; f < PLACE_FEATURES; f++) this.#add(place[f] as number, sums, at);
    }
    const level = proseLevel(length, (i) => this.#logOdds(sums, i, PROSE));
    hitFeatures(hits, from, to, level, (i, feature) => this.#add(feature, sums, i * KINDS));
    const scores = new Float32Array(sums.length);
    for (let i = 0; i < length; i++) {
      for (let k = 0; k < KINDS; k++) scores[i * KINDS + k] = this.#logOdds(sums, i, k);
    }
    return { scores, level };
  }

  #logOdds(sums: Int32Array, token: number, kind: number): number {
    return (this.#bias[kind] as number) + (sums[token * KINDS + kind] as number) * this.#step;
  }

  /**
   * The words that weighed most for a kind at the tokens [first, last] of the sentence [from, to):
   * those themselves and their neighbours, heaviest first.
   */
  reasons(
    tokens: readonly Token[],
    [from, to]: readonly [number, number],
    [first, last]: readonly [number, number],
    kind: number,
  ): string[] {
    const weighed: { word: string; weight: number }[] = [];
    for (let t = Math.max(from, first - WIDE); t < Math.min(to, last + WIDE + 1); t++) {
      const token = tokens[t] as Token;
      const { shares } = this.#word(token);
      const distance = t < first ? t - first : t > last ? t - last : 0;
      const near = distance && Math.abs(distance) <= NEAR ? nearPlace(distance) : 0;
      const own = distance === 0 ? (shares[kind] as number) : 0;
      const beside = near ? (shares[near * KINDS + kind] as number) : 0;
      const heard = distance ? (shares[HEARD * KINDS + kind] as number) : 0;
      weighed.push({ word: token.key, weight: (own + beside + heard) * this.#step });
    }
    weighed.sort((a, b) => b.weight - a.weight);
    return weighed.filter(({ weight }, i) => i === 0 || (i < 3 && weight > 0.2)).map((w) => w.word);
  }

  /** What a token weighs for a kind by itself, whatever stands around it. */
  own(token: Token, kind: number): number {
    return (this.#word(token).shares[kind] as number) * this.#step;
  }

  #unpack({ features, values }: Weights): void {
    for (let kind = 0; kind < KINDS; kind++) {
      const differences = unpackNumbers(features[kind] ?? '');
      const steps = unpackNumbers(values[kind] ?? '');
      let feature = 0;
      for (let i = 0; i < steps.length; i++) {
        feature += differences[i] as number;
        this.#weights[feature * ROW + kind] = unzigzag(steps[i] as number);
        (this.#weighs[feature >> 3] as number) |= 1 << (feature & 7);
      }
    }
  }

  #add(feature: number, into: Int32Array, at: number): void {
    if (!((this.#weighs[feature >> 3] as number) & (1 << (feature & 7)))) return;
    const row = feature * ROW;
    for (let k = 0; k < KINDS; k++) (into[at + k] as number) += this.#weights[row + k] as number;
  }

  /** A word's shares, computed once: for itself, at each near distance, and within hearing. */
  #word(token: Token): Shares {
    const words = token.first ? this.#firstWords : this.#words;
    const known = words.get(token.type);
    if (known) return known;
    const shares = new Int32Array(PLACES * KINDS);
    const addAll = (features: number[], place: number) => {
      for (const feature of features) this.#add(feature, shares, place * KINDS);
    };
    addAll(ownFeatures(token), 0);
    for (let distance = -NEAR; distance <= NEAR; distance++) {
      if (distance) addAll(nearFeatures(token, distance), nearPlace(distance));
    }
    addAll(wideFeatures(token), HEARD);
    const word = { hash: wordHash(token), shares };
    if (words.size >= MOST_CACHED) words.clear();
    words.set(token.type, word);
    return word;
  }
}

/** What a word adds, in steps, by place and kind. */
interface Shares {
  hash: number;
  shares: Int32Array;
}

/** Where among a word's shares the one for a distance from -2 to 2 (but not 0) stands. */
const nearPlace = (distance: number) => (distance < 0 ? distance + NEAR + 1 : distance + NEAR);
