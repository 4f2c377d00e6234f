import type { Category, Entry } from './dictionary.ts';
import type { Cause } from './finding.ts';
import { guessLanguage } from './language.ts';
import { type Lexicon, OWN } from './lexicon.ts';
import { matchEntries } from './match.ts';
import { type Part, partsOf } from './parts.ts';
import { type Shape, type Stretch, takeApart } from './stretches.ts';
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
  /** The stretch that it stands in. */
  standing: Standing;
}

/** A stretch in a note. */
interface Standing {
  stretch: Stretch;
  /** Its tokens, of which the first is this one of the note. */
  tokens: readonly Token[];
  at: number;
}

/** A note taken apart. */
export interface NoteReading {
  normal: NormalText;
  tokens: Token[];
  lexicons: readonly Lexicon[];
  sentences: Sentence[];
  language: string;
  /** What was found where there are no words. */
  wordless: Match[];
}

/**
 * Takes a note apart, in a language that is known or else guessed for each sentence. `parts` may know
 * some of its stretches from before.
 */
export function readNote(
  note: string,
  lexicons: readonly Lexicon[],
  language?: string | undefined,
  parts: (text: string) => readonly Part[] = (text) => partsOf(text, takeApart),
): NoteReading {
  const normal = normalise(note);
  const { text } = normal;
  const used = lexicons.filter((l) => !language || l.language === language || l.language === OWN);
  const { tokens, standings, shapes, evidence } = joined(parts(text), used);
  const count = (tokens.at(-1)?.sentence ?? -1) + 1;
  const guess = guessLanguage(text, count, evidence);
  const sentences: Sentence[] = [];
  for (const standing of standings) {
    const { at, stretch } = standing;
    for (const [from, to] of stretch.sentences) {
      const languages = guess.bySentence[sentences.length] ?? [];
      sentences.push({ from: from + at, to: to + at, languages, shaped: [], standing });
    }
  }
  const wordless: Match[] = [];
  for (const match of shapesIn(text, tokens, shapes, sentences, used)) {
    const token = tokens[match.first];
    (token ? (sentences[token.sentence] as Sentence).shaped : wordless).push(match);
  }
  const main = language ?? guess.main;
  return { normal, tokens, lexicons: used, sentences, language: main, wordless };
}

interface Joined {
  tokens: Token[];
  standings: Standing[];
  shapes: Shape[];
  /** How much each sentence speaks for the language of a lexicon. */
  evidence: Map<Lexicon, number[]>;
}

/** The parts of a text as one: with offsets and sentences counted through. */
function joined(parts: readonly Part[], lexicons: readonly Lexicon[]): Joined {
  const tokens: Token[] = [];
  const standings: Standing[] = [];
  const shapes: Shape[] = [];
  const evidence = new Map(lexicons.map((lexicon) => [lexicon, [] as number[]]));
  const met = new Set<Stretch>();
  for (const { from, stretch } of parts) {
    const at = tokens.length;
    const sentence = at ? (tokens[at - 1] as Token).sentence + 1 : 0;
    const own = stretch.tokensAt(from, sentence, met.has(stretch));
    met.add(stretch);
    standings.push({ stretch, tokens: own, at });
    for (const token of own) tokens.push(token);
    for (const { start, end, pattern } of stretch.shapes) {
      shapes.push({ start: start + from, end: end + from, pattern });
    }
    for (const [lexicon, all] of evidence) for (const e of stretch.evidence(lexicon)) all.push(e);
  }
  return { tokens, standings, shapes, evidence };
}

/** All that words, patterns and tone find in a sentence. */
export function matchesIn({ lexicons }: NoteReading, sentence: Sentence): Match[] {
  const { from, to, languages, shaped, standing } = sentence;
  const { stretch, tokens, at } = standing;
  const matches = [...shaped];
  for (const lexicon of lexicons) {
    if (lexicon.language !== OWN && !languages.includes(lexicon.language)) continue;
    const words = stretch.words(lexicon);
    for (const found of matchEntries(lexicon, tokens, words, from - at, to - at)) {
      const entry = lexicon.entry(lexicon.sequences.entry[found.sequence] as number);
      const [category, group] = entry;
      const { start } = tokens[found.first] as Token;
      const { end } = tokens[found.last] as Token;
      const [first, last] = [found.first + at, found.last + at];
      const cause = entryCause(lexicon, entry, found.sequence);
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
