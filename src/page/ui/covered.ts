import type { Box } from '../fields/field.ts';
import { framesAround } from '../frames.ts';
import { Pause } from '../pause.ts';
import { aroundOf, elementAt } from '../tree.ts';
import { outward } from './outward.ts';

/** Tells whether something of the page lies over the foot of a box of an element. */
export type Covered = (element: Element, box: Box) => boolean;

/** It is asked when nobody has typed for so long, and at the latest so long after a letter, in milliseconds. */
const PAUSE = 150;
const LATEST = 1000;

/**
 * Asks the page what lies over ours (a sticky heading, a dialog), and puts it off while somebody types
 * and nothing has: to ask in the midst of a frame has the browser lay out and sort all of the page
 * twice, and behind each it is a fifth of all that a letter costs.
 */
export class Covers {
  readonly #found: () => void;
  /** True when nothing lay over ours when it was asked last. */
  #isFree = false;
  /** What was taken as free since. */
  #taken: [Element, Box][] = [];
  readonly #asking = new Pause(PAUSE, () => this.#ask(), LATEST);

  /** `found` is told when something lies over what was taken as free. */
  constructor(found: () => void) {
    this.#found = found;
  }

  /** What to ask about one drawing with; `typed` when it follows a letter, and nothing else. */
  look(typed: boolean): Covered {
    if (typed && this.#isFree) {
      this.#asking.again();
      this.#taken = [];
      return (element, box) => {
        this.#taken.push([element, box]);
        return false;
      };
    }
    this.close();
    this.#isFree = true;
    return (element, box) => {
      const is = isCovered(element, box);
      if (is) this.#isFree = false;
      return is;
    };
  }

  /** Asks nothing any more. */
  close(): void {
    this.#asking.cancel();
    this.#taken = [];
  }

  #ask(): void {
    this.#isFree = !this.#taken.splice(0).some(([element, box]) => isCovered(element, box));
    if (!this.#isFree) this.#found();
  }
}

/** Asks the page at once. */
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
export function uncovered<M extends { box: Box }>(
  element: Element,
  marks: readonly M[],
  covered: Covered,
): M[] {
  const isFree = ({ box }: M) => !covered(element, box);
  const step = Math.ceil(marks.length / SAMPLE);
  const sample = marks.filter((_, i) => i % step === 0 || i === marks.length - 1);
  return sample.every(isFree) ? [...marks] : marks.filter(isFree);
}

function isUnder(element: Element, { left, top, width, height }: Box): boolean {
  const over = elementAt(element.ownerDocument, left + width / 2, top + height - 1);
  return over ? !aroundOf(over).includes(element) && !aroundOf(element).includes(over) : false;
}
