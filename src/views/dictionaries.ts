import type { Dictionary } from '../engine/engine.ts';
import { fetchDictionary } from '../policy/dictionary-script.ts';

const loaded = new Map<string, Promise<Dictionary>>();

/** The dictionaries of some languages, out of the scripts that pages get; each is read once. */
export function loadDictionaries(languages: readonly string[]): Promise<Dictionary[]> {
  return Promise.all(
    languages.map((language) => {
      const known = loaded.get(language) ?? load(language);
      loaded.set(language, known);
      return known;
    }),
  );
}

async function load(language: string): Promise<Dictionary> {
  try {
    return await fetchDictionary(language);
  } catch (error) {
    // So that another attempt reads it again.
    loaded.delete(language);
    throw error;
  }
}
