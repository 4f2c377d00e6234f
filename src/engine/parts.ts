import { type Stretch, stretchesIn } from './stretches.ts';

/** A stretch, and where it stands in a text: UTF-16 offsets [from, to). */
export interface Part {
  from: number;
  to: number;
  stretch: Stretch;
}

/** The parts of a text, in their order and without gaps; `offset` is added to where they stand. */
export function partsOf(text: string, stretchOf: (text: string) => Stretch, offset = 0): Part[] {
  return [...stretchesIn(text)].map(([from, to]) => ({
    from: from + offset,
    to: to + offset,
    stretch: stretchOf(text.slice(from, to)),
  }));
}

/** So many letters behind a border tell that it is one. */
const AHEAD = 3;

/**
 * Parts one text after the other, of which each is mostly the one before: only what an edit touches is
 * parted again. What tells that a stretch begins stands in the stretch before it and in its own first
 * letters, so a border stays where it is as long as these do.
 */
export class Parts {
  readonly #stretchOf: (text: string) => Stretch;
  #text = '';
  #parts: Part[] = [];

  constructor(stretchOf: (text: string) => Stretch) {
    this.#stretchOf = stretchOf;
  }

  /** The parts of a text. */
  of(text: string): readonly Part[] {
    const [old, parts] = [this.#text, this.#parts];
    const same = sameAtStart(old, text);
    const changedTo = old.length - sameAtEnd(old, text, same);
    const by = text.length - old.length;
    const kept = firstWhere(parts, ({ to }) => to + AHEAD > same);
    const rest = Math.max(kept, firstWhere(parts, ({ from }) => from >= changedTo) + 1);
    const from = parts[kept - 1]?.to ?? 0;
    const to = rest < parts.length ? (parts[rest] as Part).from + by : text.length;
    const anew = partsOf(text.slice(from, to), this.#stretchOf, from);
    const moved = by ? parts.slice(rest).map((part) => at(part, by)) : parts.slice(rest);
    this.#text = text;
    this.#parts = parts.slice(0, kept).concat(anew, moved);
    return this.#parts;
  }
}

const at = ({ from, to, stretch }: Part, by: number): Part => ({
  from: from + by,
  to: to + by,
  stretch,
});

/** The number of the first part for which something holds that holds for all after it as well. */
function firstWhere(parts: readonly Part[], holds: (part: Part) => boolean): number {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(parts[middle] as Part)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Texts are compared in pieces of so many characters first, which browsers do fast. */
const PIECE = 1024;

/** How many characters two texts have in common from their start on. */
function sameAtStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n + PIECE <= most && a.slice(n, n + PIECE) === b.slice(n, n + PIECE)) n += PIECE;
  while (n < most && a.charCodeAt(n) === b.charCodeAt(n)) n++;
  return n;
}

/** How many characters two texts have in common at their end, besides `before` at their start. */
function sameAtEnd(a: string, b: string, before: number): number {
  const most = Math.min(a.length, b.length) - before;
  const piece = (text: string, n: number) => text.slice(text.length - n - PIECE, text.length - n);
  let n = 0;
  while (n + PIECE <= most && piece(a, n) === piece(b, n)) n += PIECE;
  while (n < most && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n++;
  return n;
}
