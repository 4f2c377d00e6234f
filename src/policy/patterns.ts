import { type Category, Complaint, type Match } from '../engine/engine.ts';

/** A regular expression ready to be matched in linear time. */
export interface Pattern {
  /** How many steps its automaton has: matching costs so much for a character. */
  size: number;
  /** True when it matches where there is nothing. */
  matchesNothing: boolean;
  /** The first match of whole words from a UTF-16 offset on, or null. */
  find(text: string, from: number): [start: number, end: number] | null;
}
export type CompilePattern = (source: string) => Pattern;

/** The rule that a pattern belongs to. */
export interface PatternOwner {
  id: string;
  category: Category;
}

const WORD = /[\p{L}\p{M}\p{N}\p{Surrogate}]/u;
const MOST_STEPS = 1000;
/** So many have all patterns of a policy together. */
const MOST_STEPS_OF_ALL = 4000;
/** What is looked through at once, in UTF-16 units: a match is at most so long. */
const LONGEST_MATCH = 2000;
/** So many finds of one pattern in one paragraph are enough to ask about. */
const MOST_FINDS = 200;
/** So many characters of paragraphs are remembered at most. */
const MOST_REMEMBERED = 200_000;

/** A school's own regular expressions, matched paragraph by paragraph, at whole words. */
export class Patterns {
  readonly #patterns: { pattern: Pattern; source: string; owner: PatternOwner }[] = [];
  readonly #compile: CompilePattern;
  #known = new Map<string, Match[]>();
  #remembered = 0;
  #steps = 0;

  constructor(compile: CompilePattern) {
    this.#compile = compile;
  }

  get count(): number {
    return this.#patterns.length;
  }

  /** Adds a pattern of a rule. Throws a Complaint for the author. */
  add(written: string, owner: PatternOwner): void {
    // As the notes are read.
    const source = written.normalize('NFC');
    if (/(?<!\\)(?:\\\\)*\\[bB]/.test(source)) {
      throw new Complaint(
        'wordBorder',
        'It stands at the borders of words already: leave \\b out.',
      );
    }
    let pattern: Pattern;
    try {
      pattern = this.#compile(source);
    } catch (error) {
      // What the library quotes is the part that it could not read.
      const part = /: `(.*)`$/s.exec((error as Error).message)?.[1] ?? source;
      const shown = part.replace('(?i)', '');
      throw new Complaint('expression', 'It is no regular expression that can be used: $1', shown);
    }
    if (pattern.size > MOST_STEPS) {
      throw new Complaint('largePattern', 'It is too large: make it several patterns.');
    }
    if (pattern.matchesNothing)
      throw new Complaint('emptyPattern', 'It matches where there is nothing.');
    if (this.#steps + pattern.size > MOST_STEPS_OF_ALL) {
      throw new Complaint(
        'manyPatterns',
        'The policy has too many or too large patterns together.',
      );
    }
    this.#steps += pattern.size;
    this.#patterns.push({ pattern, source, owner });
  }

  /** What the patterns match in a text; offsets are UTF-16. Linear in the text. */
  matches = (text: string): Match[] => {
    const found: Match[] = [];
    if (!this.#patterns.length) return found;
    let start = 0;
    for (const paragraph of text.split('\n')) {
      for (const match of this.#matchesIn(paragraph)) {
        found.push({ ...match, start: match.start + start, end: match.end + start });
      }
      start += paragraph.length + 1;
    }
    return found;
  };

  /** After an edit only the changed paragraph is searched. */
  #matchesIn(paragraph: string): Match[] {
    const known = this.#known.get(paragraph);
    if (known) return known;
    const found = this.#patterns.flatMap(({ pattern, source, owner }) => {
      const group = `@${owner.id}`;
      const cause = () => ({ file: 'policy', line: 0, entry: source, group });
      return stretches(pattern, paragraph).map(([start, end]): Match => {
        return { start, end, first: -1, last: -1, category: owner.category, group, cause };
      });
    });
    this.#remembered += paragraph.length;
    if (this.#remembered > MOST_REMEMBERED) {
      this.#known = new Map();
      this.#remembered = paragraph.length;
    }
    this.#known.set(paragraph, found);
    return found;
  }
}

/**
 * Where a pattern matches. One search is linear, but to find all of them each begins anew: so it sees a
 * bounded stretch of the paragraph, and there are only so many.
 */
function stretches(pattern: Pattern, paragraph: string): [number, number][] {
  const found: [number, number][] = [];
  for (let from = 0; from < paragraph.length && found.length < MOST_FINDS; ) {
    const to = borderFrom(paragraph, from + LONGEST_MATCH);
    const match = pattern.find(paragraph.slice(from, to), 0);
    if (match) {
      found.push([from + match[0], from + match[1]]);
      // Behind a match no word goes on: what stands there parts it from the next.
      from += Math.max(match[1], 1);
    } else if (to >= paragraph.length) break;
    else from = Math.max(from + 1, borderFrom(paragraph, from + LONGEST_MATCH / 2));
  }
  return found;
}

/** The next offset at which no word goes on. */
function borderFrom(text: string, from: number): number {
  let at = Math.min(from, text.length);
  const most = Math.min(text.length, from + LONGEST_MATCH);
  while (at < most && WORD.test(text[at - 1] ?? '') && WORD.test(text[at] ?? '')) at++;
  return at;
}
