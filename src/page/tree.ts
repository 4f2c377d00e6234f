import { OWN } from './alive.ts';
import { browser } from './browser.ts';

/** A tree of elements: the document's, or that behind a shadow root. */
export type Root = Document | ShadowRoot;

/** What browsers give extensions to look behind shadow roots with, closed ones too. */
declare global {
  interface Element {
    /** Firefox. */
    readonly openOrClosedShadowRoot?: ShadowRoot | null;
  }
}
const { dom } = browser as unknown as {
  /** Chromium. */
  dom?: { openOrClosedShadowRoot(element: Element): ShadowRoot | null };
};

/**
 * Elements that may hold a shadow root (DOM standard), beside the body and those that pages define
 * themselves: those first that pages hold least in.
 */
export const HOLDERS =
  'h1 h2 h3 h4 h5 h6 p footer header blockquote article section aside main nav div span'.split(' ');
const holders = new Set([...HOLDERS, 'body']);

/** The shadow root of an element, open or closed; null when it has none. */
export function shadowOf(element: Element): ShadowRoot | null {
  const { localName } = element;
  // To ask the browser takes its time, and is done on every key and for every element of a page.
  if (!holders.has(localName) && !localName.includes('-')) return null;
  try {
    if (dom && 'innerText' in element) return dom.openOrClosedShadowRoot(element);
  } catch {
    // The extension is gone: what is open can be seen all the same.
  }
  return element.openOrClosedShadowRoot ?? element.shadowRoot;
}

/** A document or shadow root and all shadow roots in it, nested ones too. Looks at every element. */
export function rootsIn(root: Root): Root[] {
  const roots: Root[] = [root];
  for (const element of root.querySelectorAll('*')) {
    const shadow = shadowOf(element);
    if (shadow) roots.push(...rootsIn(shadow));
  }
  return roots;
}

/**
 * The element that has the focus, also behind shadow roots; null when it is only the body, which has it
 * while nothing else has. To ask whether that is edited would have the browser lay out half a page.
 */
export function activeIn({ activeElement }: Document): Element | null {
  const active = activeElement && innermost(activeElement, (shadow) => shadow.activeElement);
  return active && active.localName === 'body' && !isWritten(active) ? null : active;
}

/** True of a body that is rich text as a whole, as editors have it in their frames. */
const isWritten = (body: Element) =>
  body.ownerDocument.designMode === 'on' || body.closest('[contenteditable]') !== null;

/**
 * The element that an event is about, and those around it, innermost first. The event itself tells of
 * no element behind a closed shadow root: there it is the one at the pointer, or with the focus.
 */
export function pathOf(event: Event): Element[] {
  const [target] = event.composedPath();
  if (!target || !('tagName' in target)) return [];
  // A click by key or script has no place of its own.
  const { clientX: x = 0, clientY: y = 0 } = event as Partial<MouseEvent>;
  const inside = (shadow: ShadowRoot) =>
    x || y ? shadow.elementFromPoint(x, y) : shadow.activeElement;
  return aroundOf(innermost(target as Element, inside));
}

/** From an element as far in as it goes; `insideOf` tells which element of a shadow root is meant. */
function innermost(outer: Element, insideOf: (shadow: ShadowRoot) => Element | null): Element {
  let element = outer;
  for (let shadow = shadowOf(element); shadow; shadow = shadowOf(element)) {
    const inside = insideOf(shadow);
    // The point may lie on the host itself, or on what it shows of its own children: then the browser
    // gives an element of the tree around.
    if (!inside || inside.getRootNode() !== shadow) break;
    element = inside;
  }
  return element;
}

/** An element and those around it, innermost first, out of shadow roots into what holds them. */
export function aroundOf(element: Element): Element[] {
  const around: Element[] = [];
  for (let one: Element | null = element; one; one = parentOf(one)) around.push(one);
  return around;
}

/**
 * The uppermost element of the page at a point of the viewport (CSS pixels), also behind shadow roots.
 * What is ours covers nothing: what lies below it is looked for.
 */
export function elementAt(document: Document, x: number, y: number): Element | null {
  const isOurs = (element: Element) => aroundOf(element).some(({ localName }) => localName === OWN);
  const inside = (outer: Element) => innermost(outer, (shadow) => shadow.elementFromPoint(x, y));
  const first = document.elementFromPoint(x, y);
  const over = first && inside(first);
  if (!over || !isOurs(over)) return over;
  // To ask for all takes a browser longer.
  return (
    document
      .elementsFromPoint(x, y)
      .map(inside)
      .find((one) => !isOurs(one)) ?? null
  );
}

/** What an element stands in as it is laid out: its slot, its parent, or the host of its tree. */
export function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  const root = element.getRootNode();
  // Elements of another frame are no instances of this one's classes.
  return element.parentElement ?? ('host' in root ? (root as ShadowRoot).host : null);
}
