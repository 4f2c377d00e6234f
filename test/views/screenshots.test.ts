import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { FOLDER, LANGUAGES, NAMES, photograph, widthOfFont } from '../../demo/screenshots.mjs';
import { onRoots } from '../page/axe.ts';

const messagesIn = (language: string): Record<string, { message: string }> =>
  JSON.parse(readFileSync(`src/_locales/${language}/messages.json`, 'utf8'));

/** A picture is compared in squares of so many points: what is small and gone is much of a square. */
const SQUARE = 24;
/** So large a part of a square may differ: the edge of a letter. */
const TOLERANCE = 0.03;

/** The part of the least alike square of two pictures that differs; 1 where they are of different sizes. */
const difference = (page: Page, before: Buffer, after: Buffer): Promise<number> =>
  page.evaluate(
    async ([SQUARE, ...pictures]) => {
      const [a, b] = await Promise.all(
        pictures.map(async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }));
          const brush = new OffscreenCanvas(image.width, image.height).getContext('2d');
          brush?.drawImage(image, 0, 0);
          return brush?.getImageData(0, 0, image.width, image.height);
        }),
      );
      if (!a || !b || a.width !== b.width || a.height !== b.height) return 1;
      const across = Math.ceil(a.width / SQUARE);
      const other = new Array(across * Math.ceil(a.height / SQUARE)).fill(0);
      for (let i = 0; i < a.data.length; i += 4) {
        const far = [0, 1, 2].some(
          (c) => Math.abs((a.data[i + c] as number) - (b.data[i + c] as number)) > 48,
        );
        const [x, y] = [(i / 4) % a.width, Math.floor(i / 4 / a.width)];
        if (far) other[Math.floor(y / SQUARE) * across + Math.floor(x / SQUARE)]++;
      }
      return Math.max(...other) / SQUARE ** 2;
    },
    [SQUARE, ...[before, after].map((picture) => picture.toString('base64'))] as const,
  );

/** What of ours is small, by its class: a picture without it is another one. */
const SMALL = ['chip', 'mark', 'fold', 'purpose'];

test('a picture in which something small is missing is found out', async () => {
  const told: [string, number][] = [];
  await photograph(
    'sv',
    async (_, before, page, shoot) => {
      expect(await difference(page, before, await shoot())).toBeLessThanOrEqual(TOLERANCE);
      for (const name of SMALL) {
        const first = (visibility: string) =>
          onRoots(
            page,
            `function () {
              this.querySelector('.${name}')?.style.setProperty('visibility', '${visibility}', 'important');
            }`,
          );
        await first('hidden');
        told.push([name, await difference(page, before, await shoot())]);
        await first('visible');
      }
    },
    ['page-marks'],
  );
  expect(told).toHaveLength(2 * SMALL.length);
  expect(told.filter(([, part]) => part <= TOLERANCE)).toEqual([]);
});

// Much of the time a page waits for itself.
test.concurrent.for(LANGUAGES)(
  'what is seen in %s is as in the pictures (npm run screenshots)',
  { timeout: 240_000 },
  async (language, { expect, skip }) => {
    const { width } = JSON.parse(readFileSync(join(FOLDER, 'font.json'), 'utf8'));
    const changed: string[] = [];
    const popups: string[] = [];
    let looked = 0;
    let isOtherFont = false;
    await photograph(language, async (name, picture, page) => {
      if (name.startsWith('popup-')) popups.push(await page.locator('main').innerText());
      isOtherFont ||= (await widthOfFont(page)) !== width;
      const file = join(FOLDER, `${name}.webp`);
      if (isOtherFont) return;
      looked++;
      const before = existsSync(file) ? readFileSync(file) : null;
      // Mostly they are the same to the last byte, and need not be laid out to be compared.
      if (before?.equals(picture)) return;
      const part = before ? await difference(page, before, picture) : 1;
      if (part > TOLERANCE) changed.push(`${name}: ${(part * 100).toFixed(2)} %`);
    });
    // However a page stands, what the popup says of it is in a picture; what of it is filled in may vary.
    const unseen = Object.entries(messagesIn(language)).filter(
      ([key, { message }]) =>
        key.startsWith('popup_') &&
        !popups.some((shown) => message.split(/\$\d/).every((part) => shown.includes(part))),
    );
    expect(unseen.map(([key]) => key)).toEqual([]);
    skip(
      isOtherFont,
      'Letters are as wide as in the pictures only where the same font is installed (DejaVu Sans).',
    );
    expect(changed).toEqual([]);
    expect(looked).toBe(2 * NAMES.length);
  },
);
