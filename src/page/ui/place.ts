import type { Box } from '../fields/field.ts';

/** Between words and what is opened beside them, in CSS pixels. */
const GAP = 6;
/** Between that and the edge of the window. */
const EDGE = 8;
/** A panel is cut, and scrolls, rather than lie over the words; but not lower than this. */
const LEAST = 160;

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
  const all = union(held);
  const last = words.at(-1) ?? all;
  const most = window.height - 2 * EDGE;
  const height = Math.min(panel.height, most);
  const [bottom, right] = [all.top + all.height, all.left + all.width];
  const [below, above] = [bottom + GAP, all.top - GAP - height];
  const beside = Math.max(EDGE, Math.min(all.top, window.height - EDGE - height));
  /** Where it can stand without the button under it, when it stands where that is. */
  const aside = spare.flatMap((box) => [box.left - GAP - panel.width, box.left + box.width + GAP]);
  const places = [
    ...[last.left, ...aside].map((left) => ({ left, top: below })),
    ...[last.left, ...aside].map((left) => ({ left, top: above })),
    { left: right + GAP, top: beside },
    { left: all.left - GAP - panel.width, top: beside },
  ].map((place, i) => {
    // Above and below it may be moved to stay in the window.
    const isStacked = i < 2 + 2 * aside.length;
    const most = window.width - EDGE - panel.width;
    return isStacked ? { ...place, left: Math.max(EDGE, Math.min(place.left, most)) } : place;
  });
  const fitting = places.filter(
    (place) => isInside({ ...place, width: panel.width, height }, window) && isFree(place, held),
  );
  const place = fitting.find((one) => isFree(one, spare)) ?? fitting[0];
  if (place) return { ...place, maxHeight: most };

  const [roomBelow, roomAbove] = [window.height - EDGE - below, all.top - GAP - EDGE];
  const room = Math.max(roomBelow, roomAbove);
  const left = Math.max(EDGE, Math.min(last.left, window.width - EDGE - panel.width));
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
