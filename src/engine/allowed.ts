import type { Match } from './read.ts';

type Stretch = Pick<Match, 'start' | 'end'>;

/** The words that rules of a policy leave alone in a note: by rule, the stretches of the normal text. */
export class Allowed {
  readonly #byRule = new Map<string, Stretch[]>();

  /** `matches`: those of words with "!" and the id of their rule as group. */
  constructor(matches: readonly Match[]) {
    for (const match of matches.toSorted((a, b) => a.start - b.start)) {
      const id = match.group.slice(1);
      const own = this.#byRule.get(id) ?? [];
      this.#byRule.set(id, own);
      const last = own.at(-1);
      // Those that touch become one, so that a stretch is found by bisection.
      if (last && match.start <= last.end) last.end = Math.max(last.end, match.end);
      else own.push({ start: match.start, end: match.end });
    }
  }

  /** True when a stretch shares a word with one that the rule leaves alone. */
  over({ start, end }: Stretch, rule: string): boolean {
    const own = this.#byRule.get(rule) ?? [];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((own[middle] as Stretch).end > start) high = middle;
      else low = middle + 1;
    }
    return (own[low]?.start ?? end) < end;
  }
}
