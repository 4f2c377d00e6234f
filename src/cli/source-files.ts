import { readdirSync, readFileSync } from 'node:fs';
import type { SourceFile } from '../engine/dictionary.ts';

/** The files of a language's dictionary, as `readDictionary` takes them. */
export function sourceFiles(language: string): SourceFile[] {
  const folder = `dictionaries/${language}`;
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return names.map((name) => {
    const path = `${folder}/${name}`;
    return { path, text: readFileSync(path, 'utf8') };
  });
}
