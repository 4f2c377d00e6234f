import type { Dictionary } from '../engine/engine.ts';
import { fromScript } from '../policy/dictionary-script.ts';

const known = new Map<string, Promise<Dictionary>>();

/** The dictionaries of some languages, for pages of the extension and their workers; fetched once. */
export function readDictionaries(languages: readonly string[]): Promise<Dictionary[]> {
  return Promise.all(
    languages.map((language) => {
      const reading = known.get(language) ?? read(language);
      known.set(language, reading);
      return reading;
    }),
  );
}

async function read(language: string): Promise<Dictionary> {
  const answer = await fetch(new URL(`/dictionary.${language}.js`, location.origin));
  return fromScript(await answer.text());
}
