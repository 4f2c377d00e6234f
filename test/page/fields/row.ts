import type { Frame, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { type Box, buttonOf, offsetOf, press, readView, waitForView } from '../../browsers/view.ts';

/** One kind of field on a page under test. */
export interface Row {
  /** As the table in docs/fields.md says it. */
  name: string;
  /** The body of the page. */
  html: string;
  /** The field that is typed in, as a selector in its frame. */
  field: string;
  /** The frames that it stands in, from the page inwards, as selectors. */
  frames?: string[];
  /** What the tool holds, as an expression in the page; for a plain field its own value. */
  text?: string;
  /** All that would be saved, where that is more than the text. */
  held?: string;
  /** False in fields of one line. */
  lines?: boolean;
  /** Milliseconds between two keys, where the tool itself loses letters that come faster. */
  pace?: number;
  /** What is done before the field can be used. */
  before?(page: Page, frame: Frame): Promise<void>;
  /** What is tried in place of typing. */
  use?(page: Page, url: string, row: Row, posted: readonly URLSearchParams[]): Promise<void>;
  /** False where the field has the focus by itself. */
  click?: boolean;
  /** The page that a frame shows, where that has an address. */
  inner?: string;
}

const FIRST = 'Kom sent idag.';
const WORDS = 'förkyld';
const [BEFORE, AFTER] = ['Hon var ', ' igen'];
/** What is there when the statement that the words stand in was replaced. */
const REPLACED = `Anmäld frånvaro${AFTER}`;

/** Opens the page of a row and gives the frame that its field stands in. */
export async function open(page: Page, url: string, row: Row): Promise<Frame> {
  await page.goto(url);
  if (row.html.includes('/built/')) await page.waitForSelector('html[data-ready]');
  let frame = page.mainFrame();
  for (const selector of row.frames ?? []) {
    const element = await frame.waitForSelector(selector);
    frame = (await element?.contentFrame()) as Frame;
    await frame.waitForSelector('body');
  }
  await row.before?.(page, frame);
  await frame.waitForSelector(row.field);
  return frame;
}

/** Does with a field what a teacher does, and holds that nothing of it goes wrong. */
export async function use(page: Page, url: string, row: Row): Promise<void> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const frame = await open(page, url, row);
  const lines = row.lines === false ? [] : [FIRST];
  const note = [...lines, BEFORE + WORDS + AFTER].join('\n');
  const text = () => textIn(page, frame, row);

  // Typing is seen, and what was typed is what the tool holds.
  if (row.click !== false) await (await frame.$(row.field))?.click();
  for (const line of lines) {
    await page.keyboard.type(line, { delay: row.pace ?? 0 });
    await page.keyboard.press('Enter');
  }
  await page.keyboard.type(BEFORE + WORDS + AFTER, { delay: row.pace ?? 0 });
  await expectAtWords(page, frame, row);
  await expect.poll(text).toBe(note);

  // Cutting and pasting, too.
  await cutAll(page, text);
  await waitForView(page, (v) => v.marks.length === 0 && v.chips.length === 0);
  await chord(page, 'v');
  await expect.poll(text).toBe(note);
  await expectAtWords(page, frame, row);

  // The statement is replaced through the tool's own input, undo takes it back, and it can be typed in on.
  await page.keyboard.press('End');
  await pressAltEnter(page);
  const { card } = await waitForView(page, (v) => v.card?.box.width);
  await frame.evaluate(letTimePass);
  await page.evaluate(letTimePass);
  await press(page, buttonOf(card, 'Anmäld frånvaro'));
  await expect.poll(text).toBe([...lines, REPLACED].join('\n'));
  await waitForView(page, (v) => v.marks.length === 0 && !v.card);
  await chord(page, 'z');
  await expect.poll(text).toBe(note);
  await expectAtWords(page, frame, row);
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await expect.poll(text).toContain('!');
  await insertPhrase(page, frame, row, text);

  // And nothing of ours is in it.
  const bodies = [page.mainFrame(), frame].map((f) => f.evaluate(() => document.body.innerHTML));
  const held = row.held ? page.evaluate(row.held) : '';
  expect((await Promise.all([held, ...bodies])).join('\n')).not.toMatch(/saklig/i);
  expect(errors).toEqual([]);
}

/**
 * Some editors hear of a selection only after a while, then nothing is cut; others cut after a while, and
 * to cut once more would leave nothing to paste.
 */
async function cutAll(page: Page, text: () => Promise<string>): Promise<void> {
  const cut = async () => {
    await chord(page, 'a');
    await chord(page, 'x');
    await expect.poll(text, { timeout: 2_000 }).toBe('');
  };
  await cut().catch(cut);
}

