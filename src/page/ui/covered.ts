import type { Box } from '../fields/field.ts';
import { framesAround } from '../frames.ts';
import { aroundOf, elementAt } from '../tree.ts';
import { outward } from './outward.ts';

/** True when something of the page (a sticky heading, a dialog) lies over the foot of a box of an element. */
export function isCovered(element: Element, box: Box): boolean {
  if (isUnder(element, box)) return true;
  const frame = framesAround().at(-1);
  const shown = frame && outward(box);
  return shown ? isUnder(frame, shown) : false;
}

/** So many points of a field are asked at first: to ask one in a long text takes a browser 0.1 ms. */
const SAMPLE = 12;

/**
 * The marks on an element that nothing lies over. Where there are many, some of them stand for those
 * between, and each is asked only when something lies over one of these.
 */
export function uncovered<M extends { box: Box }>(element: Element, marks: readonly M[]): M[] {
  const isFree = ({ box }: M) => !isCovered(element, box);
  const step = Math.ceil(marks.length / SAMPLE);
  const sample = marks.filter((_, i) => i % step === 0 || i === marks.length - 1);
  return sample.every(isFree) ? [...marks] : marks.filter(isFree);
}

function isUnder(element: Element, { left, top, width, height }: Box): boolean {
  const over = elementAt(element.ownerDocument, left + width / 2, top + height - 1);
  return over ? !aroundOf(over).includes(element) && !aroundOf(element).includes(over) : false;
}
