import { CATEGORIES, type Category } from './dictionary.ts';
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
  /** By kind: the numbers of features that weigh something, as base64 of varint differences. */
  features: string[];
  /** By kind: their weights in steps, as base64 of signed bytes. */
  values: string[];
  /** By category: the log-odds from which the model alone makes a finding. */
  add: number[];
  /** By category: the log-odds below which it takes one of the dictionary's away. */
  drop: number[];
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
const NEAR = 2;
const WIDE = 5;
const PLACES = 2 * NEAR + 2;
const MOST_CACHED = 20_000;

/** A feature's number: FNV-1a (Fowler, Noll, Vo), cut to the table's size. */
export function featureNumber(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    hash ^= name.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash ^ (hash >>> FEATURE_BITS)) & MASK;
}

/** What is told of a word by itself: the word, its letters in threes to fives, its ends, its shape. */
export function ownFeatures(token: Pick<Token, 'key' | 'shape' | 'first'>): string[] {
  const { key, shape, first } = token;
  if (shape === '1') return [`number ${Math.min(key.length, 12)}`, `like ${digitShape(key)}`];
  const features = [`word ${key}`, `shape ${shape}${first ? ' first' : ''}`];
  const framed = `^${key.length > 40 ? key.slice(0, 40) : key}$`;
  for (let size = 3; size <= 5; size++) {
    for (let i = 0; i + size <= framed.length; i++) features.push(framed.slice(i, i + size));
  }
  for (const part of key.includes('-') ? key.split('-') : []) features.push(`part ${part}`);
  return features;
}

/** What is told of a neighbour at a distance, from -2 to 2. */
export function nearFeatures(token: Pick<Token, 'key' | 'shape'>, distance: number): string[] {
  const word = token.shape === '1' ? digitShape(token.key) : token.key;
  return [`at${distance} ${word}`, `end${distance} ${word.slice(-3)}`];
}

/** What is told of a word within five words, wherever it stands. */
export function wideFeatures(token: Pick<Token, 'key' | 'shape'>): string[] {
  return token.shape === '1' ? [] : [`near ${token.key}`, `stem ${token.key.slice(0, 5)}`];
}

const digitShape = (key: string) => key.slice(0, 12).replace(/\d/g, '0');

/** What is told of a token in its sentence, beside the words themselves. */
export function placeFeatures(
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  t: number,
): string[] {
  const token = tokens[t] as Token;
  const before = t > from ? (tokens[t - 1] as Token).key : '^';
  const after = t + 1 < to ? (tokens[t + 1] as Token).key : '$';
  const length = to - from;
  return [
    `${before} ${token.key}`,
    `${token.key} ${after}`,
    `${before} _ ${after}`,
    `before ${text.charAt(token.start - 1)}`,
    `after ${text.charAt(token.end)}`,
    `length ${length > 24 ? 'long' : length > 12 ? 'middle' : length > 5 ? 'short' : length}`,
    `note ${tokens.length > 40 ? 'long' : tokens.length > 12 ? 'middle' : 'short'}`,
  ];
}

/**
 * What is told of a token by what was found at it, beside it, and in its sentence [from, to), and by
 * how much the sentence reads like prose (a level from 0 to 4). Gives a function of the token's
 * number; all tokens together take time linear in tokens and hits.
 */
export function hitFeatures(
  hits: readonly Hit[],
  from: number,
  to: number,
  prose: number,
): (t: number) => string[] {
  const close: Hit[][] = Array.from({ length: to - from }, () => []);
  const inAll = new Map<Category, number>();
  for (const hit of hits) {
    inAll.set(hit.category, (inAll.get(hit.category) ?? 0) + 1);
    const end = Math.min(to - 1, hit.last + NEAR);
    for (let t = Math.max(from, hit.first - NEAR); t <= end; t++) close[t - from]?.push(hit);
  }
  return (t) => {
    const features = new Set<string>();
    const here = new Map<Category, number>();
    for (const { category, group, first, last } of close[t - from] ?? []) {
      here.set(category, (here.get(category) ?? 0) + 1);
      if (t < first) features.add(`found after ${category}`);
      else if (t > last) features.add(`found before ${category}`);
      else features.add(`found ${category}`).add(`found ${category} ${group}`);
    }
    for (const [category, count] of inAll) {
      if (count > (here.get(category) ?? 0)) features.add(`found around ${category}`);
    }
    const once = [...features];
    return [`prose ${prose}`, ...once, ...once.map((f) => `${f} in prose ${prose}`)];
  };
}

/** From 0 (a note) to 4 (running prose): how the tokens of a sentence read, taken together. */
export function proseLevel(scores: Float32Array, tokens: number): number {
  let sum = 0;
  for (let i = 0; i < tokens; i++) {
    sum += Math.max(-6, Math.min(6, scores[i * KINDS + PROSE] as number));
  }
  const mean = sum / tokens;
  return [-3, -1, 1, 3].filter((edge) => mean >= edge).length;
}

/** The weights, ready to score with. */
export class LearnedModel {
  readonly language: string;
  readonly add: readonly number[];
  readonly drop: readonly number[];
  readonly proseAdd: number;
  readonly proseDrop: number;
  readonly #bias: readonly number[];
  readonly #weights: Float32Array;
  readonly #words = new Map<string, Float32Array>();

