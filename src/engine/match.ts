import { ANY, GAP } from './dictionary.ts';
import type { Lexicon, ReadySequence, Word } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** What an entry matched: token numbers, the mark from `first` to `last` (inclusive). */
export interface EntryMatch {
  sequence: ReadySequence;
  first: number;
  last: number;
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
  for (let t = from; t < to; t++) {
    for (const sequence of (words[t] as Word).starts) {
      const places = matchAround(sequence, t, tokens, words, from, to);
      if (!places) continue;
      const match = {
        sequence,
        first: places[sequence.from] as number,
        last: places[sequence.to - 1] as number,
      };
      if (!isExcepted(lexicon, match, tokens, words, from, to)) matches.push(match);
    }
  }
  return matches;
}

/** The token at each place when a sequence matches with its anchor at token `t`, or null. */
function matchAround(
  sequence: ReadySequence,
  t: number,
  tokens: readonly Token[],
  words: readonly Word[],
  from: number,
  to: number,
): number[] | null {
  const { places, anchor } = sequence;
  const found: number[] = new Array(places.length);
  found[anchor] = t;
  const walk = (place: number, token: number, step: 1 | -1): boolean => {
    if (place < 0 || place >= places.length) return true;
    const wanted = places[place] as number;
    if (wanted <= GAP) {
      for (let skipped = 0; skipped <= GAP - wanted; skipped++) {
        if (walk(place + step, token + skipped * step, step)) return true;
      }
      return false;
    }
    if (token < from || token >= to) return false;
    // Words of a phrase stand side by side; a comma, a bracket or a quotation mark parts them.
    const beside = (places[place - step] as number) > GAP;
    if (beside && !(tokens[step === 1 ? token : token + 1] as Token).joined) return false;
    if (wanted !== ANY && !(words[token] as Word).sets.has(wanted)) return false;
    found[place] = token;
    return walk(place + step, token + step, step);
  };
  return walk(anchor - 1, t - 1, -1) && walk(anchor + 1, t + 1, 1) ? found : null;
}

/** True when an exception of the entry matches over any of the marked words. */
function isExcepted(
  lexicon: Lexicon,
  match: EntryMatch,
  tokens: readonly Token[],
  words: readonly Word[],
  from: number,
  to: number,
): boolean {
  for (const exception of lexicon.exceptionsOf(match.sequence.entry)) {
    const reach = exception.places.length + exception.places.filter((p) => p <= GAP).length * 3;
    const last = Math.min(to - 1, match.last + reach);
    for (let t = Math.max(from, match.first - reach); t <= last; t++) {
      const anchor = exception.places[exception.anchor] as number;
      if (!(words[t] as Word).sets.has(anchor)) continue;
      const places = matchAround(exception, t, tokens, words, from, to);
      if (!places) continue;
      const first = Math.min(...places.filter((p) => p !== undefined));
      const end = Math.max(...places.filter((p) => p !== undefined));
      if (first <= match.last && match.first <= end) return true;
    }
  }
  return false;
}
