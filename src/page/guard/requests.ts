import { framesAround } from '../frames.ts';
import { askingLines, type Note } from '../notes.ts';
import { aroundOf } from '../tree.ts';
import * as wire from '../wire.ts';
import { carries, type Sought, soughtFrom } from './carries.ts';
import { Gesture } from './gesture.ts';
import { formOf, type Guard, type Save } from './guard.ts';
import type { Neighbours } from './neighbours.ts';
import { PART } from './readings.ts';

/** Holds what the page's scripts send, where it carries a note that asks (world/). */
export function holdRequests(guard: Guard, signal: AbortSignal): void {
  const gesture = new Gesture(guard, signal);
  const serveWorld = (end: Element) => serve(end, guard, gesture, signal, guard.neighbours);
  wire.takeWire(serveWorld, () => guard.isThere(), signal);
  guard.neighbours.listen((end) => serve(end, guard, gesture, signal, null), signal);
}

/**
 * Answers the one at the other end of a wire: the world, for which other frames are asked as well, or
 * one of these.
 */
function serve(
  end: Element,
  guard: Guard,
  gesture: Gesture,
  signal: AbortSignal,
  neighbours: Neighbours | null,
): void {
  const held = new Map<string, Save>();
  const on = (type: string, answer: (event: Event) => boolean | undefined) =>
    end.addEventListener(type, (event) => answer(event) && event.preventDefault(), { signal });
  const say = (type: string, detail: string | number) =>
    end.dispatchEvent(new CustomEvent(type, { detail }));
  const saveOf = (id: string, notes: readonly Note[]): Save => {
    const settle = (type: string) => {
      if (held.delete(id)) say(type, id);
    };
    const save = { notes, go: () => settle(wire.GO), fail: () => settle(wire.FAIL) };
    held.set(id, save);
    return save;
  };

  /** True when it is held, here or in another frame. */
  const holds = ({ id, address, body }: Sent): boolean => {
    const { notes, isStale } = carriedBy(body, guard);
    if (isStale) return failSoon(saveOf(id, []));
    if (!notes.length) {
      const go = () => {
        // A third frame may have something to ask as well.
        if (!holds({ id, address, body })) say(wire.GO, id);
      };
      return neighbours?.holdBody(body, { go, fail: () => say(wire.FAIL, id) }) ?? false;
    }
    const save = saveOf(id, notes);
    // Where a note has left the page, no chip tells that it was not saved.
    const isLost = notes.some(({ field }) => !field.element.isConnected);
    if (gesture.isRecent || isLost) guard.ask(save);
    else guard.autosaves.add(save, address);
    return true;
  };

  on(wire.ANY, () => isSuspicious(guard) || neighbours?.any());
  on(wire.BODY, (event) => holds(sentBy(event)));
  on(wire.SYNC, (event) => {
    const { notes, isStale } = carriedBy(sentBy(event).body, guard);
    if (notes.length) guard.ask({ notes, go() {}, fail() {} });
    return notes.length > 0 || isStale;
  });
  on(wire.FORM, (event) => {
    const { relatedTarget, detail } = event as MouseEvent;
    const notes = guard.doubtful(notesSentBy(relatedTarget, guard, neighbours === null));
    const id = String(detail);
    if (notes.length) guard.ask(saveOf(id, notes));
    const other = { go: () => say(wire.GO, id), fail: () => say(wire.FAIL, id) };
    return notes.length > 0 || neighbours?.holdAll(relatedTarget as Element, other);
  });
  on(wire.DROP, (event) => {
    const { detail } = event as CustomEvent<string>;
    const save = held.get(detail);
    held.delete(detail);
    if (save) guard.autosaves.drop(save);
    return false;
  });
  if (!neighbours) {
    on(wire.PRESSED, () => {
      gesture.happened();
      return false;
    });
  }
  on(wire.THERE, () => {
    guard.autosaves.look();
    neighbours?.look();
    return guard.isThere();
  });
  guard.onQuestion((isOpen) => say(wire.WATCH, isOpen ? 1 : 0), signal);
  signal.addEventListener('abort', () => {
    for (const save of [...held.values()]) save.fail();
  });
}

interface Sent {
  id: string;
  address: string;
  /** With the address before it. */
  body: string;
}

function sentBy(event: Event): Sent {
  const { detail } = event as CustomEvent<string>;
  const afterId = detail.indexOf(PART);
  const body = detail.slice(afterId + 1);
  return { id: detail.slice(0, afterId), address: body.slice(0, body.indexOf(PART)), body };
}

/** A save that carries an old text: the tool shall send the present one. */
function failSoon(save: Save): true {
  queueMicrotask(save.fail);
  return true;
}

/** True when there is a note whose text asks now, or has asked a moment ago. */
const isSuspicious = (guard: Guard): boolean =>
  candidatesOf(guard).some((note) => isSuspect(note, guard));

/** All those notes. */
const suspectsOf = (guard: Guard): Note[] =>
  candidatesOf(guard).filter((note) => isSuspect(note, guard));

function candidatesOf(guard: Guard): readonly Note[] {
  const { notes, isLetting } = guard;
  return notes && !isLetting && guard.isThere() ? notes.sendable() : [];
}

function isSuspect(note: Note, guard: Guard): boolean {
  const asks = guard.hasQuestion(note);
  // Those in `lately` asked while they could be edited; a tool may lock its field before it saves.
  return note.lately.length > 0 || (asks && note.field.editable());
}

/** The notes that ask and that a body carries; `isStale` when it carries only what one has said before. */
function carriedBy(body: string, guard: Guard): { notes: Note[]; isStale: boolean } {
  const notes: Note[] = [];
  let isStale = false;
  for (const note of suspectsOf(guard)) {
    const text = note.field.read();
    const asks = guard.hasQuestion(note);
    if (asks && carries(body, soughtIn(askingLines(text, note.findings)))) notes.push(note);
    else if (carries(body, soughtIn(note.lately)) && !carries(body, soughtIn([text]))) {
      if (asks) notes.push(note);
      else isStale = true;
    }
  }
  return { notes, isStale: isStale && !notes.length };
}

/** What has been made ready to be looked for: the same lines are looked for in every request. */
let ready = new Map<string, Sought | null>();
const MOST_READY = 100;

function soughtIn(texts: readonly string[]): Sought[] {
  if (ready.size > MOST_READY) ready = new Map();
  return texts.flatMap((text) => {
    const sought = ready.get(text) ?? soughtFrom(text);
    ready.set(text, sought);
    return sought ?? [];
  });
}

/**
 * The notes that a form sends, or all that a shadow root holds where only its host can be named. Of
 * another frame's element, all that stand in it; of none, all.
 */
function notesSentBy(target: EventTarget | null, guard: Guard, isNeighbours: boolean): Note[] {
  if (isNeighbours) return isIn(target) ? (guard.notes?.all() ?? []) : [];
  if (target instanceof HTMLFormElement) return guard.inForm(target);
  const all = guard.notes?.all() ?? [];
  return all.filter(({ field }) => {
    const root = formOf(field.element)?.getRootNode();
    return root instanceof ShadowRoot && outermostHost(root) === target;
  });
}

/** True when this frame stands in an element of another. */
const isIn = (target: EventTarget | null): boolean =>
  target === null ||
  framesAround().some((frame) => aroundOf(frame).some((element) => element === target));

function outermostHost(root: ShadowRoot): Element {
  const around = root.host.getRootNode();
  return around instanceof ShadowRoot ? outermostHost(around) : root.host;
}
