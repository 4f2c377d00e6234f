import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type NoteTest, readDictionary } from '../engine/dictionary.ts';
import { Lexicon } from '../engine/engine.ts';
import { entriesMatching } from '../engine/lint.ts';
import { CallError, readText } from './files.ts';

/** `saklig dictionaries [FOLDER]`: tells an author what cannot work, with file and line. */
export async function dictionaries(args: string[]): Promise<number> {
  const [folder = 'dictionaries', ...more] = args;
  if (more.length) throw new CallError('One folder, please.');
  const languages = (await list(folder)).filter((name) => !name.includes('.'));
  let wrong = 0;
  for (const language of languages) {
    const names = (await list(join(folder, language))).filter((name) => name.endsWith('.txt'));
    const files = await Promise.all(
      names.map(async (name) => {
        const path = `${folder}/${language}/${name}`;
        return { path, text: await readText(path) };
      }),
    );
    const { dictionary, tests, problems } = readDictionary(language, files);
    const lexicon = new Lexicon(dictionary);
    const failed = tests.filter((test) => !holds(test, lexicon));
    for (const p of problems) console.log(`${p.file}:${p.line}: ${p.message}`);
    for (const { file, line, expect, note, source } of failed) {
      console.log(
        `${file}:${line}: "${note}" ${expect ? 'is not found' : 'is found'} by the entry ${source}`,
      );
    }
    wrong += problems.length + failed.length;
    console.log(
      `${language}: ${dictionary.entries.length} entries, ${dictionary.names.length} names, ${tests.length} notes tried`,
    );
  }
  if (wrong)
    throw new CallError(`${wrong} ${wrong === 1 ? 'line has' : 'lines have'} to be mended.`);
  return 0;
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    throw new CallError(`There is no folder "${folder}".`);
  }
}

const holds = ({ note, entry, expect }: NoteTest, lexicon: Lexicon) =>
  entriesMatching(note, lexicon).has(entry) === expect;
