import { Lexicon } from '../src/engine/engine.ts';
import { inflect } from '../src/engine/inflection.ts';
import { BUILT_IN, parseWord } from '../src/engine/pattern.ts';
import { DICTIONARIES } from './saklig.ts';

/** All forms of the dictionaries' entries of a single word, in lower case. */
export function singleWords(): string[] {
  const terms = new Set<string>();
  for (const dictionary of DICTIONARIES) {
    const lexicon = new Lexicon(dictionary);
    for (const spec of specsAlone(lexicon)) {
      const { word, inflection } = parseWord(spec);
      const known = inflection === undefined ? undefined : dictionary.inflections[inflection];
      for (const form of known ? inflect(word, known) : [word]) terms.add(form);
    }
  }
  return [...terms];
}

/** The specs of words that are all of a sequence. */
function specsAlone(lexicon: Lexicon): Set<string> {
  const specs = new Set<string>();
  for (let entry = 0; entry < lexicon.size; entry++) {
    for (const sequence of lexicon.sequencesOf(entry)) {
      const [place, ...more] = lexicon.sequences.placesOf(sequence);
      if (place === undefined || more.length) continue;
      for (const spec of lexicon.specsOf(place)) if (!BUILT_IN.includes(spec)) specs.add(spec);
    }
  }
  return specs;
}
