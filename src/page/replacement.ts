import type { Finding } from '../engine/engine.ts';
import type { Field, Span } from './fields/field.ts';
import { forWords, type Rewording, reworded } from './statement.ts';

/** What a suggestion takes the place of in a field, and how it is written there. */
export function rewordingIn(field: Field, finding: Finding, suggestion: string): Rewording {
  const note = field.read();
  const whole = reworded(note, finding, suggestion);
  // Where one chooses from options only the bare suggestion can be one of them.
  if (field.takes(whole.span, whole.text)) return whole;
  return forWords(note, finding, suggestion);
}

/** What can be offered for a finding. */
export interface Offer {
  suggestion: string;
  /** How it reads, with what it keeps of when. */
  label: string;
  /** The words of the note that it takes the place of. */
  replaced: string;
}

/** The suggestions of a finding that fit in a field. */
export const offersFor = (field: Field, finding: Finding): Offer[] =>
  finding.suggestions
    .filter((suggestion) => takes(field, [finding], suggestion))
    .map((suggestion) => offerOf(field, finding, suggestion));

/** A suggestion for a finding, whether it fits or not. */
export function offerOf(field: Field, finding: Finding, suggestion: string): Offer {
  const { span, label } = rewordingIn(field, finding, suggestion);
  const replaced = field.read().slice(span.start, span.end);
  return { suggestion, label, replaced: replaced.replace(/^[\s,;.!?]+/, '') };
}

/** Those among findings for which a suggestion would take the place of the same words. */
export function replacedAlike(
  field: Field,
  findings: readonly Finding[],
  { suggestion, replaced }: Offer,
): Finding[] {
  const words = replaced.toLowerCase();
  return findings.filter((one) => offerOf(field, one, suggestion).replaced.toLowerCase() === words);
}

/** True when a suggestion fits into a field in the place of each of some findings. */
export function takes(field: Field, findings: readonly Finding[], suggestion: string): boolean {
  const several = rewordings(field, findings, suggestion);
  if (!field.isPlain) return several.slice(0, 1).every(({ span, text }) => field.takes(span, text));
  const { span, text } = asOne(field.read(), several);
  return several.length > 0 && field.takes(span, text);
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
  const note = field.read();
  // The page may have put another text there since it was read: then the words are not these.
  const there = findings.filter(({ start, end, text: words }) => note.slice(start, end) === words);
  const several = rewordings(field, there, suggestion);
  if (several.length > 1 && field.isPlain) {
    const one = asOne(note, several);
    return write(field, one.span, one.text);
  }
  for (const { span, text } of several.toReversed()) {
    const { start, end } = span;
    const isThere = field.read().slice(start, end) === note.slice(start, end);
    if (isThere) await write(field, span, text);
  }
}

/** What a suggestion does at each of some findings, in the order of the text; once where they stand in one statement. */
function rewordings(field: Field, findings: readonly Finding[], suggestion: string): Rewording[] {
  const apart: Rewording[] = [];
  for (const finding of findings) {
    const one = rewordingIn(field, finding, suggestion);
    const before = apart.at(-1);
    if (!before || one.span.start >= before.span.end) apart.push(one);
  }
  return apart;
}

/** Puts a text in the place of a span, and resolves when the field has it. */
export function write(field: Field, span: Span, text: string): Promise<void> {
  const before = field.read();
  field.replace(span, text);
  return isWritten(field, before);
}

/** One replacement that does what several would. */
function asOne(note: string, several: readonly Rewording[]) {
  const [start, end] = [several[0]?.span.start ?? 0, several.at(-1)?.span.end ?? 0];
  let text = '';
  let at = start;
  for (const one of several) {
    text += note.slice(at, one.span.start) + one.text;
    at = one.span.end;
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
