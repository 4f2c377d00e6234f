import type { Note, Notes } from '../notes.ts';
import { holdClicks } from './click.ts';
import { holdEnter } from './enter.ts';
import { holdSubmits } from './submit.ts';

/** What the teacher decided in the warning. */
export type Decision = 'change' | 'anyway';

/** Asks the teacher about notes that are about to be saved; one question at a time. */
export type Ask = (notes: Note[]) => Promise<Decision>;

/** A way of saving that is watched. A new one is a file and a line in `WAYS`. */
export type SaveWay = (guard: Guard, signal: AbortSignal) => void;

const WAYS: readonly SaveWay[] = [holdSubmits, holdClicks, holdEnter];

/**
 * Stands between a save and the page. Notes without findings above `hint` go on untouched, by the
 * page's own event. Others are held until the teacher has decided, once for each text.
 */
export class Guard {
  readonly notes: Notes;
  readonly #ask: Ask;
  readonly #allowed = new WeakMap<Note, string>();
  #asking = false;

  constructor(notes: Notes, ask: Ask, signal: AbortSignal) {
    this.notes = notes;
    this.#ask = ask;
    for (const way of WAYS) way(this, signal);
  }

  /**
   * Lets an event that would save these notes go on, or stops it before the page sees it and asks;
   * `resume` carries the save out as it was, when the teacher lets it go.
   */
  watch(event: Event, notes: Note[], resume: () => void): void {
    const doubtful = notes.filter((note) => this.#isDoubtful(note));
    if (!doubtful.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#asking) return;
    this.#asking = true;
    const texts = new Map(doubtful.map((note) => [note, note.field.read()]));
    this.#ask(doubtful)
      .finally(() => {
        this.#asking = false;
      })
      .then((decision) => {
        if (decision !== 'anyway') return;
        for (const [note, text] of texts) this.#allowed.set(note, text);
        resume();
      });
  }

  /** The notes that a form sends. */
  inForm(form: HTMLFormElement): Note[] {
    return this.notes.all().filter((note) => formOf(note.field.element) === form);
  }

  #isDoubtful(note: Note): boolean {
    const text = this.notes.check(note);
    return note.findings.some((f) => f.severity !== 'hint') && this.#allowed.get(note) !== text;
  }
}

/** The form an element belongs to, also by its `form` attribute. */
export function formOf(element: HTMLElement): HTMLFormElement | null {
  return 'form' in element ? (element.form as HTMLFormElement | null) : element.closest('form');
}
