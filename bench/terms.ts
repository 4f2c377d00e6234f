import { inflect } from '../src/engine/inflection.ts';
import { BUILT_IN, parseWord } from '../src/engine/pattern.ts';
import { keyOf } from '../src/engine/tokens.ts';
import { DICTIONARIES } from './saklig.ts';

/** Entry, two marks and one place: a sequence that is a single word. */
const SINGLE_WORD = 4;

/** All forms of the dictionaries' entries of a single word, in lower case. */
export function singleWords(): string[] {
  const terms = new Set<string>();
  for (const { sequences, sets, inflections } of DICTIONARIES) {
    const alone = sequences.filter((sequence) => sequence.length === SINGLE_WORD);
    for (const id of new Set(alone.map((sequence) => sequence[3] as number))) {
      for (const spec of sets[id]?.split(' ') ?? []) {
        if (BUILT_IN.includes(spec)) continue;
        const { word, inflection } = parseWord(spec);
        const known = inflection === undefined ? undefined : inflections[inflection];
        const lemma = keyOf(word);
        for (const form of known ? inflect(lemma, known) : [lemma]) terms.add(form);
      }
    }
  }
  return [...terms];
}
