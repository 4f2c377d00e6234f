import { GAP, type Sequences } from './sequences.ts';

/** The sequences that take an entry's matches away. */
export class Exceptions {
  readonly sequences: Sequences;
  /** How many tokens away from a match the anchor of one may stand. */
  readonly reach: number;
  readonly #bySet = new Map<number, number[]>();
  readonly #byWord = new WeakMap<{ sets: ReadonlySet<number> }, readonly number[]>();

  constructor(sequences: Sequences) {
    let reach = 0;
    for (let i = 0; i < sequences.count; i++) {
      const set = sequences.anchorOf(i);
      const same = this.#bySet.get(set);
      if (same) same.push(i);
      else this.#bySet.set(set, [i]);
      const places = sequences.placesOf(i);
      const length = places.reduce((sum, place) => sum + (place <= GAP ? GAP - place : 1), 0);
      reach = Math.max(reach, length);
    }
    this.sequences = sequences;
    this.reach = reach;
  }

  /** Those that start matching at a word. */
  at(word: { sets: ReadonlySet<number> }): readonly number[] {
    const known = this.#byWord.get(word);
    if (known) return known;
    const own: number[] = [];
    if (word.sets.size < this.#bySet.size) {
      for (const set of word.sets) own.push(...(this.#bySet.get(set) ?? []));
    } else {
      for (const [set, sequences] of this.#bySet) if (word.sets.has(set)) own.push(...sequences);
    }
    this.#byWord.set(word, own);
    return own;
  }
}
