import type { Box } from '../fields/field.ts';
import { framesAround } from '../frames.ts';
import type { Note } from '../notes.ts';
import { type Covered, isCovered } from './covered.ts';
import { outward } from './outward.ts';
import { Room } from './room.ts';

/** Where a chip stands, in CSS pixels of the outermost page's viewport. */
export interface Place {
  /** Its right edge; or its left one, when it grows to the right. */
  x: number;
  /** Its middle. */
  y: number;
  /** The side to which it becomes longer. */
  grows: 'left' | 'right';
}

/** As wide as a chip with a number is about, and one that says what is not saved, in CSS pixels. */
const COUNT = 32;
const UNSAVED = 200;
/** As high as it is, and under a finger, where it is as wide. */
const HEIGHT = 24;
const TALL = 44;
/** Between a field of one line and its chip; pages draw a ring around what has the focus. */
const GAP = 5;
/** A field that is higher than this has more than one line, in CSS pixels. */
const LOW = 60;

/** Where the chips of low fields stand, from the left and top of their field, while that has one size. */
const places = new WeakMap<Note, { key: string; place: Place }>();

/**
 * Where a note's chip stands; null when that is not to be seen. It stands on the lower right corner of
 * its field. In a field of one line there are words: that has it beside, where it lies over least.
 */
export function chipPlace(
  note: Note,
  isUnsaved: boolean,
  covered: Covered = isCovered,
): Place | null {
  const { element } = note.field;
  const seen = note.field.frame();
  // What is not laid out has no size.
  if (!seen?.width || !seen.height) return null;
  const frame = outward(seen);
  if (!frame || isHidden(element, seen, covered)) return null;
  const { left, top, width, height } = frame;
  const corner: Place = { x: left + width - 6, y: top + height, grows: 'left' };
  if (height > LOW) return corner;
  const { documentElement } = (framesAround().at(-1) ?? element).ownerDocument;
  const { clientWidth, clientHeight } = documentElement;
  const key = [width, height, clientWidth, clientHeight, isUnsaved].join();
  const known = places.get(note);
  if (known?.key === key) {
    const { x, y, grows } = known.place;
    const place = { x: left + x, y: top + y, grows };
    const box = chipBox(place, isUnsaved);
    const isIn = box.left >= 0 && box.left + box.width <= clientWidth;
    if (isIn && box.top >= 0 && box.top + box.height <= clientHeight) return place;
  }
  const beside = isOneLine(element) ? placeBeside(element, frame, isUnsaved) : corner;
  const place = beside ?? corner;
  // While the field is scrolled into the window there may be a better one yet.
  const isWhole = top >= 0 && top + height <= clientHeight && left >= 0;
  if (beside && isWhole)
    places.set(note, { key, place: { ...place, x: place.x - left, y: place.y - top } });
  return place;
}

/** The box of a chip at its place, as large as it is about. */
export function chipBox({ x, y, grows }: Place, isUnsaved: boolean): Box {
  const isTouched = matchMedia('(pointer: coarse)').matches;
  const width = isUnsaved ? UNSAVED : isTouched ? TALL : COUNT;
  const height = isTouched ? TALL : HEIGHT;
  return { left: grows === 'left' ? x - width : x, top: y - height / 2, width, height };
}

/** At the right of a field, above or below its right end, or at its left: where least is covered. */
function placeBeside(element: Element, frame: Box, isUnsaved: boolean): Place | null {
  const outer = framesAround().at(-1) ?? element;
  const { left, top, width, height } = frame;
  const [right, middle] = [left + width, top + height / 2];
  const { height: own } = chipBox({ x: 0, y: 0, grows: 'left' }, isUnsaved);
  const beside: Place[] = [
    { x: right + GAP, y: middle, grows: 'right' },
    { x: right - GAP, y: top - GAP - own / 2, grows: 'left' },
    { x: right - GAP, y: top + height + GAP + own / 2, grows: 'left' },
    { x: left - GAP, y: middle, grows: 'left' },
  ];
  const boxes = beside.map((place) => chipBox(place, isUnsaved));
  const best = new Room(outer.ownerDocument, outer).best(boxes);
  return beside[boxes.indexOf(best as Box)] ?? null;
}

/** True when what is written in an element stands on one line, and has no room for more. */
function isOneLine(element: Element): boolean {
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) return true;
  const { paddingTop, paddingBottom, lineHeight, fontSize } = getComputedStyle(element);
  const px = (value: string) => Number.parseFloat(value) || 0;
  const line = px(lineHeight) || px(fontSize) * 1.3;
  return element.clientHeight - px(paddingTop) - px(paddingBottom) < 1.7 * line;
}

/** True when the corner that a chip stands at and the middle lie under something of the page. */
const isHidden = (element: Element, { left, top, width, height }: Box, covered: Covered): boolean =>
  [
    { left: left + width - 4, top: top + height - 4, width: 4, height: 4 },
    { left, top, width, height: height / 2 },
  ].every((box) => covered(element, box));
