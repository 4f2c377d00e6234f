import { fold, readings } from './readings.ts';

/** A text that is looked for in what a page sends, made ready once. */
export interface Sought {
  /** Its words between single spaces; empty when it has none (a lone emoji). */
  words: string;
  /**
   * Runs of ASCII letters and digits, which every way of writing it leaves as they are; two, because an
   * editor may split one where its format changes: then the other is still whole.
   */
  runs: string[];
  text: string;
}

/** Makes a text ready to be looked for; null when there is nothing in it. */
export function soughtFrom(text: string): Sought | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const runs = trimmed.normalize('NFC').match(/[A-Za-z0-9]+/g) ?? [''];
  runs.sort((a, b) => b.length - a.length);
  const [longest = '', second = ''] = runs;
  const two = second.length < SHORTEST ? halves(longest) : [longest, second];
  return { words: fold(trimmed), runs: two, text: trimmed };
}

/** A shorter run is in nearly every body. */
const SHORTEST = 3;

/** Wherever a run is split, one of its halves is whole. */
function halves(run: string): string[] {
  const middle = Math.ceil(run.length / 2);
  return run.length < 2 ? [run] : [run.slice(0, middle), run.slice(middle)];
}

/**
 * True when a body carries one of these texts, whole words in their order, however it is written:
 * URL-encoded, JSON, HTML, or one of these within another. Takes time linear in the body.
 */
export function carries(body: string, sought: readonly Sought[]): boolean {
  // Nearly every body ends here.
  const possible = sought.filter(({ runs }) => runs.some((run) => body.includes(run)));
  if (!possible.length) return false;
  for (const reading of readings(body)) {
    const folded = ` ${fold(reading)} `;
    for (const { words, text } of possible) {
      if (words === '' ? reading.includes(text) : folded.includes(` ${words} `)) return true;
    }
  }
  return false;
}
