import type { Note } from '../notes.ts';
import { type Arrived, arrived, isOutdated } from './arrived.ts';
import type { Guard, Save } from './guard.ts';

/** A save that came by itself. */
interface Autosave extends Arrived {
  /** Where it goes: of two with one address the later one is enough. */
  address: string;
}

/**
 * What a tool saves by itself while somebody types waits here, without a question: until the teacher
 * lets the text go, or has changed it, and the tool saves the new text by itself.
 */
export class Autosaves {
  readonly #guard: Guard;
  #waiting: Autosave[] = [];

  constructor(guard: Guard) {
    this.#guard = guard;
  }

  /** True when a note waits unsaved. */
  holds(note: Note): boolean {
    return this.#waiting.some(({ save }) => save.notes.includes(note));
  }

  /** Lets a save wait. `address` is where it goes. */
  add(save: Save, address: string): void {
    this.#set([...this.#waiting, { ...arrived(save), address }]);
  }

  /** The page has taken a save back. */
  drop(save: Save): void {
    this.#set(this.#waiting.filter((one) => one.save !== save));
  }

  /**
   * Carries out what carries the texts that have been let go, the last one for each address. What
   * carries an older text fails: the tool would put it in place of the newer one.
   */
  letGo(): void {
    const { decided, rest } = this.#sorted((note) => !this.#guard.hasQuestion(note));
    this.#set(rest);
    decided.forEach((own, i) => {
      const isLast = !decided.slice(i + 1).some(({ address }) => address === own.address);
      if (isLast && !isOutdated(own)) own.save.go();
      else own.save.fail();
    });
  }

  /**
   * Looks at the notes again: what waits about one that has become clean fails, and the tool saves
   * the clean text by itself. What waits about one that is no more is asked about.
   */
  look(): void {
    if (!this.#waiting.length) return;
    const gone = this.#waiting.filter(({ save }) =>
      save.notes.some(({ field }) => !field.element.isConnected),
    );
    this.#set(this.#waiting.filter((own) => !gone.includes(own)));
    for (const { save } of gone) this.#guard.ask(save);
    const { decided, rest } = this.#sorted((note) => !this.#guard.hasQuestion(note));
    this.#set(rest);
    for (const { save } of decided) save.fail();
  }

  failAll(): void {
    const all = this.#waiting;
    this.#set([]);
    for (const { save } of all) save.fail();
  }

  #sorted(isDecided: (note: Note) => boolean) {
    const decided = this.#waiting.filter(({ save }) => save.notes.every(isDecided));
    return { decided, rest: this.#waiting.filter((own) => !decided.includes(own)) };
  }

  #set(waiting: Autosave[]): void {
    if (waiting.length === this.#waiting.length) return;
    this.#waiting = waiting;
    // The listener keeps a page out of the browser's back/forward cache: it is there only while needed.
    if (waiting.length) addEventListener('beforeunload', askToStay);
    else removeEventListener('beforeunload', askToStay);
    this.#guard.unsavedChanged();
  }
}

/** The browser's own question whether to leave; it has its own words. */
function askToStay(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // What older browsers ask for.
  event.returnValue = true;
}
