import type { Category } from './dictionary.ts';
import type { Cause } from './finding.ts';
import { guessLanguage } from './language.ts';
import type { Lexicon, Word } from './lexicon.ts';
import { matchEntries } from './match.ts';
import { TEXT_PATTERNS } from './patterns/list.ts';
import { type NormalText, normalise } from './text.ts';
import { type Token, tokenise } from './tokens.ts';
import { findTone } from './tone.ts';

/** Something found in the normal text, before rules and before what is learned. */
export interface Match {
  /** UTF-16 offsets into the normal text. */
  start: number;
  end: number;
  /** The tokens it lies on, inclusive; -1 when it lies on none. */
  first: number;
  last: number;
  category: Category;
  cause: Cause;
}

/** A sentence: its tokens [from, to), and the languages it is read in. */
export interface Sentence {
  from: number;
  to: number;
  languages: string[];
}

/** A note taken apart, with all that words, patterns and tone find in it. */
export interface NoteReading {
  normal: NormalText;
  tokens: Token[];
  sentences: Sentence[];
  language: string;
  matches: Match[];
}

/** Reads a note with lexicons, in a language that is known or else guessed for each sentence. */
export function readNote(
  note: string,
  lexicons: readonly Lexicon[],
  language?: string | undefined,
): NoteReading {
  const normal = normalise(note);
  const { text } = normal;
  const tokens = tokenise(text);
  const used = lexicons.filter((l) => language === undefined || l.language === language);
  const words = new Map(used.map((l) => [l, tokens.map((token) => l.word(token))]));
  const guess = guessLanguage(text, tokens, words);
  const sentences = [...sentenceRanges(tokens)].map(([from, to]) => {
    const languages = guess.bySentence[(tokens[from] as Token).sentence] ?? [];
    return { from, to, languages };
  });
  const reading = { normal, tokens, sentences, language: language ?? guess.main, matches: [] };
  return { ...reading, matches: [...matchesIn(text, tokens, sentences, words)] };
}

function* matchesIn(
  text: string,
  tokens: Token[],
  sentences: Sentence[],
  words: Map<Lexicon, Word[]>,
): Generator<Match> {
  for (const { from, to, languages } of sentences) {
    for (const [lexicon, own] of words) {
      if (!languages.includes(lexicon.language)) continue;
      for (const { sequence, first, last } of matchEntries(lexicon, tokens, own, from, to)) {
        const found = lexicon.entries[sequence.entry] as Lexicon['entries'][0];
        const [category, group, line] = found;
        const [start, end] = [(tokens[first] as Token).start, (tokens[last] as Token).end];
        const entryText = lexicon.describe(sequence);
        const cause = { file: lexicon.fileOf(found), line, entry: entryText, group };
        yield { start, end, first, last, category, cause };
      }
    }
  }
  const place = placer(tokens);
  for (const { id, category, group, expression, accepts } of TEXT_PATTERNS) {
    for (const m of text.matchAll(expression)) {
      if (accepts && !accepts(m[0])) continue;
      const [start, end] = [m.index, m.index + m[0].length];
      const cause = { file: 'pattern', line: 0, entry: id, group };
      yield { start, end, ...place(start, end), category, cause };
    }
  }
  const lexiconsOf = (sentence: number) =>
    [...words.keys()].filter((l) => sentences[sentence]?.languages.includes(l.language));
  for (const { start, end, category, group, construction } of findTone(text, tokens, lexiconsOf)) {
    const cause = { file: 'tone', line: 0, entry: construction, group };
    yield { start, end, ...place(start, end), category, cause };
  }
}

/** Tells which tokens a stretch of text lies on. */
function placer(tokens: Token[]): (start: number, end: number) => { first: number; last: number } {
  return (start, end) => {
    // The first token that ends behind the start, by bisection: notes can be long.
    let low = 0;
    let high = tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tokens[middle] as Token).end > start) high = middle;
      else low = middle + 1;
    }
    const token = tokens[low];
    if (!token || token.start >= end) return { first: -1, last: -1 };
    let last = low;
    while (tokens[last + 1] && (tokens[last + 1] as Token).start < end) last++;
    return { first: low, last };
  };
}

/** The [from, to) token ranges of the sentences. */
export function* sentenceRanges(tokens: readonly Token[]): Generator<[number, number]> {
  let from = 0;
  for (let t = 1; t <= tokens.length; t++) {
    if (t < tokens.length && tokens[t]?.sentence === tokens[from]?.sentence) continue;
    yield [from, t];
    from = t;
  }
}
