import { type DecodedPng, decode } from 'fast-png';
import type { Page } from 'puppeteer-core';

/** A stretch on the screen, in CSS pixels of the viewport. */
export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Where the browser itself has painted words of the field: they are selected, and the pixels looked
 * for that have the selection's colour. `clip` is the part of the viewport that is looked at; `how`
 * the device pixels for a CSS pixel and how far the page is scrolled, or null to look at all of it.
 */
export async function painted(
  page: Page,
  clip: Rect,
  how: { scale: number; scroll: { x: number; y: number } } | null,
): Promise<Rect[]> {
  const png = await page.screenshot({
    ...(how && {
      clip: {
        x: clip.left + how.scroll.x,
        y: clip.top + how.scroll.y,
        width: clip.right - clip.left,
        height: clip.bottom - clip.top,
      },
    }),
    captureBeyondViewport: false,
  });
  const picture = decode(png);
  const scale = how?.scale ?? picture.width / (await page.evaluate(() => innerWidth));
  const [x, y] = how ? [clip.left, clip.top] : [0, 0];
  return rectsIn(picture).map(({ left, top, right, bottom }) => ({
    left: x + left / scale,
    top: y + top / scale,
    right: x + right / scale,
    bottom: y + bottom / scale,
  }));
}

/** Rows of pixels with the same stretches of colour, taken together. */
function rectsIn(picture: DecodedPng): Rect[] {
  const rects: Rect[] = [];
  let open: Rect[] = [];
  for (let y = 0; y < picture.height; y++) {
    open = stretches(picture, y).map(([left, right]) => {
      const above = open.find(
        (rect) => Math.abs(rect.left - left) <= 1 && Math.abs(rect.right - right) <= 1,
      );
      const rect = above ?? { left, right, top: y, bottom: y };
      if (!above) rects.push(rect);
      rect.bottom = y + 1;
      return rect;
    });
  }
  return joined(rects.filter(({ top, bottom }) => bottom - top > 2));
}

/** Stretches side by side on a line, as of letters of several sizes, are one. */
function joined(rects: Rect[]): Rect[] {
  const lines: Rect[] = [];
  for (const rect of rects.toSorted((a, b) => a.left - b.left)) {
    const line = lines.find(
      ({ right, top, bottom }) =>
        Math.abs(right - rect.left) <= 2 &&
        (rect.top + rect.bottom) / 2 > top &&
        (rect.top + rect.bottom) / 2 < bottom,
    );
    if (!line) lines.push({ ...rect });
    else {
      line.right = rect.right;
      line.top = Math.min(line.top, rect.top);
      line.bottom = Math.max(line.bottom, rect.bottom);
    }
  }
  return lines;
}

function stretches(picture: DecodedPng, y: number): [number, number][] {
  const found: [number, number][] = [];
  for (let x = 0; x < picture.width; x++) {
    if (!isSelected(picture, x, y)) continue;
    const last = found.at(-1);
    if (last && last[1] === x) last[1] = x + 1;
    else found.push([x, x + 1]);
  }
  return found;
}

function isSelected({ width, data, channels }: DecodedPng, x: number, y: number): boolean {
  const at = (y * width + x) * channels;
  const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
  return red > 200 && green < 110 && blue > 200;
}
