import { inflateSync } from 'node:zlib';
import type { Page } from 'puppeteer-core';

/** A stretch on the screen, in CSS pixels of the viewport. */
export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

interface Picture {
  width: number;
  height: number;
  /** Four or three bytes a pixel. */
  data: Uint8Array;
  bytes: number;
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
  const picture = decode(Buffer.from(png));
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
function rectsIn(picture: Picture): Rect[] {
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

function stretches(picture: Picture, y: number): [number, number][] {
  const found: [number, number][] = [];
  for (let x = 0; x < picture.width; x++) {
    if (!isSelected(picture, x, y)) continue;
    const last = found.at(-1);
    if (last && last[1] === x) last[1] = x + 1;
    else found.push([x, x + 1]);
  }
  return found;
}

function isSelected({ width, data, bytes }: Picture, x: number, y: number): boolean {
  const at = (y * width + x) * bytes;
  const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
  return red > 200 && green < 110 && blue > 200;
}

/** Reads a PNG of eight bits a channel, as browsers write them. */
function decode(png: Buffer): Picture {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const bytes = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(png.subarray(at + 8, at + 8 + length));
    }
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const row = width * bytes;
  const data = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    for (let i = 0; i < row; i++) {
      const here = y * row + i;
      const left = i >= bytes ? (data[here - bytes] ?? 0) : 0;
      const up = y > 0 ? (data[here - row] ?? 0) : 0;
      const corner = i >= bytes && y > 0 ? (data[here - row - bytes] ?? 0) : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      data[here] = (raw[y * (row + 1) + 1 + i] ?? 0) + guess;
    }
  }
  return { width, height, data, bytes };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one)) as [
    number,
    number,
    number,
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
