import type { Dictionary } from '../engine/engine.ts';
import { fromScript } from '../policy/dictionary-script.ts';

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
    // By the address: workers of a view have no other way to the extension's files.
    const answer = await fetch(new URL(`/dictionary.${language}.js`, location.origin));
    return fromScript(await answer.text());
  } catch (error) {
    // So that another attempt reads it again.
    loaded.delete(language);
    throw error;
  }
}
