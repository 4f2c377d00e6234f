import { type Finding, lint } from '../engine/engine.ts';
import type { Instruction } from '../policy/instruction.ts';
import type { Override, Place, PolicyField } from '../policy/policy.ts';
import { alike } from './alike.ts';
import type { Field } from './fields/field.ts';
import { FIELD_KINDS, fieldsAround } from './fields/kinds.ts';
import { afterEdit, isLeft, type Left, mayBeLeft } from './left.ts';
import { pathOf, type Root, rootsIn } from './tree.ts';

/** So many lines that asked lately are kept of a note: as many as somebody types letters in some seconds. */
const MOST_LINES = 24;
/** So often new fields are looked for while a page sends requests, in milliseconds. */
const LOOK_EVERY = 1000;

/** A field that the policy watches, with what was found in it last. */
export interface Note {
  field: Field;
  policyField: PolicyField;
  place: Place;
  findings: Finding[];
  /** The text that the teacher has let go, without the space around it. */
  allowed: string | null;
  /** Lines of it that asked lately, the last one last: a request may carry the text of a moment ago. */
  lately: string[];
  /** What the teacher has left in it, gone with the words. */
  left: Left[];
}

/** A place of the policy in this page, with its field. */
export interface Watched {
  field: PolicyField;
  place: Place;
}

/** The watched notes of a page: found when they are focused, typed in or saved, never by scanning. */
export class Notes {
  readonly #instruction: Instruction;
  readonly #workshop: () => HTMLElement;
  readonly #places: () => readonly Watched[];
  readonly #byElement = new Map<Element, Note>();
  readonly #read = new WeakMap<Note, string>();
  /** Those that have asked while they could be edited, also when they have left the page. */
  readonly #asked = new Set<Note>();
  #inPage: Note[] = [];
  /** Those in the page and those that asked, each once; null when it has to be put together anew. */
  #sendable: Note[] | null = null;
  #isLooked = false;
  #lookedAt = 0;
  /** The call to look for fields when there is time; 0 when none is made. */
  #looking = 0;
  /** The call for the dictionaries, made once; 0 before. */
  #warming = 0;

  /** `places` gives the places of the policy on the page as it is now. */
  constructor(
    instruction: Instruction,
    places: () => readonly Watched[],
    workshop: () => HTMLElement,
  ) {
    this.#instruction = instruction;
    this.#places = places;
    this.#workshop = workshop;
  }

  /** The note that an event is about. */
  of(event: Event): Note | null {
    const [target] = pathOf(event);
    return target ? this.at(target) : null;
  }

  /** The note of an element, or of the one around it; null when the policy does not watch it. */
  at(target: Element): Note | null {
    for (const element of fieldsAround(target)) {
      const note = this.#noteOf(element);
      if (note) return note;
    }
    return null;
  }

  #noteOf(element: Element): Note | null {
    const known = this.#byElement.get(element);
    if (known) return known;
    const watching = this.places().filter(({ place }) =>
      selectorsOf(place).some((selector) => matches(element, selector)),
    );
    // A field of a lower layer comes later, and answers for what it has pointed out itself, unless a
    // layer above has locked it.
    const watched = watching.find(({ place }) => place.locked) ?? watching.at(-1);
    if (!watched) return null;
    for (const kind of FIELD_KINDS) {
      const field = kind(element, this.#workshop);
      if (!field) continue;
      const { field: policyField, place } = watched;
      const note: Note = {
        ...{ field, policyField, place },
        ...{ findings: [], allowed: null, lately: [], left: [] },
      };
      this.#byElement.set(element, note);
      return note;
    }
    return null;
  }

  /** The places of the policy on this page's present address. */
  places(): readonly Watched[] {
    return this.#places();
  }

  /** The policy's fields that stand in the page now, met or not; asked for by hand only. */
  present(): PolicyField[] {
    const roots = rootsIn(document);
    const isThere = ({ place }: Watched) =>
      selectorsOf(place).some((selector) => roots.some((root) => query(root, selector).length));
    const there = this.places().filter(isThere);
    return [...new Set(there.map(({ field }) => field))];
  }

  /** How a save of a note may go on although something was found that asks. */
  overrideOf({ policyField }: Note): Override {
    return this.#instruction.overrideIn(policyField);
  }

