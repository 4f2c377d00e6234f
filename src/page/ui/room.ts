import type { Box } from '../fields/field.ts';
import { aroundOf, elementAt } from '../tree.ts';

/** A place is looked at in points so far from each other, across and down, in CSS pixels. */
const STEP = 20;
const ROW = 12;
/** So far inside of its edges its outermost points lie. */
const INSET = 1;

/** What people aim at, what they enter something in, and what names these. */
const PRESSED = 'button, a[href], summary, select, [role=button], [role=link], [role=tab]';
const ENTERED = 'input, textarea, iframe, [contenteditable]:not([contenteditable=false])';
const NAMES = 'label, legend, th, caption, [role=columnheader], [role=rowheader]';
const PICTURES = 'img, svg, canvas, video, object';

/** What it costs to cover a point of each: its own note never, an empty field beside it hardly anything. */
const COSTS = {
  note: 100,
  own: 50,
  pressed: 5,
  name: 5,
  text: 3,
  written: 2,
  picture: 1,
  empty: 0.005,
};

/**
 * The room around a field for something of ours, as the page stands now. Boxes are in CSS pixels of the
 * viewport; `field` is the field in `document`, or the frame around it.
 */
export class Room {
  readonly #document: Document;
  readonly #field: Element;
  readonly #around: ReadonlySet<Element>;
  readonly #names: readonly Element[];
  readonly #kinds = new Map<Element, Kind>();
  /** What was asked about, each point once. */
  readonly #known = new Map<string, number>();

  constructor(document: Document, field: Element) {
    this.#document = document;
    this.#field = field;
    this.#around = new Set(aroundOf(field));
    this.#names = namesOf(field);
  }

  /** The first of some places that is in the window and lies over nothing of the page. */
  free(places: readonly Box[]): Box | null {
    const isFree = (place: Box) => {
      for (const cost of this.#costs(place)) if (cost) return false;
      return true;
    };
    return this.#inWindow(places).find(isFree) ?? null;
  }

  /** The first of some places in the window that lies over the least of the page. */
  best(places: readonly Box[]): Box | null {
    let best: { place: Box; cost: number } | null = null;
    for (const place of this.#inWindow(places)) {
      let cost = 0;
      for (const one of this.#costs(place)) cost += one;
      if (cost === 0) return place;
      if (!best || cost < best.cost) best = { place, cost };
    }
    return best?.place ?? null;
  }

  #inWindow(places: readonly Box[]): Box[] {
    const { clientWidth, clientHeight } = this.#document.documentElement;
    return places.filter(
      ({ left, top, width, height }) =>
        left >= 0 && top >= 0 && left + width <= clientWidth && top + height <= clientHeight,
    );
  }

  /** What it costs to cover each point of a place; at its edges first, which are over something first. */
  *#costs({ left, top, width, height }: Box): Generator<number> {
    const [first, last] = [left + INSET, left + width - INSET];
    for (const y of points(top + INSET, top + height - INSET, ROW)) {
      for (const x of [first, last, ...points(first, last, STEP).slice(1, -1)]) {
        const key = `${x} ${y}`;
        const cost = this.#known.get(key) ?? this.#ask(x, y);
        this.#known.set(key, cost);
        yield cost;
      }
    }
  }

  /** What it costs to cover a point: nothing where only the ground of the page is. */
  #ask(x: number, y: number): number {
    const over = elementAt(this.#document, x, y);
    if (!over) return 0;
    const kind = this.#kinds.get(over) ?? this.#kindOf(over);
    this.#kinds.set(over, kind);
    const isText = kind.letters.some(
      (r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom,
    );
    return isText ? kind.text : kind.cost;
  }

  #kindOf(over: Element): Kind {
    const chain = aroundOf(over);
    const only = (cost: number): Kind => ({ cost, text: cost, letters: [] });
    if (chain.includes(this.#field)) return only(COSTS.note);
    const inner = chain.filter((one) => !this.#around.has(one));
    const isIn = (selector: string) => inner.some((one) => one.matches(selector));
    if (isIn(PRESSED)) return only(COSTS.pressed);
    if (isIn(ENTERED)) return only('value' in over && !over.value ? COSTS.empty : COSTS.written);
    const isOwn = this.#names.some((name) => chain.includes(name));
    return {
      cost: isIn(PICTURES) ? COSTS.picture : 0,
      text: isOwn ? COSTS.own : isIn(NAMES) ? COSTS.name : COSTS.text,
      letters: lettersOf(over),
    };
  }
}

/** What it costs to cover an element, and where letters of its own stand. */
interface Kind {
  cost: number;
  text: number;
  letters: readonly DOMRect[];
}

/** From a first to a last one, and those between that are the same for all places. */
function points(first: number, last: number, step: number): number[] {
  const between: number[] = [];
  for (let at = Math.ceil((first + 1) / step) * step; at < last; at += step) between.push(at);
  return [first, ...between, last];
}

/** What the page calls a field with; not where that lies around it. */
function namesOf(field: Element): Element[] {
  const ids = field.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  const root = field.getRootNode() as Document | ShadowRoot;
  const told = ids.flatMap((id) => root.getElementById?.(id) ?? []);
  const { labels } = field as HTMLInputElement;
  return [...told, ...(labels ?? [])].filter((name) => !name.contains(field));
}

/** Where letters of an element's own stand, and not of those in it. */
function lettersOf(element: Element): DOMRect[] {
  const range = element.ownerDocument.createRange();
  return [...element.childNodes].flatMap((node) => {
    if (node.nodeType !== Node.TEXT_NODE || !node.nodeValue?.trim()) return [];
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  });
}
