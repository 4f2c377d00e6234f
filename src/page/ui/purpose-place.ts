import type { Box } from '../fields/field.ts';
import { Room } from './room.ts';

/**
 * How the line about a field stands there: beside it, over nothing of the page; as a small sign, where
 * there is no room for that or it is folded away; or over the page, when somebody has asked for it
 * although there is no room.
 */
export type Form = 'line' | 'sign' | 'over';

export interface Placed {
  form: Form;
  place: Box;
}

/** Between the line and its field (pages draw a ring around it), and the edge of the window, in CSS pixels. */
const GAP = 6;
const EDGE = 4;
/** Room for the chip at the lower right corner of the field: of its width, and of its height below. */
const CHIP = { across: 48, down: 14 };
/** It is written on no more lines than this, and none is narrower, in CSS pixels. */
const LINES = 3;
const NARROW = 150;
/** Between these it is read with ease, in CSS pixels. */
const READ = 320;
const WIDE = 520;
/** What is lost where a line is broken at words, of its width. */
const RAGGED = 1.12;
/** The name of a field mostly stands above it: so far up it may be stepped over, in CSS pixels. */
const NAMES = [20, 28, 36, 44];

/**
 * Finds the place for the line about a field and gives it that form, in its attributes and its width.
 * Null when there is none. It is drawn nowhere else meanwhile. Boxes are in CSS pixels of the viewport.
 * @param own the line, with all it says in it
 * @param field the field in the outermost page, or the frame around it
 * @param at what is to be seen of the field
 * @param caretTop where what is written now stands, when that is known
 */
export function placePurpose(
  own: HTMLElement,
  field: Element,
  at: Box,
  wanted: { isFolded: boolean; isAsked: boolean },
  caretTop: () => number | null,
): Placed | null {
  const { style, ownerDocument } = own;
  const { clientWidth } = ownerDocument.documentElement;
  // Out of the way, while it is looked what lies there.
  style.visibility = 'hidden';
  style.left = style.top = '0';
  const room = new Room(ownerDocument, field);

  if (!wanted.isFolded) {
    for (const { width, isNameless, ...size } of sizesOf(own, at, clientWidth)) {
      const place = room.free(besideField(at, { ...size, width }, clientWidth));
      if (!place) continue;
      lay(own, 'line', width, isNameless);
      return { form: 'line', place };
    }
    if (wanted.isAsked) {
      const width = Math.max(READ, Math.min(WIDE, at.width));
      const size = lay(own, 'over', Math.min(width, clientWidth - 2 * EDGE));
      const places = [...besideField(at, size, clientWidth), ...inField(at, size, caretTop())];
      const place = room.best(places);
      return place && { form: 'over', place };
    }
  }
  const size = lay(own, 'sign', clientWidth);
  // Where there is no room for it either it stands on a corner of the field, as the chip does.
  const place = room.free(besideSign(at, size)) ?? room.best(onCorners(at, size));
  return place && { form: 'sign', place };
}

interface Size {
  width: number;
  height: number;
  /** How many it is written on. */
  lines: number;
  isNameless: boolean;
}

/** Gives the line a form, at most so wide, and tells how large it is then. */
function lay(own: HTMLElement, form: Form, width: number, isNameless = false): Size {
  own.dataset.form = form;
  own.classList.toggle('nameless', isNameless);
  own.style.maxWidth = `${width + 0.1}px`;
  const { width: wide, height } = own.getBoundingClientRect();
  const words = wordsOf(own);
  // Not shown in a sign.
  const lines = words.clientHeight / Number.parseFloat(getComputedStyle(words).lineHeight);
  return { width: wide, height, lines: Math.floor(lines), isNameless };
}

const wordsOf = (own: HTMLElement) => own.querySelector('span') as HTMLElement;

/**
 * The sizes in which the line can be read: on one line, on two, on three, as wide as its field; and
 * without the name of the field, which the page has beside it too.
 */
function sizesOf(own: HTMLElement, at: Box, windowWidth: number): Size[] {
  const most = windowWidth - 2 * EDGE;
  const sizes = [false, true].flatMap((isNameless) => {
    const whole = lay(own, 'line', most, isNameless);
    const rest = whole.width - wordsOf(own).clientWidth;
    own.dataset.unbroken = '';
    const unbroken = wordsOf(own).scrollWidth;
    delete own.dataset.unbroken;
    const shares = [2, 3].map((lines) => (unbroken * RAGGED) / lines + rest);
    const widths = [...shares, at.width];
    const narrower = widths.filter((width) => NARROW <= width && width < whole.width);
    return [whole, ...narrower.map((width) => lay(own, 'line', width, isNameless))];
  });
  return sizes
    .filter(({ lines }) => lines <= LINES)
    .sort((a, b) => a.lines - b.lines || Number(a.isNameless) - Number(b.isNameless));
}

/**
 * Below and above a field, at its left, its right and between, and at its sides; inside the window as far
 * as it goes. The name of a field mostly stands above its left, its button below.
 */
function besideField(
  at: Box,
  { width, height }: Pick<Size, 'width' | 'height'>,
  windowWidth: number,
): Box[] {
  const [right, bottom] = [at.left + at.width, at.top + at.height];
  const below = bottom + (width > at.width - CHIP.across ? CHIP.down : GAP);
  const above = at.top - height - GAP;
  const inside = (left: number) => Math.max(EDGE, Math.min(left, windowWidth - width - EDGE));
  const [start, end] = [inside(at.left), inside(right - width)];
  const middle = (start + end) / 2;
  const under = bottom + CHIP.down;
  const sides = [at.top, bottom - height, bottom - height / 2].flatMap((top) => [
    // There a field of one line has its chip.
    [right + CHIP.across, top] as const,
    [at.left - width - GAP, top] as const,
  ]);
  const corners = [
    [start, below],
    [end, above],
    [start, above],
    [end, under],
    ...sides,
    [middle, above],
    [middle, under],
    ...NAMES.map((name) => [start, above - name] as const),
  ] as const;
  return corners.map(([left, top]) => ({ left, top, width, height }));
}

/** In a field that leaves no room around it: at the end where nobody writes just now. */
function inField(
  at: Box,
  { width, height }: Pick<Size, 'width' | 'height'>,
  caretTop: number | null,
): Box[] {
  const left = at.left + at.width - width - GAP;
  const isLow = caretTop !== null && caretTop > at.top + at.height / 2;
  const top = isLow ? at.top + GAP : at.top + at.height - height - GAP;
  return [{ left: Math.max(EDGE, left), top: Math.max(EDGE, top), width, height }];
}

/** Where the sign stands: above the end of the field, beside the name that pages have above its start; or around. */
function besideSign(at: Box, { width, height }: Pick<Size, 'width' | 'height'>): Box[] {
  const [right, bottom] = [at.left + at.width, at.top + at.height];
  const corners = [
    [right - width, at.top - height - GAP],
    [right + GAP, at.top],
    [at.left - width - GAP, at.top],
    [at.left, bottom + GAP],
    [right - width, bottom + CHIP.down],
    [right + CHIP.across, at.top],
  ] as const;
  return corners.map(([left, top]) => ({ left, top, width, height }));
}

/** Half over the field and half beside it. */
function onCorners(at: Box, { width, height }: Pick<Size, 'width' | 'height'>): Box[] {
  const [right, bottom] = [at.left + at.width, at.top + at.height];
  const corners = [
    [right - width, at.top - height / 2],
    [right - width / 2, at.top],
    [at.left, bottom - height / 2],
    [right - width, at.top],
  ] as const;
  return corners.map(([left, top]) => ({ left, top, width, height }));
}
