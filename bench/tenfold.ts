import { sourceFiles } from '../src/cli/source-files.ts';
import { CATEGORIES, type Dictionary, readDictionary } from '../src/engine/dictionary.ts';
import { pick, randomFrom } from './random.ts';

const COPIES = 9;
const VOWELS = 'aeiouyåäö';
const CONSONANTS = 'bdfghjklmnprstv';
/** What classes take away ("-er:") stands at the end of words, which therefore stays. */
const ENDING = 2;

/** A dictionary with ten times as many entries: its own, and nine times others with made-up words. */
export function tenfold(own: Dictionary): Dictionary {
  const { language } = own;
  const files = sourceFiles(language);
  const entries = files.filter(({ path }) => CATEGORIES.some((c) => path.endsWith(`/${c}.txt`)));
  const random = randomFrom(1);
  const copies = Array.from({ length: COPIES }, (_, i) =>
    entries.map(({ path, text }) => ({
      path: path.replace('dictionaries', `copy-${i}`),
      text: madeUp(text, random),
    })),
  );
  // What else its own has (learned weights) stays.
  return { ...own, ...readDictionary(language, [...files, ...copies.flat()]).dictionary };
}

/** The same entries and lists, with made-up words for all longer ones. Classes and lists stay. */
function madeUp(text: string, random: () => number): string {
  return text
    .split('\n')
    .filter((line) => !/^\s+(yes|no):|^\s*#/.test(line))
    .map((line) =>
      line.startsWith('==')
        ? line
        : line.replace(
            /([@/][\p{L}\d_-]+)|\p{L}{4,}/gu,
            (word, kept) => kept ?? like(word, random),
          ),
    )
    .join('\n');
}

/** A word with other vowels for its vowels and other consonants for its consonants. */
function like(word: string, random: () => number): string {
  const made = [...word.slice(0, -ENDING)].map((letter) =>
    pick(VOWELS.includes(letter.toLowerCase()) ? VOWELS : CONSONANTS, random),
  );
  return made.join('') + word.slice(-ENDING);
}
