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
  const scored = Array.from({ length: sentences }, () => languages.map(() => 0));
  for (const lexicon of lexicons) {
    const i = languages.indexOf(lexicon.language);
    const own = evidence.get(lexicon) as readonly number[];
    scored.forEach((scores, sentence) => {
      (scores[i] as number) += own[sentence] as number;
    });
  }
  const total = languages.map((_, i) => scored.reduce((sum, s) => sum + (s[i] as number), 0));
  const leader = leading(total, languages) ?? byTrigrams(text, languages);
  return {
    main: leader ?? languages[total.indexOf(Math.max(...total))] ?? (languages[0] as string),
    bySentence: scored.map((scores) => {
      const own = leading(scores, languages) ?? leader;
      return own ? [own] : languages;
    }),
  };
}

function leading(scores: number[], languages: string[]): string | null {
  const order = scores.map((score, i) => [score, languages[i] as string] as const);
  order.sort((a, b) => b[0] - a[0]);
  const [first, second] = order;
  return first && second && first[0] - second[0] >= LEAD ? first[1] : null;
}

function byTrigrams(text: string, languages: string[]): string | null {
  if (text.length < LONG_ENOUGH_FOR_TRIGRAMS) return null;
  const only = languages.map((l) => CODES[l]).filter((code) => code !== undefined);
  const [best] = francAll(text, { only });
  return languages.find((l) => CODES[l] === best?.[0]) ?? null;
}
