import { type Finding, lint } from '../engine/engine.ts';
import { Guard } from '../page/guard/guard.ts';
import { Keys } from '../page/keys.ts';
import { loadMessages } from '../page/messages.ts';
import { Page } from '../page/page.ts';
import { Instruction } from '../policy/instruction.ts';
import type { PolicyField } from '../policy/policy.ts';

/** Where the bench's own note and button stand; no other element of the page has these ids. */
export const NOTE_ID = 'bench-note';
export const SAVE_ID = 'bench-save';

/** An instruction that reads all notes in one language, when it is told to. */
export class BenchInstruction extends Instruction {
  language: string | undefined;

  override contextFor(field?: PolicyField, language = this.language) {
    return super.contextFor(field, language);
  }

  /** What it finds in a note of a field. */
  findingsIn(note: string, field: PolicyField): Finding[] {
    return note.trim() === '' ? [] : lint(note, this.contextFor(field)).findings;
  }
}

/**
 * Lets the page's own script work on the bench's note, as it would in the school's tool: underlines,
 * card, chip, and the warning before a save. Ends with the signal and leaves nothing behind.
 */
export function guardBench(
  instruction: Instruction,
  field: PolicyField,
  note: HTMLTextAreaElement,
  signal: AbortSignal,
): void {
  const place = { urls: [], selector: `#${NOTE_ID}`, save: `#${SAVE_ID}` };
  const keys = new Keys(signal);
  const guard = new Guard(signal);
  const page = new Page(instruction, () => [{ field, place }], guard, keys, loadMessages());
  signal.addEventListener('abort', () => page.close());
  // A page reads a note when it is entered. This one may have been typed before.
  note.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
}
