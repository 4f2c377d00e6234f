import { browser } from '../browser.ts';
import type { Note, Notes } from '../notes.ts';
import { type Arrived, arrived, isOutdated } from './arrived.ts';
import { Autosaves } from './autosaves.ts';
import { holdClicks } from './click.ts';
import { holdKeys } from './keys.ts';
import { Neighbours } from './neighbours.ts';
import { holdRequests } from './requests.ts';
import { holdSubmits } from './submit.ts';

/** What the teacher decided in the warning: to change the notes, to save them as they are, to save what has become clean. */
export type Decision = 'change' | 'anyway' | 'save';

/** Asks the teacher about notes that are about to be saved; one question at a time. */
export type Ask = (notes: Note[], isPress: boolean) => Promise<Decision>;

/** What the guard needs of the page that it stands in. */
export interface Asker {
  ask: Ask;
  /** True when an event comes from an element of ours. */
  owns(event: Event): boolean;
  /** Other notes wait unsaved than before. */
  unsavedChanged(): void;
}

/** What a press saves. */
export interface Saved {
  notes: readonly Note[];
  /** The element whose notes it saves, frames in it as well; null means the whole page. */
  within: Element | null;
}

/** Something that saves notes, and waits for the decision: one of the two is called, once. */
export interface Save {
  notes: readonly Note[];
  /** True for a press that is done again, and takes the text as it is then. Else it carries a text already. */
  isPress?: boolean;
  /** Carries it out, as it was. */
  go(): void;
  /** Has it fail as when the connection breaks. */
  fail(): void;
}

/** A way of saving that is watched. A new one is a file and a line in `WAYS`. */
export type SaveWay = (guard: Guard, signal: AbortSignal) => void;

const WAYS: readonly SaveWay[] = [holdClicks, holdKeys, holdSubmits, holdRequests];

/**
 * Stands between a save and the page. Notes without findings above `hint` go on untouched, by the
 * page's own event. Others are held until the teacher has decided, once for each text.
 *
 * It listens from the first moment of the page, so that no listener of the page comes before it;
 * until the policy is there, it lets everything go on.
 */
export class Guard {
  /** Saves that nobody asked for, which wait without a question. */
  readonly autosaves = new Autosaves(this);
  /** The guards in other frames of the page. */
  readonly neighbours = new Neighbours();
  #notes: Notes | null = null;
  #asker: Asker | null = null;
  /** The notes that the open question is about. */
  #asking: readonly Note[] | null = null;
  /** Requests that came while a question was open. */
  #waiting: Arrived[] = [];
  #letting = false;
  readonly #questions = new Set<(isOpen: boolean) => void>();

  constructor(signal: AbortSignal) {
    for (const way of WAYS) way(this, signal);
    signal.addEventListener('abort', () => this.watchOver(null));
  }

