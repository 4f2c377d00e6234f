import { type Growth, SIZES } from './growth.ts';
import { ratio, type Times } from './measure.ts';
import type { Start } from './start.ts';
import { FLOOR } from './tools.ts';

/** Times by length, then by name. */
export type Lengths = Map<number, Map<string, Times>>;

/** Median µs of every subject at every length, with the ratio to the floor. */
export function timesTable(lengths: Lengths): string {
  const names = [...(lengths.values().next().value?.keys() ?? [])];
  const cell = (name: string, times: Map<string, Times>) => {
    const [own, floor] = [times.get(name), times.get(FLOOR)];
    return own && floor ? `${digits(own.median)} (${digits(ratio(own, floor))}×)` : '–';
  };
  return table(
    ['', ...[...lengths.keys()].map((length) => `${thousands(length)} characters`)],
    names.map((name) => [name, ...[...lengths.values()].map((times) => cell(name, times))]),
  );
}

export function startTable(starts: Map<string, Start>): string {
  return table(
    ['', 'import, ms', 'construct, ms', 'first note, ms', 'heap, MB', 'process, MB'],
    [...starts].map(([name, s]) => [
      name,
      ...[s.load, s.construct, s.first, s.heap, s.resident].map(digits),
    ]),
  );
}

/** "Growth": time per character at the longest against the one at 10,000; linear is 1. */
export function growthTable(growths: Growth[]): string {
  const growth = (ms: Growth['ms']) => {
    const [from, to] = [ms[1], ms.at(-1)];
    if (typeof from !== 'number' || typeof to !== 'number') return '–';
    return digits(to / from / ((SIZES.at(-1) as number) / (SIZES[1] as number)));
  };
  return table(
    ['', ...SIZES.map((size) => `${thousands(size)}, ms`), 'growth'],
    growths.map(({ name, ms }) => [
      name,
      ...ms.map((t) => (typeof t === 'number' ? digits(t) : t)),
      growth(ms),
    ]),
  );
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rule = line(head.map((_, i) => (i ? '--:' : '---')));
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Three digits that count: 0.0123, 1.23, 12.3, 1,230. */
export function digits(value: number): string {
  if (value >= 1000) return thousands(Number(value.toPrecision(3)));
  return String(Number(value.toPrecision(value >= 100 ? 3 : 2)));
}

export const thousands = (value: number) => Math.round(value).toLocaleString('en');
