// What Saklig shows in a page, read as a person would see it, in either browser. Its shadow root is
// closed to the page and to scripts; the browsers' protocols for debugging see through it.
import type { Browser, Frame, Page } from 'puppeteer-core';
import {
  type Box,
  type Button,
  buttonOf,
  type Mark,
  type Panel,
  type View,
} from '../../demo/view.mjs';

export type { Box, Button, Mark, Panel, View };
export { buttonOf };

/** What one element of ours shows. */
export type Part = View;

/** Reads what each element of ours in a page shows. */
export type Read = (page: Page) => Promise<Part[]>;

/** How a browser is read, set down when it is opened. */
export const howToRead = new WeakMap<Browser, Read>();

/** Reads what is shown now, boxes in CSS pixels of the page's viewport, also what is in frames. */
export async function readView(page: Page): Promise<View> {
  const read = howToRead.get(page.browser());
  if (!read) throw new Error('This browser was not opened by openBrowser.');
  const parts = await read(page);
  return {
    marks: parts.flatMap((part) => part.marks),
    chips: parts.flatMap((part) => part.chips),
    card: parts.find((part) => part.card)?.card ?? null,
    list: parts.find((part) => part.list)?.list ?? null,
    report: parts.find((part) => part.report)?.report ?? null,
    warning: parts.find((part) => part.warning)?.warning ?? null,
    purpose: parts.find((part) => part.purpose)?.purpose ?? null,
    phrases: parts.find((part) => part.phrases)?.phrases ?? null,
  };
}

/** Waits until what is shown is as asked, and gives it; `patience` in milliseconds. */
export async function waitForView(
  page: Page,
  condition: (view: View) => unknown,
  patience = 15_000,
): Promise<View> {
  const end = Date.now() + patience;
  for (;;) {
    const view = await soon(readView(page)).catch(ifGone);
    if (view && condition(view)) return view;
    if (Date.now() > end) {
      throw new Error(
        `It never came to be: ${condition}\nShown is ${JSON.stringify(view, null, 1)}`,
      );
    }
    await new Promise((done) => setTimeout(done, BETWEEN));
  }
}

/** Between two looks, in milliseconds: about a frame. */
const BETWEEN = 16;
/** A page that is just going away may leave a question unanswered for ever. In milliseconds. */
const PATIENCE_FOR_AN_ANSWER = 3_000;

const soon = <T>(answer: Promise<T>): Promise<T | null> =>
  Promise.race([
    answer,
    new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_FOR_AN_ANSWER, null)),
  ]);

/** The page went on, or drew anew, while it was being read: then it is read again. */
function ifGone(error: unknown): null {
  const gone =
    /context|not find|No node|no such|navigat|detached|discarded|Target closed|Session closed/i;
  if (!gone.test(String(error))) throw error;
  return null;
}

/** Presses a button of ours with the mouse, as a person does. */
export async function press(page: Page, { box }: Button): Promise<void> {
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** What stands behind a shadow root of ours. Runs in the page, so it knows nothing around it. */
export function partOf(root: ShadowRoot): Part {
  const boxOf = (element: Element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  };
  const textOf = (element: Element) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.nodeValue ?? '');
    return texts.join(' ');
  };
  const buttonOf = (element: Element) => ({
    name: element.getAttribute('aria-label') || textOf(element).trim(),
    box: boxOf(element),
  });
  const panelOf = (element: Element | null) =>
    element && {
      text: textOf(element),
      label: element.getAttribute('aria-label') ?? '',
      buttons: [...element.querySelectorAll('button')].map(buttonOf),
      folds: [...element.querySelectorAll('summary')].map(buttonOf),
      box: boxOf(element),
    };
  return {
    marks: [...root.querySelectorAll('.mark[data-finding]')].map((mark) => ({
      finding: mark.getAttribute('data-finding') ?? '',
      category: mark.getAttribute('data-category') ?? '',
      box: boxOf(mark),
    })),
    chips: [...root.querySelectorAll('.chip')].map(buttonOf),
    card: panelOf(root.querySelector('.card')),
    list: panelOf(root.querySelector('.list')),
    report: panelOf(root.querySelector('.report')),
    // A dialog that is closed is not to be seen.
    warning: panelOf(root.querySelector('[role=alertdialog][open]')),
    purpose: panelOf(root.querySelector('.purpose')),
    phrases: panelOf(root.querySelector('.phrases')),
  };
}

/** Where a frame's viewport begins in that of the page. */
export async function offsetOf(frame: Frame): Promise<{ x: number; y: number }> {
  const around = frame.parentFrame();
  const element = around && (await frame.frameElement());
  if (!around || !element) return { x: 0, y: 0 };
  const here = await element.evaluate((own) => {
    const { left, top } = own.getBoundingClientRect();
    const { paddingLeft, paddingTop } = getComputedStyle(own);
    return {
      x: left + own.clientLeft + Number.parseFloat(paddingLeft),
      y: top + own.clientTop + Number.parseFloat(paddingTop),
    };
  });
  const there = await offsetOf(around);
  return { x: here.x + there.x, y: here.y + there.y };
}

/** A part with its boxes moved. */
export function shift(part: Part, by: { x: number; y: number }): Part {
  const moved = <T extends { box: Box }>(thing: T): T => ({
    ...thing,
    box: { ...thing.box, x: thing.box.x + by.x, y: thing.box.y + by.y },
  });
  const panel = (one: Panel | null) =>
    one && { ...moved(one), buttons: one.buttons.map((button) => moved(button)) };
  return {
    marks: part.marks.map((mark) => moved(mark)),
    chips: part.chips.map((chip) => moved(chip)),
    card: panel(part.card),
    list: panel(part.list),
    report: panel(part.report),
    warning: panel(part.warning),
    purpose: panel(part.purpose),
    phrases: panel(part.phrases),
  };
}
