import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type NoteTest, readDictionary } from '../engine/dictionary.ts';
import { Lexicon } from '../engine/engine.ts';
import { entriesMatching } from '../engine/lint.ts';
import { parseWord } from '../engine/pattern.ts';
import { isBrace } from '../engine/sequences.ts';
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
    const { dictionary, entries, tests, problems } = readDictionary(language, files);
    const lexicon = new Lexicon(dictionary);
    const failed = tests.filter((test) => !holds(test, lexicon));
    for (const p of problems) console.log(`${p.file}:${p.line}: ${p.message}`);
    for (const { file, line, expect, note, source } of failed) {
      console.log(`${file}:${line}: "${note}" ${expect ? 'is not found' : 'is found'}: ${source}`);
    }
    const silent = neverMatching(lexicon);
    for (const { file, line, words } of silent) {
      console.log(`${file}:${line}: exceptions or contexts take every word away: ${words}`);
    }
    wrong += problems.length + failed.length + silent.length;
    console.log(
      `${language}: ${entries.length} entries, ${dictionary.names.match(/\S+/g)?.length ?? 0} names, ${tests.length} notes tried`,
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

/** Entries of single words of which none is found when it stands alone: they can never match. */
function neverMatching(lexicon: Lexicon) {
  const wordsOf = new Map<number, string[]>();
  for (let entry = 0; entry < lexicon.size; entry++) {
    for (const codes of lexicon.codesOf(entry)) {
      const [place = -1, ...more] = codes.filter((code) => !isBrace(code));
      const specs = more.length || place < 0 ? [] : lexicon.specsOf(place);
      const known = wordsOf.get(entry);
      // One of several words, of a built-in list, or of compounds may match where no word does alone.
      const own = specs.length && !specs.some((spec) => /[@+]/.test(spec)) ? specs : null;
      if (own && known?.length !== 0) wordsOf.set(entry, [...(known ?? []), ...own]);
      else wordsOf.set(entry, []);
    }
  }
  return [...wordsOf].flatMap(([number, specs]) => {
    const words = specs
      .map((spec) => parseWord(spec))
      .map(({ word, capital }) => {
        return capital ? word.charAt(0).toUpperCase() + word.slice(1) : word;
      });
    if (!words.length || words.some((word) => entriesMatching(word, lexicon).has(number)))
      return [];
    const own = lexicon.entry(number);
    return [{ file: lexicon.fileOf(own), line: own[2], words: words.slice(0, 5).join(', ') }];
  });
}

function holds({ note, entry, expect }: NoteTest, lexicon: Lexicon): boolean {
  const matching = [...entriesMatching(note, lexicon)];
  if (typeof entry === 'number') return matching.includes(entry) === expect;
  return !matching.some((number) => {
    const [category, group] = lexicon.entry(number);
    return category === entry.category && (entry.group === '' || group === entry.group);
  });
}
