import type { Exceptions } from './exceptions.ts';
import type { Lexicon, Word } from './lexicon.ts';
import { ANY, FINISH, GAP, HERE, LEFT, RIGHT, type Sequences, START } from './sequences.ts';
import type { Token } from './tokens.ts';

/** What an entry matched: the number of its sequence, and the marked tokens [first, last]. */
export interface EntryMatch {
  sequence: number;
  first: number;
  last: number;
}

/** A sentence: its tokens, what each is to the dictionary, and where among them it stands. */
interface Passage {
  tokens: readonly Token[];
  words: readonly Word[];
  from: number;
  to: number;
}

/**
 * Finds what the entries of a lexicon match in the tokens [from, to) of one sentence, exceptions
 * already taken away. Each sequence is tried only where its rarest word stands, and a gap is at
 * most a few words, so the time grows with the tokens and not with the dictionary.
 */
export function matchEntries(
  lexicon: Lexicon,
  tokens: readonly Token[],
  words: readonly Word[],
  from: number,
  to: number,
): EntryMatch[] {
  const matches: EntryMatch[] = [];
  const passage = { tokens, words, from, to };
  const { sequences } = lexicon;
  for (let t = from; t < to; t++) {
    const { starts } = words[t] as Word;
    for (let i = 0; i < starts.length; ) {
      const side = starts[i] as number;
      const beside = starts[i + 1] as number;
      const end = i + 3 + (starts[i + 2] as number);
      const neighbour = side === LEFT ? t - 1 : side === RIGHT ? t + 1 : t;
      const fits =
        neighbour === t ||
        (neighbour >= from && neighbour < to && (words[neighbour] as Word).sets.has(beside));
      if (!fits) {
        i = end;
        continue;
      }
      for (i += 3; i < end; i++) {
        const sequence = starts[i] as number;
        if (!matchesAround(sequences, sequence, t, passage)) continue;
        const first = found[sequences.from[sequence] as number] as number;
        const last = found[(sequences.to[sequence] as number) - 1] as number;
        const entry = sequences.entry[sequence] as number;
        if (!isExcepted(lexicon, entry, first, last, passage)) {
          matches.push({ sequence, first, last });
        }
      }
    }
  }
  return matches;
}

/** Where the places of the sequence tried last were found; kept, as most tries come to nothing. */
const found: number[] = [];
let firstFound = 0;
let lastFound = 0;
/** The tokens that HERE stands for. */
let hereFirst = 0;
let hereLast = 0;

/** True when a sequence matches with its anchor at token `t`; its tokens are then in `found`. */
function matchesAround(
  sequences: Sequences,
  sequence: number,
  t: number,
  passage: Passage,
): boolean {
  const start = sequences.start[sequence] as number;
  const end = sequences.start[sequence + 1] as number;
  const anchor = start + (sequences.anchor[sequence] as number);
  found[anchor - start] = t;
  firstFound = t;
  lastFound = t;
  return (
    (anchor === start || walk(sequences.places, start, end, anchor - 1, t - 1, -1, passage)) &&
    (anchor + 1 === end || walk(sequences.places, start, end, anchor + 1, t + 1, 1, passage))
  );
}

/** Goes on from a place and a token to one end of the sequence; a gap is tried from the shortest. */
function walk(
  places: readonly number[],
  start: number,
  end: number,
  place: number,
  token: number,
  step: 1 | -1,
  passage: Passage,
): boolean {
  for (let p = place, t = token; ; p += step, t += step) {
    if (p < start) {
      firstFound = t + 1;
      return true;
    }
    if (p >= end) {
      lastFound = t - 1;
      return true;
    }
    const wanted = places[p] as number;
    if (wanted <= GAP) {
      for (let skipped = 0; skipped <= GAP - wanted; skipped++) {
        if (walk(places, start, end, p + step, t + skipped * step, step, passage)) return true;
      }
      return false;
    }
    if (wanted === START || wanted === FINISH) {
      if (t !== (wanted === START ? passage.from - 1 : passage.to)) return false;
      if (wanted === START) firstFound = t + 1;
      else lastFound = t - 1;
      return true;
    }
    if (t < passage.from || t >= passage.to) return false;
    // Words of a phrase stand side by side; a comma, a bracket or a quotation mark parts them.
    const beside = (places[p - step] as number) > GAP;
    if (wanted === HERE) {
      if (t !== (step === 1 ? hereFirst : hereLast)) return false;
      if (beside && !isJoined(t, step, passage)) return false;
      t = step === 1 ? hereLast : hereFirst;
      continue;
    }
    if (wanted !== ANY && !(passage.words[t] as Word).sets.has(wanted)) return false;
    if (beside && !isJoined(t, step, passage)) return false;
    found[p - start] = t;
  }
}

/** True when a token stands side by side with the one before it on the way. */
const isJoined = (t: number, step: 1 | -1, { tokens }: Passage) =>
  (tokens[step === 1 ? t : t + 1] as Token).joined;

/**
 * True when an exception of the entry matches over any of the marked tokens, [first, last], or a
 * context of its group around them.
 */
function isExcepted(
  lexicon: Lexicon,
  entry: number,
  first: number,
  last: number,
  passage: Passage,
): boolean {
  hereFirst = first;
  hereLast = last;
  return (
    anyCovers(lexicon.exceptionsOf(entry), first, last, passage) ||
    anyCovers(lexicon.contextsOf(entry), first, last, passage)
  );
}

function anyCovers(
  exceptions: Exceptions | null,
  first: number,
  last: number,
  passage: Passage,
): boolean {
  if (!exceptions) return false;
  const { sequences, reach } = exceptions;
  const end = Math.min(passage.to - 1, last + reach);
  for (let t = Math.max(passage.from, first - reach); t <= end; t++) {
    for (const exception of exceptions.at(passage.words[t] as Word)) {
      if (!matchesAround(sequences, exception, t, passage)) continue;
      if (firstFound <= last && first <= lastFound) return true;
    }
  }
  return false;
}
