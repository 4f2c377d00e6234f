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

const WAYS: readonly SaveWay[] = [holdClicks, holdEnter, holdSubmits];

/**
 * Stands between a save and the page. Notes without findings above `hint` go on untouched, by the
 * page's own event. Others are held until the teacher has decided, once for each text.
 *
 * It listens from the first moment of the page, so that no listener of the page comes before it;
 * until the policy is there, it lets everything go on.
 */
export class Guard {
  #notes: Notes | null = null;
  #ask: Ask | null = null;
  #asking = false;
  #letting = false;

  constructor(signal: AbortSignal) {
    for (const way of WAYS) way(this, signal);
  }

  /** Begins to hold saves of these notes; null ends it. */
  watchOver(notes: Notes | null, ask: Ask | null = null): void {
    this.#notes = notes;
    this.#ask = ask;
  }

  /** The watched notes, while there is a policy. */
  get notes(): Notes | null {
    return this.#notes;
  }

  /** True when an event would save notes that the teacher has to decide about. */
  isDoubtful(notes: readonly Note[]): boolean {
    return !this.#letting && notes.some((note) => this.#hasQuestion(note));
  }

  /**
   * Lets an event that would save these notes go on, or stops it before the page sees it and asks;
   * `resume` carries the save out as it was, when the teacher lets it go. True when it was stopped.
   */
  hold(event: Event, notes: readonly Note[], resume: () => void): boolean {
    if (!this.#ask || !this.isDoubtful(notes)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#asking) return true;
    this.#asking = true;
    const doubtful = notes.filter((note) => this.#hasQuestion(note));
    this.#ask(doubtful)
      .finally(() => {
        this.#asking = false;
      })
      .then((decision) => {
        if (decision === 'anyway') this.#letGo(doubtful, resume);
      });
    return true;
  }

  /** The notes that a form sends: disabled fields are not sent, others may be anywhere. */
  inForm(form: HTMLFormElement): Note[] {
    return this.#notes?.all().filter((note) => formOf(note.field.element) === form) ?? [];
  }

  #letGo(notes: readonly Note[], resume: () => void): void {
    for (const note of notes) note.allowed = note.field.read().trim();
    // What the page does in the same breath belongs to the save that was let go, even where it
    // trims or rewrites the text before it sends it.
    this.#letting = true;
    try {
      resume();
    } finally {
      this.#letting = false;
    }
  }

  #hasQuestion(note: Note): boolean {
    // A note that nobody can change here is not written here.
    if (!this.#notes || !note.field.editable()) return false;
    const text = this.#notes.check(note);
    return note.allowed !== text.trim() && note.findings.some((f) => f.severity !== 'hint');
  }
}

/** The form an element belongs to, also by its `form` attribute. */
export function formOf(element: HTMLElement): HTMLFormElement | null {
  const form = 'form' in element ? element.form : element.closest('form');
  return form instanceof HTMLFormElement ? form : null;
}
