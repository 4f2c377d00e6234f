/** A value as JSON, with its keys in order: Chromium sorts the keys of what is stored. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined';

/** True when two values say the same. The order of keys says nothing. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