  /** Begins to hold saves of these notes; null ends it, and has fail what waits without a question. */
  watchOver(notes: Notes | null, asker: Asker | null = null): void {
    if (!notes) {
      this.autosaves.failAll();
      for (const { save } of this.#waiting.splice(0)) save.fail();
    }
    this.#notes = notes;
    this.#asker = asker;
  }

  /** The watched notes, while there is a policy. */
  get notes(): Notes | null {
    return this.#notes;
  }

  /** True while what waits will be decided. An extension that is gone has only its open question left. */
  isThere(): boolean {
    return this.#asking !== null || Boolean(browser.runtime?.id);
  }

  /** True when an event comes from an element of ours: our own buttons save nothing. */
  owns(event: Event): boolean {
    return this.#asker?.owns(event) ?? false;
  }

  /** True while what the page does belongs to a save that was let go. */
  get isLetting(): boolean {
    return this.#letting;
  }

  /** Tells when a question is opened, and when it has been answered. */
  onQuestion(listener: (isOpen: boolean) => void, signal: AbortSignal): void {
    this.#questions.add(listener);
    signal.addEventListener('abort', () => this.#questions.delete(listener));
  }

  /** Tells the page that other notes wait unsaved than before. */
  unsavedChanged(): void {
    this.#asker?.unsavedChanged();
  }

  /**
   * Lets an event that would save these notes go on, or stops it before the page sees it and asks;
   * `resume` carries the save out as it was, when the teacher lets it go. True when it was stopped.
   * `within` is the element whose notes it saves, frames in it as well; null means the whole page.
   */
  hold(event: Event, notes: readonly Note[], within: Element | null, resume: () => void): boolean {
    if (this.#letting || (!notes.length && !this.neighbours.any())) return false;
    const doubtful = this.doubtful(notes);
    const goOn = () => this.#let(resume);
    const goOnHere = () => {
      if (!this.neighbours.holdAll(within, { go: goOn, fail() {} })) resume();
    };
    if (doubtful.length) {
      // Pressing again and again asks once.
      if (!this.#asking)
        this.#question({ notes: doubtful, isPress: true, go: goOnHere, fail() {} });
    } else if (!this.neighbours.holdAll(within, { go: goOn, fail() {} })) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    return true;
  }

  /** Those among notes that can be changed here, and that the teacher has to decide about. */
  doubtful(notes: readonly Note[]): Note[] {
    if (!this.#asker || this.#letting) return [];
    // A note that nobody can change here is not written here.
    return notes.filter((note) => note.field.editable() && this.hasQuestion(note));
  }

  /** Asks about a save that can wait; behind a question that is open it waits for that answer. */
  ask(save: Save): void {
    if (this.#asking) this.#waiting.push(arrived(save));
    else this.#question(save);
  }

  /** Asks whether notes that wait unsaved are to be saved as they are. */
  askToLetGo(note: Note): void {
    if (this.#asking || !this.hasQuestion(note)) return;
    this.#question({ notes: [note], go() {}, fail() {} });
  }

  /** The notes that a form sends: disabled fields are not sent, others may be anywhere. */
  inForm(form: HTMLFormElement): Note[] {
    return this.#notes?.all().filter((note) => formOf(note.field.element) === form) ?? [];
  }

  /** True when a note has findings that ask, and was not let go as it is. */
  hasQuestion(note: Note): boolean {
    if (!this.#notes) return false;
    const text = this.#notes.check(note);
    return note.findings.some((f) => f.severity !== 'hint') && note.allowed !== text.trim();
  }

  async #question(save: Save): Promise<void> {
    if (!this.#asker) return save.fail();
    const before = arrived(save);
    this.#asking = save.notes;
    for (const listener of this.#questions) listener(true);
    let decision: Decision = 'change';
    try {
      decision = await this.#asker.ask([...save.notes], save.isPress === true);
    } finally {
      this.#asking = null;
      for (const listener of this.#questions) listener(false);
    }
    const asksAgain = decision === 'save' && save.notes.some((note) => this.hasQuestion(note));
    if (asksAgain) return this.#question(save);
    if (decision === 'change') save.fail();
    else this.#letGo(before);
    for (const other of this.#waiting.splice(0)) this.#afterAnswer(other, save.notes, decision);
  }

  /** One answer holds for all that came while the question was open. */
  #afterAnswer(before: Arrived, asked: readonly Note[], decision: Decision): void {
    const { save } = before;
    const open = save.notes.filter((note) => this.hasQuestion(note));
    if (isOutdated(before)) save.fail();
    else if (!open.length) save.go();
    else if (decision === 'change' && open.some((note) => asked.includes(note))) save.fail();
    else this.ask({ ...save, notes: open });
  }

  /** Lets go what stands in the notes now; what carries another text fails, and the tool sends it anew. */
  #letGo(before: Arrived): void {
    const { save } = before;
    for (const note of save.notes) {
      note.allowed = note.field.read().trim();
      note.lately = [];
    }
    if (isOutdated(before)) save.fail();
    else this.#let(save.go);
    this.autosaves.letGo();
  }

  /**
   * What the page does in the same breath belongs to the save that was let go, even where it trims or
   * rewrites the text before it sends it.
   */
  #let(go: () => void): void {
    this.#letting = true;
    try {
      go();
    } finally {
      this.#letting = false;
    }
  }
}

/** The form an element belongs to, also by its `form` attribute. */
export function formOf(element: HTMLElement): HTMLFormElement | null {
  const form = 'form' in element ? element.form : element.closest('form');
  return form instanceof HTMLFormElement ? form : null;
}
