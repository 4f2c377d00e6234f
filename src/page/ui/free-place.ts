import { OWN } from '../alive.ts';
import type { Box } from '../fields/field.ts';
import { aroundOf, elementAt } from '../tree.ts';

/** How many points of a place are looked at: so many across, at a third and two thirds of its height. */
const ACROSS = 10;

/** What people aim at, or read the name of a field in. */
const PRESSED = 'button, a[href], label, legend, summary, [role=button], [role=link], [role=tab]';
const ENTERED = 'input, select, textarea, iframe, [contenteditable]:not([contenteditable=false])';
const PICTURES = 'img, svg, canvas, video, picture, object';

/**
 * Of some places for something of ours beside a field, the first that lies over nothing of the page; or
 * the one that lies over the least. Null when none is in the window. Boxes are in CSS pixels of the
 * viewport of `document`; `field` is the field there, or the frame around it.
 */
export function freePlace(document: Document, field: Element, places: readonly Box[]): Box | null {
  const { clientWidth, clientHeight } = document.documentElement;
  const around = new Set(aroundOf(field));
  let best: { place: Box; cost: number } | null = null;
  for (const place of places) {
    const { left, top, width, height } = place;
    if (left < 0 || top < 0 || left + width > clientWidth || top + height > clientHeight) continue;
    const cost = costOf(document, place, field, around);
    if (cost === 0) return place;
    if (!best || cost < best.cost) best = { place, cost };
  }
  return best?.place ?? null;
}

function costOf(document: Document, place: Box, field: Element, around: Set<Element>): number {
  let cost = 0;
  for (let i = 0; i < ACROSS * 2; i++) {
    const x = place.left + (place.width * ((i % ACROSS) + 0.5)) / ACROSS;
    const y = place.top + (place.height * (i < ACROSS ? 1 : 2)) / 3;
    cost += costAt(document, x, y, field, around);
  }
  return cost;
}

/** What it costs to cover a point: nothing where only the ground of the page is. */
function costAt(
  document: Document,
  x: number,
  y: number,
  field: Element,
  around: Set<Element>,
): number {
  const over = elementAt(document, x, y);
  if (!over) return 0;
  const chain = aroundOf(over);
  if (chain.some(({ localName }) => localName === OWN)) return 0;
  // The note itself, and the caret in it.
  if (chain.includes(field)) return 100;
  if (!around.has(over)) {
    const inner = chain.filter((one) => !around.has(one));
    if (inner.some((one) => one.matches(PRESSED))) return 5;
    if (inner.some((one) => one.matches(ENTERED))) return 2;
    if (inner.some((one) => one.matches(PICTURES))) return 1;
  }
  return hasTextAt(over, x, y) ? 3 : 0;
}

/** True when letters of an element's own stand at a point. */
function hasTextAt(element: Element, x: number, y: number): boolean {
  const range = element.ownerDocument.createRange();
  return [...element.childNodes].some((node) => {
    if (node.nodeType !== Node.TEXT_NODE || !node.nodeValue?.trim()) return false;
    range.selectNodeContents(node);
    return [...range.getClientRects()].some(
      (r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom,
    );
  });
}
