import { editBetween } from './edit.ts';
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
    const edit = editBetween(old, text);
    const kept = firstWhere(parts, ({ to }) => to + AHEAD > edit.from);
    const rest = Math.max(kept, firstWhere(parts, ({ from }) => from >= edit.to) + 1);
    const from = parts[kept - 1]?.to ?? 0;
    const to = rest < parts.length ? (parts[rest] as Part).from + edit.by : text.length;
    const anew = partsOf(text.slice(from, to), this.#stretchOf, from);
    const moved = parts.slice(rest).map((part) => at(part, edit.by));
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
