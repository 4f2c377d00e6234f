import { parentOf } from '../tree.ts';
import type { Box } from './field.ts';

/**
 * The part of a box that the page lets through: cut to every container around the element that
 * clips its content. Null when nothing is left, or the element is not to be seen.
 */
export function throughContainers(element: Element, box: Box): Box | null {
  if (getComputedStyle(element).visibility !== 'visible') return null;
  let seen: Box | null = box;
  let position = getComputedStyle(element).position;
  for (let around = parentOf(element); around && seen; around = parentOf(around)) {
    const style = getComputedStyle(around);
    const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    // What is fixed hangs from the window, not from the containers around it.
    if (position === 'fixed') break;
    if (
      clips &&
      around !== around.ownerDocument.body &&
      around !== around.ownerDocument.documentElement
    ) {
      seen = cut(seen, innerBox(around));
    }
    position = style.position;
  }
  return seen;
}

/** What two boxes share; null when that is nothing. */
export function cut(box: Box, frame: Box): Box | null {
  const left = Math.max(box.left, frame.left);
  const top = Math.max(box.top, frame.top);
  const right = Math.min(box.left + box.width, frame.left + frame.width);
  const bottom = Math.min(box.top + box.height, frame.top + frame.height);
  return right > left && bottom > top
    ? { left, top, width: right - left, height: bottom - top }
    : null;
}

/** The box inside an element's borders and scrollbars, in CSS pixels of the viewport. */
export function innerBox(element: Element): Box {
  const rect = element.getBoundingClientRect();
  // Elements of a frame around this one are no instances of this one's classes.
  const html = 'offsetWidth' in element ? (element as HTMLElement) : null;
  const across = html?.offsetWidth ? rect.width / html.offsetWidth : 1;
  const down = html?.offsetHeight ? rect.height / html.offsetHeight : 1;
  return {
    left: rect.left + element.clientLeft * across,
    top: rect.top + element.clientTop * down,
    width: element.clientWidth * across,
    height: element.clientHeight * down,
  };
}

/** A line's box cut to the frame, while its lower part, where the mark is drawn, is in view. */
export function inView(box: Box, frame: Box): Box | null {
  const foot = { ...box, top: box.top + box.height - 2, height: 2 };
  const shown = cut(foot, { ...frame, height: frame.height + 2 });
  return shown && { ...box, left: shown.left, width: shown.width };
}
