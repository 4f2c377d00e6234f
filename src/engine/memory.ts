import { type Part, Parts } from './parts.ts';
import type { Match, NoteReading, Sentence } from './read.ts';
import { Recent } from './recent.ts';
import { type Stretch, takeApart } from './stretches.ts';
import type { Token } from './tokens.ts';

/**
 * After so many characters those that no note has any more are forgotten. A longer note than that is
 * read anew each time.
 */
const MOST_OF_SENTENCES = 400_000;
/** They take more room. */
const MOST_OF_STRETCHES = 250_000;
/** What nothing parts for so long would push everything else out. */
const LONGEST_STRETCH = 2_000;

/**
 * What was read before, so that after an edit only what changed is read again.
 * It lives as long as the page and is never stored; what it knows holds for the same dictionaries and
 * weights.
 */
export class Memory {
  readonly #sentences = new Recent<readonly Match[]>(MOST_OF_SENTENCES);
  readonly #stretches = new Recent<Stretch>(MOST_OF_STRETCHES);

  readonly #parts = new Parts((text) => this.#stretch(text));

  /** The parts of a normal text, see `readNote`. */
  readonly parts = (text: string): readonly Part[] => this.#parts.of(text);

  #stretch(text: string): Stretch {
    if (text.length > LONGEST_STRETCH) return takeApart(text);
    // A slice would hold on to all of the note that it is of; this becomes a text of its own.
    const key = `|${text}`;
    const known = this.#stretches.get(key);
    if (known) return known;
    const stretch = takeApart(key.slice(1));
    this.#stretches.set(key, stretch);
    return stretch;
  }

  /** What is found in a sentence: known, or else what `read` gives. */
  matches(reading: NoteReading, sentence: Sentence, read: () => Match[]): readonly Match[] {
    const { tokens } = reading;
    const { from } = sentence;
    const key = keyOf(reading, sentence);
    const base = (tokens[from] as Token).start;
    const known = this.#sentences.get(key);
    if (known) return known.map((match) => moved(match, base, from));
    const matches = read();
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
  // Joined, and not a slice, which would hold on to all of the note.
  return [languages.join(), language, size, first.start > 0, shapes, text].join('\n');
}

const moved = (match: Match, offset: number, tokens: number): Match => ({
  ...match,
  start: match.start + offset,
  end: match.end + offset,
  first: match.first + tokens,
  last: match.last + tokens,
});
