import type { Dictionary } from '../engine/engine.ts';

/**
 * Escapes the letters of a script, or of JSON, that are not ASCII: in strings, regular expressions and
 * names it means the same. Browsers keep a script with one other letter in it at two bytes a letter, and
 * read it with every page (of dictionaries 6 of 10 ms for both, when that was measured).
 */
export const toAscii = (source: string): string =>
  source.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The script that lays a dictionary down for the page's script, as JSON in a string. */
export function toScript(language: string, json: string): string {
  const text = JSON.stringify(toAscii(json));
  return `(globalThis.sakligDictionaries??={})[${JSON.stringify(language)}]=${text};\n`;
}

/**
 * Reads a dictionary out of its script, in the extension's own pages, background and workers: their
 * policy runs no strings, and their own address is the one way to files that all of them have.
 */
export async function fetchDictionary(language: string): Promise<Dictionary> {
  const answer = await fetch(new URL(`/dictionary.${language}.js`, location.origin));
  const script = await answer.text();
  const from = script.indexOf(']=') + 2;
  return JSON.parse(JSON.parse(script.slice(from, script.lastIndexOf(';'))));
}
