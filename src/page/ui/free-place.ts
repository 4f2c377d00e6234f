import type { Box } from '../fields/field.ts';
import { aroundOf, elementAt } from '../tree.ts';

/** A place is looked at in points so far from each other, across and down, in CSS pixels. */
const STEP = 20;
const ROW = 10;

/** What people aim at, what they enter something in, and what names these. */
const PRESSED = 'button, a[href], summary, select, [role=button], [role=link], [role=tab]';
const ENTERED = 'input, textarea, iframe, [contenteditable]:not([contenteditable=false])';
const NAMES = 'label, legend, th, caption, [role=columnheader], [role=rowheader]';
const PICTURES = 'img, svg, canvas, video, object';

/** What it costs to cover a point of each: its own note never, an empty field beside it hardly anything. */
const COSTS = { note: 100, pressed: 5, name: 5, text: 3, written: 2, picture: 1, empty: 0.005 };

/** A place for something of ours, and how much of the page it would lie over: 0 for nothing. */
export interface Placed {
  place: Box;
  cost: number;
}

/**
 * Of some places for something of ours beside a field, the first that lies over nothing of the page; or
 * the one that lies over the least. Null when none is in the window. Boxes are in CSS pixels of the
 * viewport of `document`; `field` is the field there, or the frame around it.
 */
export function freePlace(
  document: Document,
  field: Element,
  places: readonly Box[],
): Placed | null {
  const { clientWidth, clientHeight } = document.documentElement;
  const costAt = costsAround(document, field);
  let best: Placed | null = null;
  for (const place of places) {
    const { left, top, width, height } = place;
    const [right, bottom] = [left + width, top + height];
    if (left < 0 || top < 0 || right > clientWidth || bottom > clientHeight) continue;
    let cost = 0;
    for (let y = top + 4; y < bottom; y += ROW) {
      cost += costAt(left + 1, y) + costAt(right - 1, y);
      // The same points for all places, so that each is asked about once.
      for (let x = Math.ceil((left + 1) / STEP) * STEP; x < right; x += STEP) cost += costAt(x, y);
    }
    if (cost === 0) return { place, cost };
    if (!best || cost < best.cost) best = { place, cost };
  }
  return best;
}

/** What it costs to cover a point of the viewport: nothing where only the ground of the page is. */
function costsAround(document: Document, field: Element): (x: number, y: number) => number {
  const around = new Set(aroundOf(field));
  const known = new Map<string, number>();
  const ask = (x: number, y: number) => {
    const over = elementAt(document, x, y);
    if (!over) return 0;
    const chain = aroundOf(over);
    if (chain.includes(field)) return COSTS.note;
    const inner = chain.filter((one) => !around.has(one));
    const isIn = (selector: string) => inner.some((one) => one.matches(selector));
    if (isIn(PRESSED)) return COSTS.pressed;
    if (isIn(ENTERED)) return 'value' in over && !over.value ? COSTS.empty : COSTS.written;
    if (hasTextAt(over, x, y)) return isIn(NAMES) ? COSTS.name : COSTS.text;
    return isIn(PICTURES) ? COSTS.picture : 0;
  };
  return (x, y) => {
    const key = `${x} ${y}`;
    const cost = known.get(key) ?? ask(x, y);
    known.set(key, cost);
    return cost;
  };
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
