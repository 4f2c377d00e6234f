import type { Category } from './dictionary.ts';
import type { Lexicon } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** A stretch of the normal text whose form, not its words, is the problem. */
export interface ToneMatch {
  start: number;
  end: number;
  category: Category;
  group: 'tone';
  construction: 'capitals' | 'exclamation';
}

/** What shouting belongs to. */
export const TONE = { category: 'offensive', group: 'tone' } as const;

/** A word this long in capitals is no abbreviation: the school's own have two to five letters. */
const LONGEST_ABBREVIATION = 5;
const VOWELS = /[AEIOUYÅÄÖÆØ]/g;

/**
 * Finds words shouted in capitals and runs of exclamation marks. `lexiconsOf` gives the lexicons of
 * the languages that a sentence is read in.
 */
export function findTone(
  text: string,
  tokens: Token[],
  lexiconsOf: (sentence: number) => Lexicon[],
): ToneMatch[] {
  return [...shouts(text, tokens, lexiconsOf), ...exclamations(text, tokens)];
}

/**
 * Capitals shout when the word is an everyday word written large (HON, IDAG), or too long for an
 * abbreviation (SKÄRPNING), or stands beside a shouted one (HUR SVÅRT KAN DET VARA).
 */
function shouts(
  text: string,
  tokens: Token[],
  lexiconsOf: (sentence: number) => Lexicon[],
): ToneMatch[] {
  const matches: ToneMatch[] = [];
  for (let t = 0; t < tokens.length; t++) {
    if (tokens[t]?.shape !== 'A') continue;
    const from = t;
    while (isNextCapital(tokens, t)) t++;
    const run = tokens.slice(from, t + 1);
    const lexicons = lexiconsOf(run[0]?.sentence ?? 0);
    const shouted = run.filter((token) => isShouted(token, run, text, lexicons));
    const [first, last] = [shouted[0], shouted.at(-1)];
    if (!first || !last) continue;
    const construction = 'capitals';
    matches.push({
      start: first.start,
      end: last.end,
      ...TONE,
      construction,
    });
  }
  return matches;
}

const isNextCapital = (tokens: Token[], t: number) =>
  tokens[t + 1]?.shape === 'A' && tokens[t + 1]?.sentence === tokens[t]?.sentence;

function isShouted(token: Token, run: Token[], text: string, lexicons: Lexicon[]): boolean {
  // Two letters alone are a subject or a department (SO, NO, IT, ER) as often as a word.
  const alone = run.length === 1 && token.key.length < 3;
  if (lexicons.some((lexicon) => lexicon.word(token).isSmall)) return !alone;
  const word = text.slice(token.start, token.end);
  if (/[-:\p{N}]/u.test(word)) return false;
  return word.length > LONGEST_ABBREVIATION && (word.match(VOWELS)?.length ?? 0) > 1;
}

/** Two exclamation marks or more, with the word before them. */
function exclamations(text: string, tokens: Token[]): ToneMatch[] {
  const matches: ToneMatch[] = [];
  let t = 0;
  for (const run of text.matchAll(/!{2,}[!?1]*|\?+![!?]*|!\?[!?]*|\?{3,}/g)) {
    while (tokens[t + 1] && (tokens[t + 1] as Token).end <= run.index) t++;
    const before = tokens[t];
    const touches = before && before.end <= run.index && run.index - before.end <= 1;
    const start = touches ? before.start : run.index;
    const end = run.index + run[0].length;
    matches.push({ start, end, ...TONE, construction: 'exclamation' });
  }
  return matches;
}
