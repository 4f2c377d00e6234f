/**
 * How the two halves of the guard talk: the content script, which knows policy and notes, and the
 * script in the page's own world (world/), which sees what the page's scripts send. They share an
 * element that stands in no page, handed over before any script of the page runs, and speak by
 * synchronous events on it, so that a page has nothing to listen to.
 *
 * What is said is no more than is needed: the world knows no policy and no finding, only whether
 * something has to wait. Whoever changes what is said counts the number up: after an update of the
 * extension an old half may meet a new one, and must not understand it.
 */
const VERSION = 1;

/** On the document, as `relatedTarget`: the wire. */
export const OFFER = `saklig-offer-${VERSION}`;
/** On the document: the content script is there, and has no wire. */
export const WANTED = `saklig-wanted-${VERSION}`;
/** Where the content script keeps its wire for the one that comes after it. */
export const KEPT = `sakligWire${VERSION}` as const;

/** What the world says. Those marked with * are answered by `preventDefault`: yes. */
export const ANY = 'any'; // * Is there a note that asks?
export const BODY = 'body'; // * `detail`: id, PART, address, PART, body. Is it held?
export const SYNC = 'sync'; // * The same of a request that cannot wait. Does it fail?
export const FORM = 'form'; // * `relatedTarget`: a form a script sends, or the host of its tree; `detail`: id.
export const DROP = 'drop'; // `detail`: id of what the page has aborted.
export const THERE = 'there'; // * Is somebody there?
export const PRESSED = 'pressed'; // Only other frames: the teacher has just pressed something there.

/** What the content script says. */
export const TAKEN = 'taken'; // The wire is in use.
export const GO = 'go'; // `detail`: id of what is carried out now.
export const FAIL = 'fail'; // `detail`: id of what fails now.
export const WATCH = 'watch'; // `detail`: 1 while a question is open, 0 after it.
export const PRESS = 'press'; // `relatedTarget`: a link that the page's world has to press.

declare global {
  var sakligWire1: Element | undefined;
}

/**
 * Takes the wire that the world offers, now or later, or the one that an older content script of this
 * page has left. `serve` is called once. `isThere` is false for one whose extension is gone: in Chromium it
 * stands in the page still, and leaves what is offered to the one that takes its place.
 */
export function takeWire(
  serve: (wire: Element) => void,
  isThere: () => boolean,
  signal: AbortSignal,
): void {
  const onOffer = (event: Event) => {
    if (!isThere()) return;
    if (!('relatedTarget' in event) || !(event.relatedTarget instanceof Element)) return;
    // Also when it is refused: a second script in the page's world has nothing to do.
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!globalThis[KEPT]) take(event.relatedTarget);
  };
  const take = (wire: Element) => {
    globalThis[KEPT] = wire;
    serve(wire);
    wire.dispatchEvent(new Event(TAKEN));
  };
  document.addEventListener(OFFER, onOffer, { capture: true, signal });
  const kept = globalThis[KEPT];
  if (kept) take(kept);
  else document.dispatchEvent(new Event(WANTED));
}

/**
 * Presses a link as the page itself would: browsers judge a script in an address (`javascript:…`) by
 * the rules for the one that pressed it, and ours forbid it. False when no world is there.
 */
export function pressInWorld(link: Element): boolean {
  const press = new MouseEvent(PRESS, { relatedTarget: link, cancelable: true });
  return globalThis[KEPT]?.dispatchEvent(press) === false;
}
