import type { Box } from '../fields/field.ts';

/** Between words and what is opened beside them, in CSS pixels. */
const GAP = 6;
/** Between that and the edge of the window. */
const EDGE = 8;
/** A panel is cut, and scrolls, rather than lie over the words; but not lower than this. */
const LEAST = 160;

/** So wide a panel may be in a window, beside its scroll bar (which CSS counts in): no page scrolls for it. */
export const widest = (clientWidth: number): number => clientWidth - 2 * EDGE;

export interface Size {
  width: number;
  height: number;
}

/** Where a panel stands, and how high it may be. */
export interface Placed {
  left: number;
  top: number;
  maxHeight: number;
}

/**
 * A place for a panel beside some words: below them, above them, or to a side of them, inside the window.
 * It lies over nothing of `clear` (the caret's line) while there is room for it, if need be a lower panel,
 * and over nothing of `spare` (the button that was pressed) while there is another place.
 */
export function placeBeside(
  words: readonly Box[],
  panel: Size,
  window: Size,
  clear: readonly Box[],
  spare: readonly Box[] = [],
): Placed {
  const held = [...words, ...clear];
  const [own, all] = [union(words), union(held)];
  const last = words.at(-1) ?? own;
  const most = window.height - 2 * EDGE;
  const height = Math.min(panel.height, most);
  const rightmost = window.width - EDGE - panel.width;
  /** Below or above something, moved to stay in the window, or aside of the button that is there. */
  const stacked = ({ top, height: size }: Box) =>
    [top + size + GAP, top - GAP - height].flatMap((top) =>
      [
        last.left,
        ...spare.flatMap((box) => [box.left - GAP - panel.width, box.left + box.width + GAP]),
      ].map((left) => ({ left: Math.max(EDGE, Math.min(left, rightmost)), top })),
    );
  const beside = Math.max(EDGE, Math.min(own.top, window.height - EDGE - height));
  const places = [
    ...stacked(own),
    { left: own.left + own.width + GAP, top: beside },
    { left: own.left - GAP - panel.width, top: beside },
    ...stacked(all),
  ];
  const fitting = places.filter(
    (place) => isInside({ ...place, width: panel.width, height }, window) && isFree(place, held),
  );
  const place = fitting.find((one) => isFree(one, spare)) ?? fitting[0];
  if (place) return { ...place, maxHeight: most };

  const below = all.top + all.height + GAP;
  const [roomBelow, roomAbove] = [window.height - EDGE - below, all.top - GAP - EDGE];
  const room = Math.max(roomBelow, roomAbove);
  const left = Math.max(EDGE, Math.min(last.left, rightmost));
  if (room < LEAST) {
    const top = Math.max(EDGE, Math.min(below, window.height - EDGE - height));
    return { left, top, maxHeight: most };
  }
  return { left, top: roomBelow >= roomAbove ? below : EDGE, maxHeight: room };

  function isFree(place: { left: number; top: number }, boxes: readonly Box[]): boolean {
    return !boxes.some((box) => overlap({ ...place, width: panel.width, height }, box));
  }
}

const overlap = (a: Box, b: Box) =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;

const isInside = ({ left, top, width, height }: Box, window: Size) =>
  left >= EDGE &&
  top >= EDGE &&
  left + width <= window.width - EDGE &&
  top + height <= window.height - EDGE;

function union(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}
