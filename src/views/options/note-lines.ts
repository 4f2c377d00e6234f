import type { Finding } from '../../engine/engine.ts';

/** A line of a pasted text, read as a note of its own. */
export interface NoteLine {
  /** Which line of the text it is, from 1. */
  number: number;
  note: string;
  findings: Finding[];
}

/** So long at a time, in milliseconds: then the page may draw and hear keys. */
const BREATH = 12;
/** How far it has come is told no oftener: telling draws. */
const BETWEEN_TELLINGS = 120;

/**
 * Reads each line of a text as a note, a few milliseconds at a time, and tells how far it has come.
 * `known` holds lines that were read before. Ends early with the signal.
 */
export async function readLines(
  text: string,
  known: Map<string, Finding[]>,
  read: (note: string) => Finding[],
  tell: (lines: NoteLine[], isAll: boolean) => void,
  signal: AbortSignal,
): Promise<void> {
  const lines: NoteLine[] = [];
  let since = performance.now();
  let told = since;
  for (const [i, line] of text.split('\n').entries()) {
    const note = line.trim();
    if (note === '') continue;
    const findings = known.get(note) ?? read(note);
    known.set(note, findings);
    lines.push({ number: i + 1, note, findings });
    if (performance.now() - since < BREATH) continue;
    await new Promise((next) => setTimeout(next));
    if (signal.aborted) return;
    since = performance.now();
    if (since - told < BETWEEN_TELLINGS) continue;
    tell(lines, false);
    told = performance.now();
  }
  tell(lines, true);
}
