import type { Page } from 'puppeteer-core';
import { type Mark, readView } from '../browsers/view.ts';
import { painted, type Rect } from './painted.ts';
import type { Row } from './placement-rows.ts';

/** Device pixels for a CSS pixel, so that edges can be told to a quarter of a pixel. */
export const SCALE = 2;

/** The words that the policy finds in the notes. */
const WORDS = 'förkyld|fo\u0308rkyld|vård\u00ad?centralen|חולה';

/** What is to be known of a field to look for its words. */
interface Field {
  /** The part of the viewport to look at. */
  clip: Rect;
  bottom: number;
  scroll: { x: number; y: number };
  isUpright: boolean;
  /** How high its lines are, and the boxes of their letters, and which part of a line is above their foot. */
  line: number;
  letters: number;
  foot: number;
  /** Its found words, in UTF-16 offsets. */
  words: [start: number, end: number][];
}

/** How far the marks of each field of a page are from its words, in CSS pixels. */
export async function errorsOf(page: Page, rows: Row[]): Promise<number[]> {
  const words: { field: Field; rects: Rect[] }[] = [];
  await show(page, false);
  for (const [i, row] of rows.entries()) {
    const field = await page.evaluate(look, i, WORDS);
    const rects: Rect[] = [];
    const lookAt = async (word: Field['words'][0]) => {
      await page.evaluate(select, i, ...word);
      const how = row.zoom ? null : { scale: SCALE, scroll: field.scroll };
      const found = await painted(page, field.clip, how);
      rects.push(...(row.isOneLine ? [around(found)] : found));
    };
    if (row.isEveryWord) {
      for (const word of field.words) await lookAt(word);
    } else if (!row.unmarked) {
      if (row.isFirstToo && field.words[0]) await lookAt(field.words[0]);
      // The last that is in sight.
      for (const word of field.words.toReversed()) if (!rects.length) await lookAt(word);
    }
    words.push({ field, rects });
  }
  await show(page, true);
  const { marks } = await readView(page);
  return rows.map((row, i) => {
    const { field, rects } = words[i] as (typeof words)[0];
    if (row.unmarked) return marks.length ? Number.POSITIVE_INFINITY : 0;
    if (rects.length && rects.every((rect) => isFootless(rect, field))) return 0;
    const errors = rects
      .filter((rect) => !isFootless(rect, field))
      .map((rect) =>
        Math.min(
          Number.POSITIVE_INFINITY,
          ...marks.map((mark) => distance(mark, rect, field, row)),
        ),
      );
    return errors.length ? Math.max(...errors) : Number.POSITIVE_INFINITY;
  });
}

/** The least rectangle around others. */
const around = (rects: Rect[]): Rect => ({
  left: Math.min(...rects.map(({ left }) => left)),
  top: Math.min(...rects.map(({ top }) => top)),
  right: Math.max(...rects.map(({ right }) => right)),
  bottom: Math.max(...rects.map(({ bottom }) => bottom)),
});

/** Hides or shows what is ours, so that it does not lie over what is looked at. */
async function show(page: Page, shown: boolean): Promise<void> {
  await page.evaluate(
    (visibility) => {
      for (const own of document.querySelectorAll<HTMLElement>('saklig-view')) {
        own.style.setProperty('visibility', visibility, 'important');
      }
    },
    shown ? 'visible' : 'hidden',
  );
}

/** A line cut off at the lower edge of its field has no foot, and needs no mark. */
const isFootless = (rect: Rect, field: Field) =>
  rect.bottom - rect.top < field.letters - 0.8 && field.bottom - rect.bottom < 20;

/** Painted lower than the letters, or lower than the line and not just as the letters. */
const isCut = ({ top, bottom }: Rect, { letters, line }: Field) =>
  bottom - top < letters - 0.8 || (bottom - top > letters + 0.8 && bottom - top < line - 0.8);

/** How far a mark is from painted words: the largest of what its edges are off. */
function distance({ box }: Mark, rect: Rect, field: Field, row: Row): number {
  const { left, right, top, bottom } = rect;
  const across = [box.x - left, row.isHyphenated ? 0 : box.x + box.width - right];
  const down = [box.y - top, box.y + box.height - bottom];
  if (field.isUpright) {
    return Math.max(...down.map(Math.abs), Math.abs(box.x + box.width / 2 - (left + right) / 2));
  }
  const height = bottom - top;
  // Some lines are painted as high as the letters, most as high as the line.
  const foot = Math.abs(height - field.letters) < 0.8 ? bottom : top + height * field.foot;
  const off = isCut(rect, field) || row.isOneLine ? 0 : box.y + box.height - foot;
  return Math.max(...across.map(Math.abs), Math.abs(off));
}

/** Runs in the page, so it knows nothing around it. */
function look(index: number, source: string): Field {
  const field = document.querySelectorAll<HTMLTextAreaElement>('.remark')[
    index
  ] as HTMLTextAreaElement;
  const text = field.value ?? field.textContent;
  const words = [...text.matchAll(new RegExp(source, 'giu'))].map(
    ({ index: at, 0: word }) => [at, at + word.length] as [number, number],
  );
  const { left, top, right, bottom } = field.getBoundingClientRect();
  const style = getComputedStyle(field);
  const ruler = document.createElement('p');
  ruler.style.cssText = 'all:initial;display:block;position:absolute;visibility:hidden';
  for (const name of ['font', 'line-height', 'font-size-adjust', 'zoom', 'transform']) {
    ruler.style.setProperty(name, style.getPropertyValue(name));
  }
  ruler.append('x');
  field.after(ruler);
  const range = document.createRange();
  range.selectNodeContents(ruler);
  const line = ruler.getBoundingClientRect();
  const letters = range.getBoundingClientRect();
  ruler.remove();
  return {
    clip: {
      left: Math.max(0, Math.floor(left) - 4),
      top: Math.max(0, Math.floor(top) - 4),
      right: Math.min(innerWidth, Math.ceil(right) + 4),
      bottom: Math.min(innerHeight, Math.ceil(bottom) + 4),
    },
    bottom: Math.min(bottom, innerHeight),
    scroll: { x: scrollX, y: scrollY },
    isUpright: style.writingMode !== 'horizontal-tb',
    line: line.height,
    letters: letters.height,
    foot: (letters.bottom - line.top) / line.height,
    words,
  };
}

/** Selects a part of a field's text. Runs in the page. */
function select(index: number, start: number, end: number): void {
  const field = document.querySelectorAll<HTMLTextAreaElement>('.remark')[
    index
  ] as HTMLTextAreaElement;
  field.focus({ preventScroll: true });
  if (field.value !== undefined) {
    field.setSelectionRange(start, end);
    return;
  }
  const range = document.createRange();
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  for (let at = 0; walker.nextNode(); ) {
    const node = walker.currentNode as Text;
    if (at <= start && start < at + node.length) range.setStart(node, start - at);
    if (at < end && end <= at + node.length) range.setEnd(node, end - at);
    at += node.length;
  }
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
}
