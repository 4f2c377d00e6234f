import type { Note } from '../notes.ts';
import type { Guard, Save } from './guard.ts';

/** A save that came by itself, with what it carries. */
interface Autosave extends Save {
  /** Where it goes: of two with one address the later one is enough. */
  address: string;
  /** The texts of its notes when it came, without the space around them. */
  texts: readonly string[];
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
    return this.#waiting.some(({ notes }) => notes.includes(note));
  }

  /** Lets a save wait. `address` is where it goes. */
  add(save: Save, address: string): void {
    const texts = save.notes.map((note) => note.field.read().trim());
    this.#set([...this.#waiting, { ...save, address, texts }]);
  }

  /** The page has taken a save back. */
  drop(save: Save): void {
    this.#set(this.#waiting.filter(({ go }) => go !== save.go));
  }

  /**
   * Carries out what carries the texts that have been let go, the last one for each address. What
   * carries an older text fails: the tool would put it in place of the newer one.
   */
  letGo(): void {
    const { decided, rest } = this.#sorted((note) => !this.#guard.hasQuestion(note));
    this.#set(rest);
    const isCurrent = ({ notes, texts }: Autosave) =>
      notes.every((note, i) => note.field.read().trim() === texts[i]);
    decided.forEach((save, i) => {
      const isLast = !decided.slice(i + 1).some(({ address }) => address === save.address);
      if (isLast && isCurrent(save)) save.go();
      else save.fail();
    });
  }

  /**
   * Looks at the notes again: what waits about one that has become clean fails, and the tool saves
   * the clean text by itself. What waits about one that is no more is asked about.
   */
  look(): void {
    if (!this.#waiting.length) return;
    const gone = this.#waiting.filter(({ notes }) =>
      notes.some(({ field }) => !field.element.isConnected),
    );
    this.#set(this.#waiting.filter((save) => !gone.includes(save)));
    for (const save of gone) this.#guard.ask(save);
    const { decided, rest } = this.#sorted((note) => !this.#guard.hasQuestion(note));
    this.#set(rest);
    for (const save of decided) save.fail();
  }

  failAll(): void {
    const all = this.#waiting;
    this.#set([]);
    for (const save of all) save.fail();
  }

  #sorted(isDecided: (note: Note) => boolean) {
    const decided = this.#waiting.filter(({ notes }) => notes.every(isDecided));
    return { decided, rest: this.#waiting.filter((save) => !decided.includes(save)) };
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
