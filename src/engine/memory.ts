import type { Match, NoteReading, Sentence } from './read.ts';
import { type Stretch, takeApart } from './stretches.ts';
import type { Token } from './tokens.ts';

/** So many characters of sentences are remembered at most. */
const MOST_CHARACTERS = 200_000;
/** So many characters of stretches, which take more room. */
const MOST_STRETCHES = 300_000;
/** What nothing parts for so long would push everything else out. */
const LONGEST_STRETCH = 2_000;

/**
 * What was read before, so that after an edit only what changed is read again.
 * It lives as long as the page and is never stored; what it knows holds for the same dictionaries and
 * weights.
 */
export class Memory {
  readonly #sentences = new Map<string, readonly Match[]>();
  #characters = 0;
  readonly #stretches = new Map<string, Stretch>();
  #inStretches = 0;

  /** A stretch of a normal text taken apart, see `readNote`. */
  readonly stretch = (text: string): Stretch => {
    if (text.length > LONGEST_STRETCH) return takeApart(text);
    // A slice would hold on to all of the note that it is of; this becomes a text of its own.
    const key = `|${text}`;
    const known = this.#stretches.get(key);
    if (known) return known;
    const stretch = takeApart(key.slice(1));
    this.#inStretches += text.length;
    if (this.#inStretches > MOST_STRETCHES) {
      this.#stretches.clear();
      this.#inStretches = text.length;
    }
    this.#stretches.set(key, stretch);
    return stretch;
  };

  /** What is found in a sentence: known, or else what `read` gives. */
  matches(reading: NoteReading, sentence: Sentence, read: () => Match[]): readonly Match[] {
    const { tokens } = reading;
    const { from } = sentence;
    const key = keyOf(reading, sentence);
    const base = (tokens[from] as Token).start;
    const known = this.#sentences.get(key);
    if (known) return known.map((match) => moved(match, base, from));
    const matches = read();
    this.#characters += key.length;
    if (this.#characters > MOST_CHARACTERS) {
      this.#sentences.clear();
      this.#characters = key.length;
    }
    this.#sentences.set(
      key,
      matches.map((match) => moved(match, -base, -from)),
    );
    return matches;
  }
}

/** All that what is found in a sentence depends on. */
function keyOf({ normal, tokens, language }: NoteReading, sentence: Sentence): string {
  const { from, to, languages, shaped } = sentence;
  const [first, last] = [tokens[from] as Token, tokens[to - 1] as Token];
  const text = normal.text.slice(Math.max(0, first.start - 1), last.end + 1);
  let shapes = '';
  for (const { start, end, category, group } of shaped) {
    shapes += `${start - first.start} ${end - first.start} ${category} ${group}\n`;
  }
  const size = tokens.length > 40 ? 'long' : tokens.length > 12 ? 'middle' : 'short';
  return `${languages.join()}\n${language}\n${size}\n${first.start > 0}\n${shapes}${text}`;
}

const moved = (match: Match, offset: number, tokens: number): Match => ({
  ...match,
  start: match.start + offset,
  end: match.end + offset,
  first: match.first + tokens,
  last: match.last + tokens,
});
