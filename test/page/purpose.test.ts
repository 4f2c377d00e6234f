import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { type Box, buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { onRoots, violationsShown } from './axe.ts';
import { treeOf } from './axtree.ts';
import { pressCommand } from './press-command.ts';
import { useSchool } from './school.ts';

const school = useSchool();
const ABSENCE = 'Frånvaroanteckning: tider och om frånvaron är anmäld. Ingen orsak.';

const wordsOf = (text = '') => text.replace(/\s+/g, ' ').replace(' :', ':').trim();
/** The line about the field that has the focus, when it is there. */
const lineShown = (page: Page) => waitForView(page, (v) => v.purpose?.box.width);
const boxOf = async (page: Page, selector: string) =>
  (await page.locator(selector).first().boundingBox()) as Box;
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const stored = async () => {
  const [worker] = school.context().serviceWorkers();
  return worker?.evaluate(() =>
    (globalThis as never as { chrome: typeof browser }).chrome.storage.local.get('foldedPurposes'),
  );
};

describe('the purpose of a field', () => {
  test('is one line at the field while that has the focus, and gone with it', async () => {
    const page = await school.open('/lektion');
    await page.locator('.remark').first().focus();
    const { purpose } = await lineShown(page);
    expect(wordsOf(purpose?.text)).toBe(ABSENCE);
    // As high as one line.
    expect(purpose?.box.height).toBeLessThan(32);
    await page.locator('.lesson-comment').focus();
    await waitForView(page, (v) => v.purpose?.text.includes('Lektionskommentar'));
    await page.locator('nav a').first().focus();
    await waitForView(page, (v) => !v.purpose);
  });

  test.each([
    ['/kommentar', '.pupil-comment'],
    ['/meddelande', '#subject'],
    ['/meddelande', '.message'],
    ['/epost', '.mail'],
    ['/lektion', '.lesson-comment'],
    ['/lektion', '.remark'],
  ])('lies on %s at %s over no note, name or button, and moves nothing', async (path, selector) => {
    const page = await school.open(path);
    await page.locator(selector).first().scrollIntoViewIfNeeded();
    const layout = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('main *')].map((one) => one.getBoundingClientRect().toJSON()),
      );
    const before = await layout();
    await page.locator(selector).first().focus();
    const { purpose } = await lineShown(page);
    expect(await layout()).toEqual(before);
    const line = purpose?.box as Box;
    expect(overlap(line, await boxOf(page, selector))).toBe(false);
    // Names as wide as their words, not as their lines.
    const others = await page.evaluate(() => {
      const range = document.createRange();
      const names = document.querySelectorAll('main :is(label, th, h1, h2, button, a, select)');
      return [...names].flatMap((one) => {
        range.selectNodeContents(one);
        const shown = one.matches('button, select') ? one : range;
        return [...shown.getClientRects()].map((rect) => rect.toJSON() as DOMRect);
      });
    });
    expect(others.length).toBeGreaterThan(2);
    expect(others.filter((other) => overlap(line, other))).toEqual([]);
    const size = page.viewportSize() ?? { width: 0, height: 0 };
    expect(line.x + line.width).toBeLessThanOrEqual(size.width);
    expect(line.y + line.height).toBeLessThanOrEqual(size.height);
  });

  test('goes along when the page scrolls', async () => {
    const page = await school.open('/lektion');
    await page.locator('.remark').nth(4).focus();
    await lineShown(page);
    const distance = async () => {
      const field = await page.locator('.remark').nth(4).boundingBox();
      return ((await readView(page)).purpose?.box.y ?? 0) - (field?.y ?? 0);
    };
    const before = await distance();
    await page.mouse.wheel(0, 90);
    await page.waitForFunction(() => scrollY > 60);
    await expect.poll(distance).toBeCloseTo(before, 0);
  });
});

describe('folded away', () => {
  test('it is a small mark in every such field and after a reload, by pointer or key', async () => {
    const page = await school.open('/lektion');
    await page.locator('.remark').first().focus();
    const { purpose } = await lineShown(page);
    await press(page, buttonOf(purpose, 'Fäll ihop raden'));
    const folded = await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    // Large enough to hit, and the note keeps the focus.
    expect(folded.purpose?.buttons[0]?.box.width).toBeGreaterThanOrEqual(24);
    expect(folded.purpose?.buttons[0]?.box.height).toBeGreaterThanOrEqual(24);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('remark');
    expect(await violationsShown(page)).toEqual([]);
    expect(await stored()).toEqual({ foldedPurposes: ['absence'] });

    await page.locator('.lesson-comment').focus();
    await waitForView(page, (v) => v.purpose?.text.includes('Lektionskommentar'));
    await page.reload();
    await page.locator('.remark').nth(3).focus();
    await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    await pressCommand(school.context(), 'purpose');
    await waitForView(page, (v) => wordsOf(v.purpose?.text) === ABSENCE);
    await expect.poll(stored).toEqual({ foldedPurposes: [] });
  });
});

