import type { Finding } from '../engine/engine.ts';
import type { Field, Span } from './fields/field.ts';

/** A suggestion as it is written at its place: a capital at the start of a sentence, none inside. */
export function fitCase(suggestion: string, note: string, start: number): string {
  const before = note.slice(0, start).trimEnd();
  const opens = before === '' || /[.!?\n]$/.test(before);
  const initial = suggestion.charAt(0);
  return (opens ? initial.toUpperCase() : initial.toLowerCase()) + suggestion.slice(1);
}

/** True when a suggestion fits into a field in the place of each of some findings. */
export function takes(field: Field, findings: readonly Finding[], suggestion: string): boolean {
  const [first] = findings;
  if (!first) return false;
  if (findings.length === 1 || !field.isPlain) return field.takes(first, suggestion);
  const { span, text } = asOne(field.read(), findings, suggestion);
  return field.takes(span, text);
}

/**
 * Puts a suggestion in the place of each of some findings, and resolves when the field has it. Plain
 * text is written in one go, so that one undo takes it all back; rich text one by one, the last first,
 * so that what stands between keeps its form.
 */
export async function replaceAll(
  field: Field,
  findings: readonly Finding[],
  suggestion: string,
): Promise<void> {
  const text = field.read();
  // The page may have put another text there since it was read: then the words are not these.
  const there = findings.filter(({ start, end, text: words }) => text.slice(start, end) === words);
  if (there.length > 1 && field.isPlain) {
    const one = asOne(text, there, suggestion);
    return write(field, one.span, one.text);
  }
  for (const finding of there.toReversed()) {
    const now = field.read();
    if (now.slice(finding.start, finding.end) !== finding.text) continue;
    await write(field, finding, fitCase(suggestion, now, finding.start));
  }
}

/** Puts a text in the place of a span, and resolves when the field has it. */
export function write(field: Field, span: Span, text: string): Promise<void> {
  const before = field.read();
  field.replace(span, text);
  return isWritten(field, before);
}

/** One replacement that does what several would. Findings come in the order of the text. */
function asOne(note: string, findings: readonly Finding[], suggestion: string) {
  const [start, end] = [findings[0]?.start ?? 0, findings.at(-1)?.end ?? 0];
  let text = '';
  let at = start;
  for (const finding of findings) {
    text += note.slice(at, finding.start) + fitCase(suggestion, note, finding.start);
    at = finding.end;
  }
  return { span: { start, end }, text };
}

/** So many frames an editor has to take in what was written: some do so only after an event. */
const PATIENCE = 30;

async function isWritten(field: Field, before: string): Promise<void> {
  for (let frame = 0; frame < PATIENCE && field.read() === before; frame++) {
    await new Promise(requestAnimationFrame);
  }
}
