import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { waitForView } from '../../demo/view.mjs';
import { COMMANDS } from '../../src/policy/commands.ts';
import { onRoots } from './axe.ts';
import { treeOf } from './axtree.ts';
import { pressCommand } from './press-command.ts';
import { type, useSchool } from './school.ts';

const school = useSchool();

const NOTE = 'förkyld, lat och har migrän';
const focused = (page: Page) => page.evaluate(() => document.activeElement?.localName);
const card = (page: Page, words: string) => waitForView(page, (v) => v.card?.label.includes(words));
const caret = (page: Page) =>
  page
    .locator('.remark')
    .first()
    .evaluate((own) => (own as HTMLTextAreaElement).selectionStart);

async function open(): Promise<Page> {
  const page = await school.open('/lektion');
  await type(page, '.remark', NOTE);
  await waitForView(page, (v) => v.marks.length === 3);
  return page;
}

describe('the keys of the extension', () => {
  test('the next remark opens, and the one after that, with the focus in its card', async () => {
    const page = await open();
    await page.keyboard.press('Control+Home');
    await pressCommand(school.context(), 'next-remark');
    await card(page, 'förkyld');
    expect(await focused(page)).toBe('saklig-view');
    await pressCommand(school.context(), 'next-remark');
    await card(page, 'lat');
    await pressCommand(school.context(), 'next-remark');
    await card(page, 'migrän');
    await pressCommand(school.context(), 'next-remark');
    await card(page, 'förkyld');
  });

  test('all remarks of the note are listed', async () => {
    const page = await open();
    await pressCommand(school.context(), 'remarks');
    const { list } = await waitForView(page, (v) => v.list);
    expect(list?.buttons).toHaveLength(3);
    expect((await treeOf(page)).filter(({ role }) => role === 'menuitem')).toHaveLength(3);
  });

  test('in the card ready phrases and the line about the field lead back to the field', async () => {
    const page = await open();
    const enter = async () => {
      await page.keyboard.press('Control+Home');
      await pressCommand(school.context(), 'next-remark');
      await card(page, 'förkyld');
      await waitForView(page, (v) => !v.purpose);
    };
    await enter();
    await pressCommand(school.context(), 'phrases');
    const { phrases } = await waitForView(page, (v) => v.phrases && !v.card);
    expect(phrases?.buttons[0]?.name).toBe('Anmäld frånvaro');
    expect(await focused(page)).toBe('textarea');
    expect(await caret(page)).toBe('förkyld'.length);
    await page.keyboard.press('Escape');
    await enter();
    await pressCommand(school.context(), 'purpose');
    const { purpose } = await waitForView(page, (v) => v.purpose && !v.card);
    expect(purpose?.text).toContain('Ingen orsak');
    expect(await focused(page)).toBe('textarea');
  });

  test('outside of notes they do nothing', async () => {
    const page = await open();
    await page.locator('nav a').first().focus();
    for (const command of COMMANDS) await pressCommand(school.context(), command);
    await page.locator('.remark').first().focus();
    const view = await waitForView(page, (v) => v.purpose?.box.width);
    expect([view.card, view.list, view.phrases]).toEqual([null, null, null]);
    expect(view.purpose?.text).toContain('Ingen orsak');
  });

  test('are as the manifest has them, four with a key, and each is told in words', async () => {
    const { commands } = JSON.parse(readFileSync('manifest.json', 'utf8'));
    expect(Object.keys(commands)).toEqual([...COMMANDS]);
    const [worker] = school.context().serviceWorkers();
    const known = await worker?.evaluate(() =>
      (globalThis as never as { chrome: typeof browser }).chrome.commands.getAll(),
    );
    const own = known?.filter(({ name }) => (COMMANDS as readonly unknown[]).includes(name));
    const keys = own?.map(({ shortcut }) => shortcut).filter(Boolean);
    expect(keys?.sort()).toEqual(['J', 'K', 'U', 'Y'].map((letter) => `Alt+Shift+${letter}`));
    expect(own?.every(({ description }) => description)).toBe(true);
  });
});

