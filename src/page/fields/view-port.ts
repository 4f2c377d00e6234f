import { parentOf } from '../tree.ts';
import type { Box } from './field.ts';
import { scaleOf } from './scale.ts';

/**
 * The part of a box that the page lets through: cut to every container around the element that
 * clips its content. Null when nothing is left, or the element is not to be seen.
 */
export function throughContainers(element: Element, box: Box): Box | null {
  const own = getComputedStyle(element);
  if (own.visibility !== 'visible') return null;
  let seen: Box | null = box;
  let { position } = own;
  for (let around = parentOf(element); around && seen; around = parentOf(around)) {
    const style = getComputedStyle(around);
    // What is fixed or absolute hangs from further out, and is not clipped by what is between.
    if (!holds(style, position)) continue;
    if (clips(style) && !isViewport(around)) seen = cut(seen, innerBox(around));
    position = style.position;
  }
  return seen;
}

/** True when an element of a position inside this one hangs from it (CSS: its containing block). */
function holds(style: CSSStyleDeclaration, position: string): boolean {
  if (position !== 'fixed' && position !== 'absolute') return true;
  if (position === 'absolute' && style.position !== 'static') return true;
  const { transform, translate, rotate, scale, perspective, filter, backdropFilter } = style;
  const moved = [transform, translate, rotate, scale, perspective, filter, backdropFilter];
  return (
    moved.some((value) => value !== 'none' && value !== '' && value !== undefined) ||
    /paint|layout|strict|content/.test(style.contain) ||
    /transform|filter|perspective|contain/.test(style.willChange)
  );
}

function clips({ overflowX, overflowY, contain, display }: CSSStyleDeclaration): boolean {
  if (display === 'inline' || display === 'contents') return false;
  return overflowX !== 'visible' || overflowY !== 'visible' || /paint|strict|content/.test(contain);
}

/** What the page's own element says of its overflow is done by the window; so is what the body says. */
function isViewport(element: Element): boolean {
  const { body, documentElement } = element.ownerDocument;
  if (element !== body) return element === documentElement;
  const { overflowX, overflowY } = getComputedStyle(documentElement);
  return overflowX === 'visible' && overflowY === 'visible';
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
  const { left, top } = element.getBoundingClientRect();
  const { across, down } = scaleOf(element);
  return {
    left: left + element.clientLeft * across,
    top: top + element.clientTop * down,
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