describe('a screen reader', () => {
  const said = async (page: Page) => {
    const met = await treeOf(page);
    return met.filter(({ role, name }) => role === 'StaticText' && name === ABSENCE).length;
  };

  test('is told once for a field of the policy, and finds the line by its name', async () => {
    const page = await school.open('/lektion');
    await page.locator('.remark').first().focus();
    // The line itself has the name of the field by itself.
    await expect.poll(() => said(page), { timeout: 10_000 }).toBe(1);
    const met = await treeOf(page);
    expect(met).toContainEqual(
      expect.objectContaining({ role: 'note', name: 'Vad fältet är till för' }),
    );
    expect(met).toContainEqual(
      expect.objectContaining({ role: 'button', name: 'Fäll ihop raden' }),
    );
    expect(await violationsShown(page)).toEqual([]);

    await page.locator('.remark').nth(1).focus();
    await expect.poll(() => said(page)).toBe(0);
    await page.locator('.lesson-comment').focus();
    await expect
      .poll(async () => (await treeOf(page)).some(({ name }) => name.startsWith('Lektionskomm')), {
        timeout: 10_000,
      })
      .toBe(true);
    expect(await said(page)).toBe(0);
  });
});

describe('where there is little room', () => {
  const enlarged = async () => {
    const page = await school.open('/epost');
    await page.setViewportSize({ width: 640, height: 450 });
    await page.locator('.mail').focus();
    return page;
  };

  test('it is one line in the window with text of twice the size, and whole at its button', async () => {
    const page = await enlarged();
    const { purpose } = await lineShown(page);
    expect(purpose?.box.height).toBeLessThan(32);
    expect(purpose?.box.x).toBeGreaterThanOrEqual(0);
    expect((purpose?.box.x ?? 0) + (purpose?.box.width ?? 0)).toBeLessThanOrEqual(640);
    await press(page, buttonOf(purpose, 'Visa hela raden'));
    const whole = await waitForView(page, (v) => v.purpose && v.purpose.box.height > 40);
    expect(wordsOf(whole.purpose?.text)).toMatch(/^Vanlig e-post är.*verktyg\.$/);
    expect((whole.purpose?.box.x ?? 0) + (whole.purpose?.box.width ?? 0)).toBeLessThanOrEqual(640);
    await press(page, buttonOf(whole.purpose, 'Fäll ihop raden'));
    await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
  });

  test('a key shows it whole, folds it away, and shows it again', async () => {
    await school
      .context()
      .serviceWorkers()[0]
      ?.evaluate(() =>
        (globalThis as never as { chrome: typeof browser }).chrome.storage.local.set({
          foldedPurposes: [],
        }),
      );
    const page = await enlarged();
    await lineShown(page);
    await pressCommand(school.context(), 'purpose');
    await waitForView(page, (v) => v.purpose && v.purpose.box.height > 40);
    await pressCommand(school.context(), 'purpose');
    await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    await pressCommand(school.context(), 'purpose');
    await waitForView(page, (v) => v.purpose && v.purpose.box.width > 200);
  });
});

test('it gives way to what the page opens over it, and is there again when that has gone', async () => {
  const page = await school.open('/lektion');
  const field = page.locator('.lesson-comment');
  await field.scrollIntoViewIfNeeded();
  await field.focus();
  const { purpose } = await lineShown(page);
  const before = purpose?.box as Box;
  // A list of names as tools open one while a name is typed, wherever the line lies, and above it too.
  await page.evaluate(({ x, y, width, height }) => {
    const list = document.createElement('ul');
    list.id = 'names';
    list.textContent = 'Alva Övningsgren '.repeat(40);
    list.style.cssText = `position: fixed; z-index: 5; background: white; left: ${x - 60}px; top: ${y - 4}px; width: ${width + 120}px; height: ${height + 30}px; margin: 0; overflow: hidden`;
    addEventListener('input', () => document.body.append(list), { once: true });
  }, before);
  await field.pressSequentially('@');
  const isApart = async () => {
    const list = (await page.locator('#names').boundingBox()) as Box;
    const { purpose: line } = await readView(page);
    const isHidden = await onRoots(page, function () {
      const own = this.querySelector('.purpose');
      return own ? getComputedStyle(own).visibility === 'hidden' : false;
    });
    return isHidden.includes(true) || (line && !overlap(line.box, list));
  };
  await expect.poll(isApart).toBe(true);
  await page.evaluate(() => document.querySelector('#names')?.remove());
  await page.keyboard.press('Escape');
  const isBack = () =>
    onRoots(page, function () {
      const own = this.querySelector('.purpose');
      return own ? getComputedStyle(own).visibility === 'visible' : false;
    });
  await expect.poll(async () => (await isBack()).includes(true)).toBe(true);
});
