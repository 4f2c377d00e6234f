import browser from 'webextension-polyfill';
import type { Dictionary } from '../engine/engine.ts';
import { fromScript } from '../policy/dictionary-script.ts';

/**
 * The dictionaries of some languages, out of the scripts that pages get. The background needs them only
 * when a policy is new, so that they are no part of its own script.
 */
export function readDictionaries(languages: readonly string[]): Promise<Dictionary[]> {
  return Promise.all(
    languages.map(async (language) => {
      const answer = await fetch(browser.runtime.getURL(`dictionary.${language}.js`));
      return fromScript(await answer.text());
    }),
  );
}
