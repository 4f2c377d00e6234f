import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';

/** Toolbars of Chromium, Edge and Firefox, in their light and dark themes. */
const TOOLBARS = ['#ffffff', '#dee1e6', '#f9f9fb', '#202124', '#35363a', '#2b2a33', '#000000'];
/** What parts of a drawing need to each other, to be told apart (WCAG 1.4.11). */
const ENOUGH = 3;

type Colour = readonly [number, number, number];
const parse = (hex: string): Colour =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as never;

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const own = part / 255;
    return own <= 0.04045 ? own / 12.92 : ((own + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** The icon as it lies on a toolbar, row by row. */
function iconOn(toolbar: Colour): Colour[][] {
  const { width, height, data, channels } = decode(readFileSync('src/icons/16.png'));
  expect([width, height, channels]).toEqual([16, 16, 4]);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x): Colour => {
      const at = (y * width + x) * channels;
      const alpha = (data[at + 3] ?? 0) / 255;
      const over = (i: number) =>
        Math.round((data[at + i] ?? 0) * alpha + (toolbar[i] ?? 0) * (1 - alpha));
      return [over(0), over(1), over(2)];
    }),
  );
}

test.each(TOOLBARS)('the icon reads at 16 pixels on a toolbar of %s', (own) => {
  const toolbar = parse(own);
  const rows = iconOn(toolbar);
  const tile = rows[2]?.[8] as Colour;
  const isDrawn = (colour: Colour | undefined) => colour && contrast(colour, tile) >= ENOUGH;
  // The word: a bar as wide as most of the tile, of two whole pixels.
  const bar = rows.slice(3, 7).filter((row) => row.slice(3, 13).every(isDrawn));
  expect(bar).toHaveLength(2);
  // Its underline: in every column below, up and down, at least two pixels thick.
  const wave = Array.from({ length: 10 }, (_, i) =>
    rows.slice(7).flatMap((row, y) => (isDrawn(row[i + 3]) ? [y] : [])),
  );
  expect(Math.min(...wave.map((column) => column.length))).toBeGreaterThanOrEqual(2);
  const tops = wave.map(([top = 0]) => top);
  expect(Math.max(...tops) - Math.min(...tops)).toBeGreaterThanOrEqual(2);
  // Where the tile itself melts into the toolbar, what is drawn on it stands out.
  const drawn = rows.flat().filter(isDrawn);
  const stands = [tile, ...drawn].filter((colour) => contrast(colour, toolbar) >= ENOUGH);
  expect(stands.length).toBeGreaterThan(30 * Number(contrast(tile, toolbar) < ENOUGH));
});
