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
  /** By the place of its first token in its stretch. To look up a text by all of it would be most of a key's work. */
  readonly #last = new WeakMap<Stretch, Map<number, Last>>();

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
    const { from, standing } = sentence;
    const around = aroundOf(reading, sentence);
    const number = from - standing.at;
    const last = this.#last.get(standing.stretch) ?? new Map<number, Last>();
    const before = last.get(number);
    const matches =
      before && isSame(before.around, around)
        ? before.matches
        : this.#matches(reading, sentence, around, read);
    if (matches !== before?.matches) {
      last.set(number, { around, matches });
      this.#last.set(standing.stretch, last);
    }
    if (!matches.length) return matches;
    const base = (reading.tokens[from] as Token).start;
    return matches.map((match) => moved(match, base, from));
  }

  /** What is found in a sentence, counted from its beginning. */
  #matches(reading: NoteReading, sentence: Sentence, around: Around, read: () => Match[]) {
    const key = keyOf(reading, sentence, around);
    const known = this.#sentences.get(key);
    if (known) return known;
    const base = (reading.tokens[sentence.from] as Token).start;
    const matches = read().map((match) => moved(match, -base, -sentence.from));
    this.#sentences.set(key, matches);
    return matches;
  }
}

/** What was found last in a sentence of a stretch, and what stood around it then. */
interface Last {
  around: Around;
  matches: readonly Match[];
}

/** What is found in a sentence depends on this, besides its own text. */
interface Around {
  languages: string;
  size: number;
  /** The character codes on either side, -1 for none. */
  before: number;
  after: number;
  /** What patterns and tone found in it. */
  shapes: string;
}

function aroundOf({ normal, tokens, language }: NoteReading, sentence: Sentence): Around {
  const { from, to, languages, shaped } = sentence;
  const { start } = tokens[from] as Token;
  const { end } = tokens[to - 1] as Token;
  let shapes = '';
  for (const shape of shaped) {
    shapes += `${shape.start - start} ${shape.end - start} ${shape.category} ${shape.group}\n`;
  }
  return {
    languages:
      languages.length === 1 && languages[0] === language ? language : `${languages} ${language}`,
    size: tokens.length > 40 ? 2 : tokens.length > 12 ? 1 : 0,
    before: start > 0 ? normal.text.charCodeAt(start - 1) : -1,
    after: end < normal.text.length ? normal.text.charCodeAt(end) : -1,
    shapes,
  };
}

const isSame = (one: Around, other: Around) =>
  one.languages === other.languages &&
  one.size === other.size &&
  one.before === other.before &&
  one.after === other.after &&
  one.shapes === other.shapes;

/** All that what is found in a sentence depends on. */
function keyOf({ normal, tokens }: NoteReading, { from, to }: Sentence, around: Around): string {
  const text = normal.text.slice((tokens[from] as Token).start, (tokens[to - 1] as Token).end);
  const { languages, size, before, after, shapes } = around;
  // Joined, and not a slice, which would hold on to all of the note.
  return [languages, size, before, after, shapes, text].join('\n');
}

const moved = (match: Match, offset: number, tokens: number): Match => ({
  ...match,
  start: match.start + offset,
  end: match.end + offset,
  first: match.first + tokens,
  last: match.last + tokens,
});