/** Lists the ready phrases with a slash in the empty field, inserts one, and takes it back. */
async function insertPhrase(
  page: Page,
  frame: Frame,
  row: Row,
  text: () => Promise<string>,
): Promise<void> {
  await cutAll(page, text);
  for (const one of [frame, page]) await one.evaluate(letTimePass);
  await page.keyboard.type('/');
  const { phrases } = await waitForView(page, (v) => v.phrases?.box.width);
  expect(phrases?.buttons.map(({ name }) => name)).toEqual(['Anmäld frånvaro', 'Kom 08.25.']);
  const box = await frame.$eval(row.field, (field) => field.getBoundingClientRect().toJSON());
  const at = await offsetOf(frame);
  // At the caret: the first line of the field.
  expect(Math.abs((phrases?.box.x ?? 0) - box.x - at.x)).toBeLessThan(80);
  expect(Math.abs((phrases?.box.y ?? 0) - box.y - at.y)).toBeLessThan(120);
  await frame.evaluate(letTimePass);
  await page.evaluate(letTimePass);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(text).toBe('Kom 08.25.');
  await waitForView(page, (v) => !v.phrases);
  await chord(page, 'z');
  // Some editors take the slash back with it, as one piece of typing.
  await expect.poll(text).toMatch(/^\/?$/);
}

/** Holds that the one mark lies at the words, where the browser itself has laid them out. */
async function expectAtWords(page: Page, frame: Frame, row: Row): Promise<void> {
  await waitForView(page, (v) => v.marks.length === 1 && v.chips.length === 1);
  const at = await offsetOf(frame);
  const distance = async () => {
    const words = await frame.$eval(row.field, wordsIn, WORDS);
    const mark = (await readView(page)).marks[0]?.box;
    if (!words || !mark) return 'nothing to compare';
    const [x, y] = [words.x + at.x, words.y + at.y];
    const off = [mark.x - x, mark.width - words.width, mark.y + mark.height - (y + words.height)];
    return off.every((pixels) => Math.abs(pixels) <= 1) || `off by ${off}`;
  };
  await expect.poll(distance).toBe(true);
}

/** Where words stand in a field. Runs in the page, so it knows nothing around it. */
export function wordsIn(field: Element, words: string): Box | null {
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    // By the widths of its letters, and its lines one below the other.
    const style = getComputedStyle(field);
    const px = (value: string) => Number.parseFloat(value);
    const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    pen.font = style.font;
    const lines = field.value.split('\n');
    const row = lines.findIndex((line) => line.includes(words));
    const column = lines[row]?.indexOf(words) ?? 0;
    const { left, top, height } = field.getBoundingClientRect();
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } =
      pen.measureText(words);
    const line = px(style.lineHeight);
    const inner = px(style.paddingTop) + px(style.borderTopWidth);
    const first = field instanceof HTMLInputElement ? (height - line) / 2 : inner;
    const before = pen.measureText(lines[row]?.slice(0, column) ?? '').width;
    return {
      x: left + px(style.borderLeftWidth) + px(style.paddingLeft) + before - field.scrollLeft,
      y: top + first + row * line + (line - ascent - descent) / 2 - field.scrollTop,
      width: pen.measureText(words).width,
      height: ascent + descent,
    };
  }
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = (node as Text).data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x, y, width, height };
  }
  return null;
}

/** The card is read for a while; editors take what is done in quick succession back as one step. */
function letTimePass(): void {
  const Before = Date;
  const now = () => Before.now() + 5_000;
  globalThis.Date = new Proxy(Before, {
    construct: (_, values) => Reflect.construct(Before, values.length ? values : [now()]),
    get: (_, name) => (name === 'now' ? now : Reflect.get(Before, name)),
  });
}

/** What the tool holds; editors differ in how many line breaks part their paragraphs. */
async function textIn(page: Page, frame: Frame, row: Row): Promise<string> {
  const text = row.text
    ? await page.evaluate(row.text)
    : await frame.$eval(row.field, (field) =>
        'value' in field ? field.value : (field as HTMLElement).innerText,
      );
  return String(text)
    .replace(/\u00a0/g, ' ')
    .replace(/\n+/g, '\n')
    .trim();
}

async function chord(page: Page, key: 'a' | 'x' | 'v' | 'z'): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press(key);
  await page.keyboard.up('Control');
}

export async function pressAltEnter(page: Page): Promise<void> {
  await page.keyboard.down('Alt');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Alt');
}
