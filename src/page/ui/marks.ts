import type { Finding } from '../../engine/engine.ts';
import type { Box } from '../fields/field.ts';

/** One line's part of a finding, in CSS pixels of the viewport. */
export interface Mark {
  finding: Finding;
  box: Box;
  /** True while the card about it is open. */
  open: boolean;
  ground: 'light' | 'dark';
}

/** Draws the underlines into a layer; elements are used again, so that scrolling makes none. */
export function drawMarks(layer: HTMLElement, marks: Mark[], origin: Box | DOMRect): void {
  while (layer.childElementCount > marks.length) layer.lastElementChild?.remove();
  marks.forEach(({ finding, box, open, ground }, i) => {
    const element = (layer.children[i] as HTMLElement | undefined) ?? layer.appendChild(newMark());
    element.dataset.finding = finding.rule;
    element.dataset.category = finding.category;
    element.dataset.open = String(open);
    element.dataset.ground = ground;
    const { style } = element;
    style.left = `${box.left - origin.left}px`;
    style.top = `${box.top - origin.top}px`;
    style.width = `${box.width}px`;
    style.height = `${box.height}px`;
    style.fontSize = `${box.height}px`;
  });
}

function newMark(): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'mark';
  return mark;
}
