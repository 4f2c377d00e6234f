import type { Category, Entry } from './dictionary.ts';
import type { Cause } from './finding.ts';
import { guessLanguage } from './language.ts';
import { type Lexicon, OWN, type Word } from './lexicon.ts';
import { matchEntries } from './match.ts';
import { type Shape, type Stretch, stretchesIn, takeApart } from './stretches.ts';
import { type NormalText, normalise } from './text.ts';
import type { Token } from './tokens.ts';
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
  group: string;
  /** Tells what matched; asked only of what is shown. */
  cause: () => Cause;
}

/** A sentence: its tokens [from, to), and the languages it is read in. */
export interface Sentence {
  from: number;
  to: number;
  languages: string[];
  /** What patterns and tone found in it. */
  shaped: Match[];
}

/** A note taken apart. */
export interface NoteReading {
  normal: NormalText;
  tokens: Token[];
  words: Map<Lexicon, Word[]>;
  sentences: Sentence[];
  language: string;
  /** What was found where there are no words. */
  wordless: Match[];
}

/**
 * Takes a note apart, in a language that is known or else guessed for each sentence. `stretchOf` may
 * know some of its stretches from before.
 */
export function readNote(
  note: string,
  lexicons: readonly Lexicon[],
  language?: string | undefined,
  stretchOf: (text: string) => Stretch = takeApart,
): NoteReading {
  const normal = normalise(note);
  const { text } = normal;
  const used = lexicons.filter((l) => !language || l.language === language || l.language === OWN);
  const { tokens, words, shapes, evidence } = joined(text, used, stretchOf);
  const count = (tokens.at(-1)?.sentence ?? -1) + 1;
  const guess = guessLanguage(text, count, evidence);
  const sentences = [...sentenceRanges(tokens)].map(([from, to]): Sentence => {
    const languages = guess.bySentence[(tokens[from] as Token).sentence] ?? [];
    return { from, to, languages, shaped: [] };
  });
  const wordless: Match[] = [];
  for (const match of shapesIn(text, tokens, shapes, sentences, used)) {
    const token = tokens[match.first];
    (token ? (sentences[token.sentence] as Sentence).shaped : wordless).push(match);
  }
  return { normal, tokens, words, sentences, language: language ?? guess.main, wordless };
}

/** What is told by shape, and how much each sentence speaks for the languages of the lexicons. */
interface Joined {
  shapes: Shape[];
  evidence: Map<Lexicon, number[]>;
}

/** The stretches of a text as one: with offsets and sentences counted through. */
function joined(
  text: string,
  lexicons: readonly Lexicon[],
  stretchOf: (text: string) => Stretch,
): Pick<NoteReading, 'tokens' | 'words'> & Joined {
  const tokens: Token[] = [];
  const shapes: Shape[] = [];
  const words = new Map(lexicons.map((lexicon) => [lexicon, [] as Word[]]));
  const evidence = new Map(lexicons.map((lexicon) => [lexicon, [] as number[]]));
  const met = new Set<Stretch>();
  for (const [from, to] of stretchesIn(text)) {
    const stretch = stretchOf(text.slice(from, to));
    const sentence = tokens.length ? (tokens.at(-1) as Token).sentence + 1 : 0;
    for (const token of stretch.tokensAt(from, sentence, met.has(stretch))) tokens.push(token);
    met.add(stretch);
    for (const { start, end, pattern } of stretch.shapes) {
      shapes.push({ start: start + from, end: end + from, pattern });
    }
    for (const [lexicon, all] of words) for (const word of stretch.words(lexicon)) all.push(word);
    for (const [lexicon, all] of evidence) for (const e of stretch.evidence(lexicon)) all.push(e);
  }
  return { tokens, words, shapes, evidence };
}

/** All that words, patterns and tone find in a sentence. */
export function matchesIn({ tokens, words }: NoteReading, sentence: Sentence): Match[] {
  const { from, to, languages, shaped } = sentence;
  const matches = [...shaped];
  for (const [lexicon, own] of words) {
    if (lexicon.language !== OWN && !languages.includes(lexicon.language)) continue;
    for (const { sequence, first, last } of matchEntries(lexicon, tokens, own, from, to)) {
      const entry = lexicon.entry(lexicon.sequences.entry[sequence] as number);
      const [category, group] = entry;
      const [start, end] = [(tokens[first] as Token).start, (tokens[last] as Token).end];
      const cause = entryCause(lexicon, entry, sequence);
      matches.push({ start, end, first, last, category, group, cause });
    }
  }
  return matches;
}

// Causes are made apart from where they are used, so that they hold on to nothing of the note.

export const shapeCause = (file: string, entry: string, group: string) => (): Cause => ({
  file,
  line: 0,
  entry,
  group,
});

const entryCause = (lexicon: Lexicon, entry: Entry, sequence: number) => (): Cause => {
  const [, group, line] = entry;
  return {
    file: lexicon.fileOf(entry),
    line,
    // Put in words only when somebody asks.
    get entry() {
      return lexicon.describe(sequence);
    },
    group,
  };
};

/** What patterns and tone find. */
function* shapesIn(
  text: string,
  tokens: Token[],
  shapes: readonly Shape[],
  sentences: Sentence[],
  lexicons: readonly Lexicon[],
): Generator<Match> {
  const place = placer(tokens);
  for (const { start, end, pattern } of shapes) {
    const { id, category, group } = pattern;
    const cause = shapeCause('pattern', id, group);
    yield { start, end, ...place(start, end), category, group, cause };
  }
  const lexiconsOf = (sentence: number) =>
    lexicons.filter((l) => sentences[sentence]?.languages.includes(l.language));
  for (const { start, end, category, group, construction } of findTone(text, tokens, lexiconsOf)) {
    const cause = shapeCause('tone', construction, group);
    yield { start, end, ...place(start, end), category, group, cause };
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
