import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeBeside } from '../../src/page/ui/place.ts';

/** Where a panel is laid beside words: what it lies over, and what it does not. */
const WINDOW = { width: 1000, height: 800 };
const words = { left: 200, top: 300, width: 80, height: 20 };
const panel = { width: 380, height: 250 };

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
const overlap = (a: Box, b: Box) =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;
const boxOf = (
  { left, top, maxHeight }: ReturnType<typeof placeBeside>,
  { width, height } = panel,
): Box => ({ left, top, width, height: Math.min(height, maxHeight) });

describe('a panel', () => {
  test('stands below the words, at their beginning', () => {
    expect(placeBeside([words], panel, WINDOW, [])).toMatchObject({ left: 200, top: 326 });
  });

  test('stands above them at the foot of the window', () => {
    const low = { ...words, top: 700 };
    expect(placeBeside([low], panel, WINDOW, [])).toMatchObject({ top: 700 - 6 - 250 });
  });

  test('goes above when the caret stands in the line below', () => {
    const line = { left: 190, top: 324, width: 600, height: 20 };
    const box = boxOf(placeBeside([words], panel, WINDOW, [line]));
    expect(box.top + box.height).toBeLessThanOrEqual(words.top);
  });

  test('goes aside of the button that was pressed', () => {
    const save = { left: 190, top: 400, width: 100, height: 40 };
    const box = boxOf(placeBeside([words], panel, WINDOW, [], [save]));
    expect(overlap(box, save)).toBe(false);
    expect(box.top).toBe(326);
  });

  test('is made lower rather than laid over the words', () => {
    const high = { width: 380, height: 600 };
    const line = { ...words, left: 0, width: 1000 };
    const box = boxOf(placeBeside([line], high, WINDOW, []), high);
    expect(overlap(box, line)).toBe(false);
    expect(box.height).toBe(800 - 8 - 326);
  });

  test('lies over the words only where there is no room for it beside them', () => {
    const low = { width: 300, height: 200 };
    const { maxHeight } = placeBeside([{ ...words, left: 10, top: 80 }], panel, low, []);
    expect(maxHeight).toBe(200 - 16);
  });
});

test('whatever the window, it stays inside, and clear of words and caret where that can be', () => {
  const size = (least: number, most: number) => fc.integer({ min: least, max: most });
  fc.assert(
    fc.property(
      size(420, 2000),
      size(500, 1500),
      size(0, 2000),
      size(0, 1500),
      size(-60, 60),
      (width, height, x, y, by) => {
        const own = { ...words, left: Math.min(x, width - 80), top: Math.min(y, height - 20) };
        const line = { left: 0, top: own.top + by, width, height: 20 };
        const box = boxOf(placeBeside([own], panel, { width, height }, [line]));
        expect(box.left).toBeGreaterThanOrEqual(8);
        expect(box.top).toBeGreaterThanOrEqual(8);
        expect(box.left + box.width).toBeLessThanOrEqual(width - 8);
        expect(box.top + box.height).toBeLessThanOrEqual(height - 8);
        expect([overlap(box, own), overlap(box, line)]).toEqual([false, false]);
      },
    ),
  );
});
