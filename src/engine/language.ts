import { francAll } from 'franc';
import { type Lexicon, OWN } from './lexicon.ts';

/** Which language a note is in, and which dictionaries read each of its sentences. */
export interface LanguageGuess {
  /** The note's main language, or the first one of those asked for when nothing decides. */
  main: string;
  /** By sentence: the languages to read it in; all of them in doubt. */
  bySentence: string[][];
}

/** ISO 639-3, as franc names them. */
const CODES: Record<string, string> = { sv: 'swe', en: 'eng', nb: 'nob', da: 'dan', fi: 'fin' };
/** Below this many UTF-16 units trigrams guess no better than small words do. */
const LONG_ENOUGH_FOR_TRIGRAMS = 80;
/** So much more evidence than the runner-up decides. */
const LEAD = 1.5;

/**
 * Guesses the language from small words and from words the dictionaries know; for longer notes that
 * stay undecided, from letter trigrams (franc). `evidence`: how much the words of each sentence speak
 * for a lexicon's language.
 */
export function guessLanguage(
  text: string,
  sentences: number,
  evidence: Map<Lexicon, readonly number[]>,
): LanguageGuess {
  const lexicons = [...evidence.keys()].filter((lexicon) => lexicon.language !== OWN);
  const languages = [...new Set(lexicons.map((l) => l.language))];
  if (languages.length < 2) {
    const only = languages[0] ?? 'und';
    return { main: only, bySentence: Array.from({ length: sentences }, () => [only]) };
  }
  // By sentence and language: a long note has a thousand sentences, and is asked with each key.
  const width = languages.length;
  const scores = new Float64Array(sentences * width);
  const total = new Float64Array(width);
  for (const lexicon of lexicons) {
    const i = languages.indexOf(lexicon.language);
    const own = evidence.get(lexicon) as readonly number[];
    for (let sentence = 0; sentence < sentences; sentence++) {
      const score = own[sentence] as number;
      (scores[sentence * width + i] as number) += score;
      (total[i] as number) += score;
    }
  }
  const most = languages[leading(total, 0, width, 0)] as string;
  const alone = languages.map((language) => [language]);
  const first = leading(total, 0, width);
  const leader = languages[first] ?? byTrigrams(text, languages);
  const others = leader ? [leader] : languages;
  const bySentence: string[][] = [];
  for (let at = 0; at < scores.length; at += width) {
    bySentence.push(alone[leading(scores, at, width)] ?? others);
  }
  return { main: leader ?? most, bySentence };
}

/** Which of so many scores from `at` on is ahead of all others by `lead`, the first of equals; -1 for none. */
function leading(scores: Float64Array, at: number, width: number, lead = LEAD): number {
  let first = 0;
  let second = Number.NEGATIVE_INFINITY;
  for (let i = 1; i < width; i++) {
    const score = scores[at + i] as number;
    if (score > (scores[at + first] as number)) {
      second = scores[at + first] as number;
      first = i;
    } else if (score > second) second = score;
  }
  return (scores[at + first] as number) - second >= lead ? first : -1;
}

function byTrigrams(text: string, languages: string[]): string | null {
  if (text.length < LONG_ENOUGH_FOR_TRIGRAMS) return null;
  const only = languages.map((l) => CODES[l]).filter((code) => code !== undefined);
  const [best] = francAll(text, { only });
  return languages.find((l) => CODES[l] === best?.[0]) ?? null;
}