describe('Alt+Enter', () => {
  test('moves into the card and back, as F6 does between parts of a window', async () => {
    const page = await open();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Alt+Enter');
    await card(page, 'förkyld');
    expect(await focused(page)).toBe('saklig-view');
    await page.keyboard.press('Alt+Enter');
    await expect.poll(() => focused(page)).toBe('textarea');
    expect(await caret(page)).toBe('förkyld'.length);
    // The card stands open meanwhile, and it is the same one again.
    await card(page, 'förkyld');
    await page.keyboard.press('Alt+Enter');
    await expect.poll(() => focused(page)).toBe('saklig-view');
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.card);
    expect(await focused(page)).toBe('textarea');
    await page.keyboard.press('Alt+Enter');
    await card(page, 'lat');
  });
});

describe('the move into the card', () => {
  test('is a key of the extension too, which leads in and back', async () => {
    const page = await open();
    await page.keyboard.press('Control+Home');
    await pressCommand(school.context(), 'card');
    await card(page, 'förkyld');
    await expect.poll(() => focused(page)).toBe('saklig-view');
    await pressCommand(school.context(), 'card');
    await expect.poll(() => focused(page)).toBe('textarea');
    expect(await caret(page)).toBe('förkyld'.length);
    await pressCommand(school.context(), 'card');
    await expect.poll(() => focused(page)).toBe('saklig-view');
    await card(page, 'förkyld');
  });

  test('has Alt+Enter no more once it was given a key, which the chip then names', async () => {
    const page = await open();
    const hint = async () =>
      (
        await onRoots(page, function () {
          return this.querySelector<HTMLElement>('.chip')?.title ?? '';
        })
      ).find(Boolean);
    await expect.poll(hint).toBe('Visa markeringar (Alt+Enter)');
    const [worker] = school.context().serviceWorkers();
    const give = (cardKey: string) =>
      worker?.evaluate(
        (own) =>
          (globalThis as never as { chrome: typeof browser }).chrome.storage.local.set({
            cardKey: own,
          }),
        cardKey,
      );
    await give('Alt+Shift+G');
    await expect.poll(hint).toBe('Visa markeringar (Alt+Shift+G)');
    await page.evaluate(() => {
      addEventListener('keydown', ({ altKey, key }) => {
        if (altKey) document.title = `the page has ${key}`;
      });
    });
    await page.keyboard.press('Alt+Enter');
    expect(await page.title()).toBe('the page has Enter');
    expect(await focused(page)).toBe('textarea');
    await give('');
    await expect.poll(hint).toBe('Visa markeringar (Alt+Enter)');
  });
});

test('the number of the note in use is said when the typing has paused, and that none is left', async () => {
  const page = await open();
  const says = (words: string) =>
    expect
      .poll(() => treeOf(page), { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ role: 'StaticText', name: words }));
  await says('3 markeringar');
  await page.locator('.remark').nth(1).click();
  await page.keyboard.type('förkyld');
  await says('1 markering');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Kom 08.25');
  await says('Inga markeringar kvar');
  // Who comes back hears what is there.
  await page.locator('.remark').first().focus();
  await says('3 markeringar');
});

test('on a Mac the keys are called as they are there, and elsewhere as they are there', async () => {
  const names = async (isMac: boolean) => {
    const page = await school.context().newPage();
    const cdp = await page.context().newCDPSession(page);
    const userAgent = await page.evaluate(() => navigator.userAgent);
    const brands = {
      brands: [],
      fullVersion: '',
      platformVersion: '',
      architecture: '',
      model: '',
    };
    const metadata = { ...brands, platform: 'macOS', mobile: false };
    const mac = { userAgent, platform: 'MacIntel', userAgentMetadata: metadata };
    if (isMac) await cdp.send('Emulation.setUserAgentOverride', mac);
    const [worker] = school.context().serviceWorkers();
    await page.goto(new URL('/src/views/help/help.html', worker?.url()).href);
    const keys = await page.locator('#keys ~ p code, section:has(#keys) code').allInnerTexts();
    await page.goto(`${school.url()}/lektion`);
    await type(page, '.remark', NOTE);
    await waitForView(page, (v) => v.chips.length === 1);
    const titles = await onRoots(page, function () {
      return this.querySelector<HTMLElement>('.chip')?.title ?? '';
    });
    await page.close();
    return [keys[0], titles.find(Boolean)];
  };
  expect(await names(false)).toEqual(['Alt+Enter', 'Visa markeringar (Alt+Enter)']);
  expect(await names(true)).toEqual(['⌥Enter', 'Visa markeringar (⌥Enter)']);
});
