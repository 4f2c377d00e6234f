import { canonical, same } from './same.ts';

/** One setting that two policies say differently. `before` or `after` is undefined where it is not said. */
export interface Change {
  /** Keys, and ids in place of the numbers of fields and rules: `rules.health-detail.severity`. */
  path: string[];
  before: unknown;
  after: unknown;
}

/**
 * What changes from one policy to another, setting by setting: fields and rules are known by their id,
 * other items of lists by what they say (an item that is only there before, or only after). The order
 * of keys says nothing.
 */
export function compare(before: unknown, after: unknown, path: string[] = []): Change[] {
  if (path.at(-1) === 'where') return comparePlaces(before, after, path);
  return compareValues(before, after, path);
}

/** A place is locked with its field, which says so itself. */
function comparePlaces(before: unknown, after: unknown, path: string[]): Change[] {
  const unlocked = (places: unknown) =>
    Array.isArray(places) ? places.map((place) => ({ ...place, locked: undefined })) : places;
  return compareValues(unlocked(before), unlocked(after), path);
}

function compareValues(before: unknown, after: unknown, path: string[]): Change[] {
  if (same(before, after)) return [];
  const [a, b] = [partsOf(before), partsOf(after)];
  if (!a || !b) return [{ path, before, after }];
  const names = new Set([...a.keys(), ...b.keys()]);
  const inside = [...names].flatMap((name) => compare(a.get(name), b.get(name), [...path, name]));
  // Another order, or the same item twice, changes the list and nothing in it.
  const isList = Array.isArray(before) && !inside.length;
  return isList ? [{ path, before, after }] : inside;
}

function partsOf(value: unknown): Map<string, unknown> | null {
  if (Array.isArray(value)) {
    return new Map(value.map((item) => [item?.id ?? canonical(item), item]));
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}
