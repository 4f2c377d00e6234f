import * as wire from '../wire.ts';

/** On the document of another frame, as `relatedTarget`: an element to talk over, as over the wire. */
const NEIGHBOUR = 'saklig-neighbour';

/** What is asked of another frame, and waits: one of the two is called, once. */
interface Asked {
  go(): void;
  fail(): void;
}

/**
 * The guards in the other frames of this page, as far as it may reach them: a toolbar and its text
 * can stand in two frames, a form around the frame of a rich editor. Each speaks to the others as the
 * world speaks to it. (Content scripts of two frames share no variables in Firefox.)
 */
export class Neighbours {
  /** To talk over, by the document at the other end; null where nobody answers. */
  readonly #lines = new WeakMap<Document, EventTarget | null>();
  readonly #asked = new Map<string, Asked & { at: Document }>();
  #last = 0;

  /** Lets the guards of other frames ask here: `serve` answers them. */
  listen(serve: (line: Element) => void, signal: AbortSignal): void {
    const onNeighbour = (event: Event) => {
      // What comes from another frame is no instance of this one's classes.
      const { relatedTarget } = event as MouseEvent;
      if (!relatedTarget) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      serve(relatedTarget as Element);
    };
    document.addEventListener(NEIGHBOUR, onNeighbour, { capture: true, signal });
  }

  /** True when another frame has a note that asks. */
  any(): boolean {
    return this.#all().some(({ line }) => !line.dispatchEvent(cancelable(wire.ANY)));
  }

  /** Tells the others that the teacher has pressed something here: what they send may come from it. */
  pressed(): void {
    for (const { line } of this.#all()) line.dispatchEvent(new Event(wire.PRESSED));
  }

  /** Asks the others whether they hold a request: its address and body, separated by NUL. */
  holdBody(sent: string, asked: Asked): boolean {
    const about = (id: string) =>
      new CustomEvent(wire.BODY, { detail: `${id}\0${sent}`, cancelable: true });
    return this.#hold(about, asked);
  }

  /** Asks the others whether they hold a save of all that stands in an element; null means the page. */
  holdAll(within: Element | null, asked: Asked): boolean {
    const about = (id: string) =>
      new MouseEvent(wire.FORM, { relatedTarget: within, detail: Number(id), cancelable: true });
    return this.#hold(about, asked);
  }

  /** What waits for a frame that is no more fails. */
  look(): void {
    for (const [id, { at, fail }] of this.#asked) {
      if (at.defaultView) continue;
      this.#asked.delete(id);
      fail();
    }
  }

  #hold(about: (id: string) => Event, asked: Asked): boolean {
    return this.#all().some(({ line, at }) => {
      const id = String(++this.#last);
      this.#asked.set(id, { ...asked, at });
      const isHeld = !line.dispatchEvent(about(id));
      if (!isHeld) this.#asked.delete(id);
      return isHeld;
    });
  }

  /** The documents of the other frames, and the lines to them. */
  #all(): { at: Document; line: EventTarget }[] {
    if (window.parent === window && window.length === 0) return [];
    return documentsIn(outermost()).flatMap((at) => {
      const line = at === document ? null : this.#lineTo(at);
      return line ? [{ at, line }] : [];
    });
  }

  #lineTo(at: Document): EventTarget | null {
    const known = this.#lines.get(at);
    if (known) return known;
    const line = document.createElement('i');
    const settle = (end: 'go' | 'fail') => (event: Event) => {
      const { detail } = event as CustomEvent<string>;
      const asked = this.#asked.get(detail);
      this.#asked.delete(detail);
      asked?.[end]();
    };
    line.addEventListener(wire.GO, settle('go'));
    line.addEventListener(wire.FAIL, settle('fail'));
    const offer = new MouseEvent(NEIGHBOUR, { relatedTarget: line, cancelable: true });
    if (at.dispatchEvent(offer)) return null;
    this.#lines.set(at, line);
    return line;
  }
}

const cancelable = (type: string) => new Event(type, { cancelable: true });

/** The outermost window whose page may be reached from here. */
function outermost(): Window {
  let outer: Window = window;
  while (outer.parent !== outer && documentOf(outer.parent)) outer = outer.parent;
  return outer;
}

/** The documents of a window and of the frames in it, as far as they may be reached. */
function documentsIn(outer: Window): Document[] {
  const own = documentOf(outer);
  if (!own) return [];
  const inner = Array.from({ length: outer.length }, (_, i) => outer[i] as Window | undefined);
  return [own, ...inner.flatMap((frame) => (frame ? documentsIn(frame) : []))];
}

function documentOf(frame: Window): Document | null {
  try {
    return frame.document;
  } catch {
    return null;
  }
}
