import type { Dictionary } from '../../src/engine/engine.ts';

// Read once, however often the background starts anew.
const holder = globalThis as never as { sakligSwedish?: Promise<{ default: Dictionary }> };
holder.sakligSwedish ??= import('virtual:dictionary/sv');

/** The dictionary of Swedish, for policies of any language: what is tested is not about words. */
export const fetchDictionary = async (): Promise<Dictionary> =>
  (await (holder.sakligSwedish as Promise<{ default: Dictionary }>)).default;
