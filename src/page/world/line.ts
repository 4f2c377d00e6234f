import { removeDead } from '../alive.ts';
import {
  ANY,
  BODY,
  DROP,
  FAIL,
  FORM,
  GO,
  OFFER,
  PRESS,
  SYNC,
  TAKEN,
  THERE,
  WANTED,
  WATCH,
} from '../wire.ts';
import {
  addEventListener,
  apply,
  clearInterval,
  detailOf,
  dispatchEvent,
  document,
  native,
  relatedTargetOf,
  setInterval,
  whenDone,
} from './natives.ts';
import type { Told } from './told.ts';

const { preventDefault } = native.Event.prototype;
const { click } = HTMLElement.prototype;

/** What is held until it is decided: one of the two is called, once. */
export interface Held {
  /** Does what the page asked for. */
  go(): void;
  /** Does what happens when the connection breaks. */
  fail(): void;
}

/** So often, while something is held, it is asked whether the content script is still there (ms). */
const ASK_EVERY = 500;

/** The world's end of the wire. */
export class Line {
  readonly #wire = document.createElement('i');
  #held: Record<number, Held> = { __proto__: null } as never;
  #count = 0;
  #last = 0;
  #watched = false;
  #answered = false;
  #asking = 0;
  #taken = false;

  /** Offers the wire; false when the page's world has a script of ours already. */
  offer(): boolean {
    const on = (type: string, listener: (event: Event) => void, target: EventTarget = this.#wire) =>
      apply(addEventListener, target, [type, listener]);
    on(TAKEN, () => {
      this.#taken = true;
    });
    // What is shown when nothing is asked or held: the next thing that is done takes it away.
    for (const type of ['keydown', 'pointerdown']) {
      const look = () => this.#lookAround();
      apply(addEventListener, window, [type, look, { capture: true, passive: true }]);
    }
    on(GO, (event) => this.#take(Number(detailOf(event)))?.go());
    on(FAIL, (event) => this.#take(Number(detailOf(event)))?.fail());
    on(WATCH, (event) => {
      this.#watched = detailOf(event) === 1;
      // Whoever had it answered may be the last of an extension that was updated meanwhile.
      this.#answered = !this.#watched;
      this.#keepAsking();
    });
    on(PRESS, (event) => {
      const link = relatedTargetOf(event);
      if (!(link instanceof HTMLElement)) return;
      apply(preventDefault, event, []);
      apply(click, link, []);
    });
    const isRefused = this.#offerOnce() && !this.#taken;
    if (!isRefused) {
      // The content script comes after us, or after an update in the place of one that is gone.
      const give = () => (this.#taken ? this.#lookAround() : this.#offerOnce());
      on(WANTED, give, document);
    }
    return !isRefused;
  }

  /** True when there is a note that asks: only then is it worth reading what is sent. */
  any(): boolean {
    return this.#asks(new native.Event(ANY, { cancelable: true }));
  }

  /** Holds a request when it carries a note that asks; gives its id then, and 0 when it may go on. */
  hold(address: string, told: Told, held: Held): number {
    if (told === null) return 0;
    const id = this.#add(held);
    const ask = (text: string) => this.#asks(about(BODY, `${id}\0${address}\0${text}`));
    if (typeof told === 'string') {
      if (!ask(told)) {
        this.#take(id);
        return 0;
      }
      this.#keepAsking();
      return id;
    }
    this.#keepAsking();
    const settle = (text: unknown) => {
      if (id in this.#held && !ask(String(text))) this.#take(id)?.go();
    };
    // What cannot be read fails when it is sent, as it would have.
    whenDone(told, settle, () => this.#take(id)?.go());
    return id;
  }

  /** Whether a request that cannot wait has to fail. */
  fails(address: string, text: string): boolean {
    return this.#asks(about(SYNC, `0\0${address}\0${text}`));
  }

  /** Holds the sending of a form; true when it was held. */
  holdForm(form: HTMLFormElement, held: Held): boolean {
    const id = this.#add(held);
    const init = { relatedTarget: form, detail: id, cancelable: true };
    if (this.#asks(new native.MouseEvent(FORM, init))) {
      this.#keepAsking();
      return true;
    }
    this.#take(id);
    return false;
  }

  /** The page has aborted what is held. */
  drop(id: number): void {
    if (this.#take(id)) this.#asks(about(DROP, String(id)));
  }

  #offerOnce(): boolean {
    const init = { relatedTarget: this.#wire, cancelable: true };
    return !apply(dispatchEvent, document, [new native.MouseEvent(OFFER, init)]);
  }

  /** True when the answer is yes. */
  #asks(event: Event): boolean {
    return !apply(dispatchEvent, this.#wire, [event]);
  }

  #add(held: Held): number {
    const id = ++this.#last;
    this.#held[id] = held;
    this.#count++;
    return id;
  }

  #take(id: number): Held | undefined {
    const held = this.#held[id];
    if (!held) return;
    delete this.#held[id];
    this.#count--;
    this.#keepAsking();
    return held;
  }

  /** The timer runs only while somebody waits for an answer, and once after it. */
  #keepAsking(): void {
    const isNeeded = this.#count > 0 || this.#watched || this.#answered;
    if (isNeeded && !this.#asking) {
      this.#asking = setInterval(() => this.#askAgain(), ASK_EVERY) as unknown as number;
    } else if (!isNeeded && this.#asking) {
      clearInterval(this.#asking);
      this.#asking = 0;
    }
  }

  /** Whether the extension was updated, removed or switched off: then nobody answers any more. */
  #isThere(): boolean {
    return this.#asks(new native.Event(THERE, { cancelable: true }));
  }

  #lookAround(): void {
    if (this.#taken && !this.#isThere()) this.#leave();
  }

  #askAgain(): void {
    this.#answered = false;
    if (this.#isThere()) this.#keepAsking();
    else this.#leave();
  }

  /** Lets go of a content script that is gone, and takes up with one that has come in its place. */
  #leave(): void {
    this.#taken = false;
    this.#watched = false;
    for (const id in this.#held) this.#take(Number(id))?.fail();
    this.#keepAsking();
    removeWhatIsDead();
    this.#offerOnce();
  }
}

const about = (type: string, detail: string) =>
  new native.CustomEvent(type, { detail, cancelable: true });

/** What is left of ours where content scripts die with their extension (Firefox). */
function removeWhatIsDead(): void {
  let outer: Window = window;
  try {
    while (outer.frameElement) outer = outer.parent;
  } catch {
    // The rest of the way belongs to others.
  }
  removeDead(document);
  removeDead(outer.document);
}