  /** The notes that have been met so far and are still in the page. */
  met(): Note[] {
    for (const [element, note] of this.#byElement) {
      if (element.isConnected) continue;
      note.field.close();
      this.#byElement.delete(element);
    }
    return [...this.#byElement.values()];
  }

  /** Every watched note in the page, met or not. */
  all(): Note[] {
    const selectors = this.places().flatMap(({ place }) => selectorsOf(place));
    if (!selectors.length) return [];
    const roots = rootsIn(document);
    const elements = selectors.flatMap((selector) =>
      roots.flatMap((root) => query(root, selector)),
    );
    return [...new Set(elements)].map((e) => this.at(e)).filter((note) => note !== null);
  }

  /**
   * Every note whose text may be on its way: those in the page, and those that asked before they left
   * it. A tool may send a thousand requests in a row, and to look through a page for fields takes some
   * milliseconds: that is done at the first request after a press, and else when the page has time.
   */
  sendable(): Note[] {
    if (!this.#isLooked) this.#look();
    else if (performance.now() - this.#lookedAt > LOOK_EVERY) {
      this.#looking ||= requestIdleCallback(() => this.#look());
    }
    this.#sendable ??= [...new Set([...this.#inPage, ...this.#asked])];
    return this.#sendable;
  }

  /** True when a note has another text than when it was read last. */
  isNew(note: Note): boolean {
    return this.#read.get(note) !== note.field.read();
  }

  /** The page may have other fields now, which the next request may carry. */
  lookAgain(): void {
    this.#isLooked = false;
  }

  #look(): void {
    cancelIdleCallback(this.#looking);
    this.#looking = 0;
    this.#inPage = this.all();
    this.#sendable = null;
    this.#lookedAt = performance.now();
    this.#isLooked = true;
  }

  /** Reads a note again, unless its text is the same; gives its text. */
  check(note: Note): string {
    const text = note.field.read();
    const before = this.#read.get(note);
    if (before !== text) {
      if (note.left.length) note.left = afterEdit(note.left, before ?? '', text);
      if (note.allowed !== text.trim()) note.allowed = null;
      note.findings = text.trim() === '' ? this.#nothingYet(note) : this.#findingsIn(note, text);
      this.#read.set(note, text);
      if (note.findings.some((f) => f.severity !== 'hint') && note.field.editable()) {
        this.#remember(note, text);
      }
    }
    return text;
  }

  #remember(note: Note, text: string): void {
    if (!this.#asked.has(note)) this.#sendable = null;
    this.#asked.add(note);
    const lines = askingLines(text, note.findings);
    note.lately = [...note.lately.filter((one) => !lines.includes(one)), ...lines];
    note.lately.splice(0, note.lately.length - MOST_LINES);
  }

  #findingsIn(note: Note, text: string): Finding[] {
    const { findings } = lint(text, this.#instruction.contextFor(note.policyField));
    return note.left.length ? findings.filter((finding) => !this.#isLeft(note, finding)) : findings;
  }

  /** Words that were left as a hint may ask now: they stood in quotation marks. */
  #isLeft(note: Note, finding: Finding): boolean {
    return isLeft(note.left, finding) && this.mayLeave(note, finding);
  }

  /** True when the teacher may leave a finding in a note. */
  mayLeave(note: Note, finding: Finding): boolean {
    return mayBeLeft(finding, this.overrideOf(note));
  }

  /** Leaves a finding and those alike in a note: they are no findings while these words stand there. */
  leave(note: Note, finding: Finding): void {
    const text = this.check(note);
    // The page may have changed the text meanwhile.
    if (!note.findings.includes(finding) || !this.mayLeave(note, finding)) return;
    const same = alike(note.findings, finding).filter((one) => this.mayLeave(note, one));
    note.left.push(...same.map(({ start, end, rule }) => ({ start, end, rule })));
    note.findings = note.findings.filter((one) => !same.includes(one));
    note.lately = askingLines(text, note.findings);
  }

  /** An empty field needs no dictionary, but will soon: it is unpacked when the page has time. */
  #nothingYet({ policyField }: Note): Finding[] {
    this.#warming ||= requestIdleCallback(() => this.#instruction.contextFor(policyField));
    return [];
  }

  /** Frees what measuring needed: the place it was laid out in is gone. */
  close(): void {
    for (const note of this.#byElement.values()) note.field.close();
    cancelIdleCallback(this.#warming);
    cancelIdleCallback(this.#looking);
  }
}

const selectorsOf = ({ selector, choices }: Place) =>
  [selector, choices].filter((s) => s !== undefined);

/** The lines of a text with findings that ask, each once. */
export function askingLines(text: string, findings: readonly Finding[]): string[] {
  const lines = findings
    .filter(({ severity }) => severity !== 'hint')
    .map(({ start, end }) => {
      const from = text.lastIndexOf('\n', start - 1) + 1;
      const to = text.indexOf('\n', end);
      return text.slice(start ? from : 0, to < 0 ? text.length : to);
    });
  return [...new Set(lines)];
}

/** A selector from a policy may be wrong; it then names nothing. */
export function matches(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

function query(root: Root, selector: string): Element[] {
  try {
    return [...root.querySelectorAll(selector)];
  } catch {
    return [];
  }
}
