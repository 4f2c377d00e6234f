import { expand, parseWord, readPattern } from './pattern.ts';

/** What stands for a place of a pattern that is no word of its own. */
const STAND_INS: Record<string, string> = {
  '@number': '7',
  '@name': 'Maria',
  '@wordname': 'Maria',
  '@capital': 'Xandor',
};
const ANY_WORD = 'xandor';

/**
 * A note in which a pattern must find something: the first of all that it stands for, without what may
 * be missing. Throws a Complaint for a pattern that cannot be read.
 */
export function sampleOf(pattern: string): string {
  const [sequence] = expand(readPattern(pattern.split(/\s+!(?=\s|$)/)[0] as string, new Map()));
  const words = (sequence?.places ?? []).flatMap((place) => {
    if ('any' in place) return [ANY_WORD];
    if (!('words' in place)) return [];
    const spec = place.words.specs[0] as string;
    const standIn = STAND_INS[spec];
    if (standIn) return [standIn];
    const { word, capital } = parseWord(spec);
    return [capital ? word.charAt(0).toUpperCase() + word.slice(1) : word];
  });
  return words.join(' ');
}
