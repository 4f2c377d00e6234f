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
/** For each line that is shown, whether some of its words are not to be seen. */
const cutAnywhere = (page: Page) =>
  onRoots(page, function () {
    const words = this.querySelector('.purpose span');
    return words ? words.scrollWidth > words.clientWidth : null;
  }).then((cut) => cut.filter((one) => one !== null));
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
  /** A page of somebody's tool with a field; the practice school's instruction knows every `.remark`. */
  const tool = async (body: string, size: { width: number; height: number }) => {
    const page = await school.open('/lektion');
    await page.setViewportSize(size);
    await page.evaluate((html) => {
      document.body.innerHTML = html;
      document.documentElement.style.font = '16px/1.5 sans-serif';
    }, body);
    return page;
  };
  const ENLARGED = { width: 380, height: 400 };

  test('it stands in a tight table over no other field, and says all of its words', async () => {
    const page = await school.open('/lektion');
    await page.locator('.remark').nth(3).focus();
    const { purpose } = await lineShown(page);
    expect(wordsOf(purpose?.text)).toBe(ABSENCE);
    const fields = await page.evaluate(() =>
      [...document.querySelectorAll('textarea, select, input:not([type=hidden])')].map(
        (one) => one.getBoundingClientRect().toJSON() as DOMRect,
      ),
    );
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter((one) => overlap(purpose?.box as Box, one))).toEqual([]);
  });

  test('with text of twice the size it is a sign beside the name, and opens without covering that', async () => {
    const page = await school.open('/meddelande');
    await page.setViewportSize(ENLARGED);
    await page.locator('.message').focus();
    const { purpose } = await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    const name = await page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('[for=message]') as Element);
      return range.getBoundingClientRect().toJSON() as DOMRect;
    });
    expect(overlap(purpose?.box as Box, name)).toBe(false);
    await press(page, buttonOf(purpose, 'Visa vad fältet är till för'));
    const { purpose: open } = await waitForView(
      page,
      (v) => v.purpose?.buttons[0]?.name === 'Fäll ihop raden' && v.purpose.box.height > 40,
    );
    const { x = 0, width = 0 } = open?.box ?? {};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(ENLARGED.width);
    expect(overlap(open?.box as Box, name)).toBe(false);
    expect(overlap(open?.box as Box, await boxOf(page, '.message'))).toBe(false);
    expect(await cutAnywhere(page)).toEqual([false]);
    // What was only looked at is not folded away for good.
    await press(page, buttonOf(open, 'Fäll ihop raden'));
    await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    expect(await stored()).not.toEqual({ foldedPurposes: ['message'] });
  });

  test('folded away it is opened for now only, and is a sign the next time', async () => {
    const page = await school.open('/meddelande');
    await page.locator('.message').focus();
    await press(page, buttonOf((await lineShown(page)).purpose, 'Fäll ihop raden'));
    const named = (name: string) =>
      waitForView(page, (v) => v.purpose?.buttons[0]?.name === name && v.purpose.box.width);
    const isSign = () => named('Visa vad fältet är till för');
    const isOpen = () => named('Fäll ihop raden');
    await isSign();
    const comeBack = async () => {
      await page.locator('nav a').first().focus();
      await waitForView(page, (v) => !v.purpose);
      await page.locator('.message').focus();
      await isSign();
    };
    await page.setViewportSize(ENLARGED);
    await comeBack();
    for (const open of [
      async () =>
        press(page, buttonOf((await readView(page)).purpose, 'Visa vad fältet är till för')),
      () => pressCommand(school.context(), 'purpose'),
    ]) {
      await open();
      await isOpen();
      expect(await violationsShown(page)).toEqual([]);
      await comeBack();
    }
    // And folded again where it stands, and with room again.
    await pressCommand(school.context(), 'purpose');
    await press(page, buttonOf((await isOpen()).purpose, 'Fäll ihop raden'));
    await isSign();
    expect(await stored()).toEqual({ foldedPurposes: ['message'] });
    await page.setViewportSize({ width: 1280, height: 900 });
    await comeBack();
    await pressCommand(school.context(), 'purpose');
    await isOpen();
    await expect.poll(stored).toEqual({ foldedPurposes: [] });
  });

  test('beside a narrow field it goes on to more lines, none of them cut off', async () => {
    const page = await tool(
      `<div style="display: grid; grid-template-columns: 240px 240px; gap: 24px; padding: 0 40px">
         <div><label>Ena<textarea class="remark" style="width: 230px"></textarea></label></div>
         <div><label>Andra<textarea style="width: 230px"></textarea></label>
           ${'<p style="margin: 0">Vad man skriver här bredvid</p>'.repeat(6)}</div>
       </div>`,
      { width: 560, height: 500 },
    );
    await page.locator('.remark').focus();
    const { purpose } = await waitForView(page, (v) => v.purpose && v.purpose.box.height > 40);
    const { x = 0, width = 0 } = purpose?.box ?? {};
    // Up to the words beside it.
    expect(x + width).toBeLessThanOrEqual(304);
    expect(await cutAnywhere(page)).toEqual([false]);
    expect(overlap(purpose?.box as Box, await boxOf(page, '.remark'))).toBe(false);
    expect(overlap(purpose?.box as Box, await boxOf(page, 'textarea:not(.remark)'))).toBe(false);
  });

  test('a key opens it, folds it away, and opens it again', async () => {
    const page = await school.open('/meddelande');
    await page.setViewportSize(ENLARGED);
    await page.locator('.message').focus();
    await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    for (const isOpen of [true, false, true]) {
      await pressCommand(school.context(), 'purpose');
      await waitForView(page, (v) => v.purpose && v.purpose.box.width > 200 === isOpen);
    }
  });

  test('where the field is all there is the sign stands on its corner', async () => {
    const page = await tool(
      '<textarea class="remark" style="position: fixed; inset: 0; width: 100%; height: 100%"></textarea>',
      ENLARGED,
    );
    await page.locator('.remark').focus();
    const { purpose } = await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    await press(page, buttonOf(purpose, 'Visa vad fältet är till för'));
    const { purpose: open } = await waitForView(
      page,
      (v) => v.purpose && v.purpose.box.width > 200,
    );
    // Away from the line that is written.
    expect(open?.box.y).toBeGreaterThan(ENLARGED.height / 2);
  });

  test('a sign becomes the line when the page has scrolled to where there is room', async () => {
    const page = await tool(
      `<div style="height: 1200px; padding-top: 10px"><textarea class="remark" rows="3" style="width: 330px"></textarea>
       </div>`,
      { width: 380, height: 84 },
    );
    await page.locator('.remark').focus();
    await waitForView(page, (v) => v.purpose && v.purpose.box.width < 40);
    await page.evaluate(() => scrollTo(0, 60));
    await waitForView(page, (v) => v.purpose && v.purpose.box.width > 150);
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
    return line && !overlap(line.box, list);
  };
  await expect.poll(isApart).toBe(true);
  await page.evaluate(() => document.querySelector('#names')?.remove());
  await page.keyboard.press('Escape');
  await waitForView(page, (v) => v.purpose && v.purpose.box.width > 200);
});
