import { type DecodedPng, decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { onRoots } from './axe.ts';

/** Points for a CSS pixel. */
const SCALE = 2;
/** Of the least readable parts of a line so many are left out: the corners of what is drawn aslant. */
const LEFT_OUT = 0.1;
/** Two colours with so little between them, all three parts together, are one; of 765. */
const SAME = 70;
/** Above the lower edge of the words, and below it, a line is looked for, in CSS pixels. */
const [ABOVE, BELOW] = [6, 5];

type Colour = readonly number[];

/**
 * How the lines under the words stand out, as the screen has them: by category the contrast (WCAG 2.2, 1 to
 * 21) of a line to what is right above and below it. The words themselves must not be painted.
 */
export async function lineContrasts(page: Page): Promise<Record<string, number>> {
  const lines = (
    await onRoots(page, function () {
      return [...this.querySelectorAll<HTMLElement>('.mark')].map((mark) => {
        const { left, right, bottom } = mark.getBoundingClientRect();
        const probe = mark.appendChild(document.createElement('i'));
        probe.style.color = 'var(--color)';
        const color =
          getComputedStyle(probe)
            .color.match(/[\d.]+/g)
            ?.map(Number) ?? [];
        probe.remove();
        return { category: mark.dataset.category ?? '', color, left, right, bottom };
      });
    })
  ).flat();
  // Only the part of the page that they are in.
  const x0 = Math.floor(Math.min(...lines.map(({ left }) => left)));
  const y0 = Math.floor(Math.min(...lines.map(({ bottom }) => bottom))) - ABOVE;
  const width = Math.ceil(Math.max(...lines.map(({ right }) => right))) - x0;
  const height = Math.ceil(Math.max(...lines.map(({ bottom }) => bottom))) + BELOW - y0;
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', {
    clip: { x: x0, y: y0, width, height, scale: SCALE },
  });
  await cdp.detach();
  const picture = decode(Buffer.from(data, 'base64'));
  const found: Record<string, number> = {};
  for (const { category, color, left, right, bottom } of lines) {
    const contrasts: number[] = [];
    for (let x = Math.ceil((left + 1 - x0) * SCALE); x < (right - 1 - x0) * SCALE; x++) {
      const column: Colour[] = [];
      const from = Math.round((bottom - ABOVE - y0) * SCALE);
      const end = from + (ABOVE + BELOW) * SCALE;
      for (let y = from; y < end; y++) column.push(at(picture, x, y));
      contrasts.push(...besides(column, color).map((other) => contrast(color, other)));
    }
    contrasts.sort((a, b) => a - b);
    const least = contrasts[Math.floor(contrasts.length * LEFT_OUT)] ?? 0;
    found[category] = Math.min(found[category] ?? 21, Math.round(least * 100) / 100);
  }
  return found;
}

/** What is right above and below a line in a column of points, past the points that are partly of it. */
function besides(column: readonly Colour[], line: Colour): Colour[] {
  const isLine = (one: Colour | undefined) => one !== undefined && between(one, line) < SAME;
  return column.flatMap((one, i) => {
    if (!isLine(one)) return [];
    return [-1, 1].flatMap((step) => {
      const [next, other] = [column[i + step], column[i + 2 * step]];
      return next && other && !isLine(next) && !isLine(other) ? [other] : [];
    });
  });
}

const between = (a: Colour, b: Colour) =>
  a.reduce((sum, part, i) => sum + Math.abs(part - (b[i] ?? 0)), 0);

function at({ width, data, channels }: DecodedPng, x: number, y: number): Colour {
  const first = (y * width + x) * channels;
  return [data[first] ?? 0, data[first + 1] ?? 0, data[first + 2] ?? 0];
}

function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => {
    const own = part / 255;
    return own <= 0.04045 ? own / 12.92 : ((own + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
