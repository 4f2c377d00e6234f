import type { Dictionary } from '../engine/engine.ts';

/** The script that lays a dictionary down for the page's script, as JSON in a string. */
export function toScript(language: string, json: string): string {
  return `(globalThis.sakligDictionaries??={})[${JSON.stringify(language)}]=${JSON.stringify(json)};\n`;
}

/** The dictionary out of such a script, for pages of the extension: their policy runs no strings. */
export function fromScript(script: string): Dictionary {
  const from = script.indexOf(']=') + 2;
  return JSON.parse(JSON.parse(script.slice(from, script.lastIndexOf(';'))));
}