  constructor(weights: Weights) {
    this.language = weights.language;
    this.add = weights.add;
    this.drop = weights.drop;
    this.proseAdd = weights.proseAdd;
    this.proseDrop = weights.proseDrop;
    this.#bias = weights.bias;
    this.#weights = unpack(weights);
  }

  /**
   * Log-odds of every kind for the tokens [from, to) of a sentence: token after token, seven each.
   * `hits` are those of the sentence.
   */
  scores(
    text: string,
    tokens: readonly Token[],
    from: number,
    to: number,
    hits: readonly Hit[],
  ): Float32Array {
    const scores = new Float32Array((to - from) * KINDS);
    const words = [];
    for (let t = from; t < to; t++) words.push(this.#word(tokens[t] as Token));
    const wide = new Float32Array(KINDS);
    const heard = (word: Float32Array | undefined, sign: number) => {
      if (word)
        for (let k = 0; k < KINDS; k++)
          (wide[k] as number) += sign * (word[(PLACES - 1) * KINDS + k] as number);
    };
    for (let i = 0; i < Math.min(WIDE, words.length); i++) heard(words[i], 1);
    for (let i = 0; i < words.length; i++) {
      heard(words[i + WIDE], 1);
      heard(words[i - WIDE - 1], -1);
      const own = words[i] as Float32Array;
      const at = i * KINDS;
      for (let k = 0; k < KINDS; k++) {
        // The word itself is not heard as a neighbour of its own.
        const around = (wide[k] as number) - (own[(PLACES - 1) * KINDS + k] as number);
        scores[at + k] = (this.#bias[k] as number) + (own[k] as number) + around;
      }
      for (let distance = -NEAR; distance <= NEAR; distance++) {
        const near = distance && words[i + distance];
        if (!near) continue;
        const share = nearPlace(distance) * KINDS;
        for (let k = 0; k < KINDS; k++) (scores[at + k] as number) += near[share + k] as number;
      }
      this.#addAll(placeFeatures(text, tokens, from, to, from + i), scores, at);
    }
    const prose = proseLevel(scores, to - from);
    const featuresAt = hitFeatures(hits, from, to, prose);
    for (let i = 0; i < words.length; i++) {
      this.#addAll(featuresAt(from + i), scores, i * KINDS);
    }
    return scores;
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
      const shares = this.#word(token);
      const distance = t < first ? t - first : t > last ? t - last : 0;
      const near = distance && Math.abs(distance) <= NEAR ? nearPlace(distance) : 0;
      const own = distance === 0 ? (shares[kind] as number) : 0;
      const beside = near ? (shares[near * KINDS + kind] as number) : 0;
      const heard = distance ? (shares[(PLACES - 1) * KINDS + kind] as number) : 0;
      weighed.push({ word: token.key, weight: own + beside + heard });
    }
    weighed.sort((a, b) => b.weight - a.weight);
    return weighed.filter(({ weight }, i) => i === 0 || (i < 3 && weight > 0.2)).map((w) => w.word);
  }

  /** What a token weighs for a kind by itself, whatever stands around it. */
  own(token: Token, kind: number): number {
    return this.#word(token)[kind] as number;
  }

  #addAll(features: string[], into: Float32Array, at: number): void {
    for (const feature of features) {
      const row = featureNumber(feature) * KINDS;
      for (let k = 0; k < KINDS; k++) (into[at + k] as number) += this.#weights[row + k] as number;
    }
  }

  /** A word's shares, computed once: for itself, at each near distance, and within hearing. */
  #word(token: Token): Float32Array {
    const cacheKey = `${token.shape}${token.first ? '^' : ''}${token.key}`;
    const known = this.#words.get(cacheKey);
    if (known) return known;
    const shares = new Float32Array(PLACES * KINDS);
    this.#addAll(ownFeatures(token), shares, 0);
    for (let distance = -NEAR; distance <= NEAR; distance++) {
      if (distance)
        this.#addAll(nearFeatures(token, distance), shares, nearPlace(distance) * KINDS);
    }
    this.#addAll(wideFeatures(token), shares, (PLACES - 1) * KINDS);
    if (this.#words.size >= MOST_CACHED) this.#words.clear();
    this.#words.set(cacheKey, shares);
    return shares;
  }
}

/** Where among a word's shares the one for a distance from -2 to 2 (but not 0) stands. */
const nearPlace = (distance: number) => (distance < 0 ? distance + NEAR + 1 : distance + NEAR);

function unpack({ features, values, step }: Weights): Float32Array {
  const weights = new Float32Array((MASK + 1) * KINDS);
  for (let k = 0; k < KINDS; k++) {
    const differences = fromBase64(features[k] ?? '');
    const steps = fromBase64(values[k] ?? '');
    let feature = 0;
    let at = 0;
    for (const value of steps) {
      let shift = 0;
      let byte: number;
      do {
        byte = differences[at++] ?? 0;
        feature += (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      weights[feature * KINDS + k] = ((value << 24) >> 24) * step;
    }
  }
  return weights;
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
