import type { Lexicon, Word } from './lexicon.ts';
import { TEXT_PATTERNS } from './patterns/list.ts';
import type { TextPattern } from './patterns/pattern.ts';
import { sentenceRanges, type Token, tokenise } from './tokens.ts';

/** What a pattern finds, in UTF-16 offsets. */
export interface Shape {
  start: number;
  end: number;
  pattern: TextPattern;
}

/**
 * A part of a normal text that no token, sentence or shape reaches out of: it can be taken apart for
 * itself, and need not be again when another part of the note changes. Offsets and sentences count
 * from its beginning.
 */
export interface Stretch {
  /**
   * Its tokens as they stand in a note where it begins at an offset and with the sentence of a number.
   * To copy them all with each key would be half of what a key costs: they are moved, and stand there
   * until it is asked again. One that stands in a note twice gives copies the second time.
   */
  tokensAt(offset: number, sentence: number, areCopies: boolean): readonly Token[];
  /** Its sentences: tokens [from, to), counted from its first. */
  sentences: readonly (readonly [number, number])[];
  shapes: readonly Shape[];
  /** What its tokens are to a lexicon. */
  words(lexicon: Lexicon): readonly Word[];
  /** How much the words of each of its sentences speak for the lexicon's language. */
  evidence(lexicon: Lexicon): readonly number[];
}

/**
 * Where a new stretch certainly begins: with a word at the beginning of a line, behind a mark that
 * ends every sentence, or behind a full stop after a word too long to be an abbreviation. Initials and
 * numbers, which may be written over two lines, are on neither side.
 */
const BORDER =
  /\n+(?=\p{Ll}|\p{L}{3})(?<=[^.\s]\n+|[\p{Ll}\p{N}]\.\n+)|[!?] (?=\p{Lu}\p{Ll})|\. (?=\p{L}\p{Ll})(?<=\p{Ll}{6}\. )/gu;

/** The stretches of a normal text: UTF-16 offsets [start, end), in their order, without gaps. */
export function* stretchesIn(text: string): Generator<[start: number, end: number]> {
  let start = 0;
  for (const border of text.matchAll(BORDER)) {
    const end = border.index + border[0].length;
    yield [start, end];
    start = end;
  }
  if (start < text.length) yield [start, text.length];
}

/** Takes a stretch apart. */
export function takeApart(text: string): Stretch {
  const tokens = tokenise(text);
  const read = new Map<Lexicon, { words: Word[]; evidence: number[] }>();
  const readBy = (lexicon: Lexicon) => {
    const known = read.get(lexicon);
    if (known) return known;
    const words = tokens.map((token) => lexicon.word(token));
    const evidence: number[] = [];
    tokens.forEach((token, t) => {
      const own = token.sentence - sentence;
      evidence[own] = (evidence[own] ?? 0) + (words[t] as Word).evidence;
    });
    const both = { words, evidence };
    read.set(lexicon, both);
    return both;
  };
  let [offset, sentence] = [0, 0];
  const tokensAt = (newOffset: number, newSentence: number, areCopies: boolean) => {
    const [by, sentences] = [newOffset - offset, newSentence - sentence];
    if (areCopies) return tokens.map((token) => moved({ ...token }, by, sentences));
    if (by || sentences) for (const token of tokens) moved(token, by, sentences);
    [offset, sentence] = [newOffset, newSentence];
    return tokens;
  };
  return {
    tokensAt,
    sentences: [...sentenceRanges(tokens)],
    shapes: [...shapesIn(text)],
    words: (lexicon) => readBy(lexicon).words,
    evidence: (lexicon) => readBy(lexicon).evidence,
  };
}

/** Moves a token by so many characters and sentences. */
function moved(token: Token, by: number, sentences: number): Token {
  token.start += by;
  token.end += by;
  token.sentence += sentences;
  return token;
}

function* shapesIn(text: string): Generator<Shape> {
  for (const pattern of TEXT_PATTERNS) {
    const { sign, expression, accepts } = pattern;
    if (sign && !text.includes(sign)) continue;
    for (const m of text.matchAll(expression)) {
      if (accepts && !accepts(m[0])) continue;
      yield { start: m.index, end: m.index + m[0].length, pattern };
    }
  }
}
