import type { Dictionary } from '../engine/engine.ts';

/** The script that lays a dictionary down for the page's script, as JSON in a string. */
export function toScript(language: string, json: string): string {
  return `(globalThis.sakligDictionaries??={})[${JSON.stringify(language)}]=${JSON.stringify(json)};\n`;
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
