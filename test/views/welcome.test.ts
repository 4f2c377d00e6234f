import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { extensionReady, openChromium, welcomePage } from '../../demo/chromium.mjs';
import { buttonOf, press, waitForView } from '../../demo/view.mjs';
import { pressCommand } from '../page/press-command.ts';
import { violations } from './axe.ts';

const manifest = createRequire(import.meta.url)('../../manifest.json');

let context: BrowserContext;
let opened: number;
beforeAll(async () => {
  opened = Date.now();
  context = await openChromium({ welcome: true });
});
afterAll(() => context?.close());

const note = (page: Page) => page.getByRole('textbox', { name: 'Frånvaroanteckning' });
const steps = (page: Page) => page.locator('li.done').count();
/** The key that the first step names. */
const keyNamed = async (page: Page) =>
  /tryck (\S+) i fältet/.exec(await page.locator('.steps li').first().innerText())?.[1] ?? '';
const said = (page: Page) => page.getByRole('status').innerText();

describe('after the installation', () => {
  test('a page welcomes, and within a minute the first words are replaced and saved', async () => {
    const page = await welcomePage(context);
    await page.bringToFront();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const { marks } = await waitForView(page, (v) => v.marks.length === 1);
    expect(await steps(page)).toBe(0);
    asked.length = 0;
    const box = marks[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const { card } = await waitForView(page, (v) => v.card);
    await press(page, buttonOf(card, 'Anmäld frånvaro'));
    await expect.poll(() => note(page).inputValue()).toBe('Anmäld frånvaro');
    await expect.poll(() => said(page)).toBe('Så ja! Spara nu.');
    expect(await steps(page)).toBe(2);
    await page.getByRole('button', { name: 'Spara (på låtsas)' }).click();
    await expect.poll(() => said(page)).toContain('Så fungerar det i skolans verktyg också.');
    expect(await steps(page)).toBe(3);
    expect(Date.now() - opened).toBeLessThan(60_000);
    // As it promises.
    expect(asked).toEqual([]);
  });

  test('what is left is asked about before it is saved, and nothing of it is kept', async () => {
    const page = await welcomePage(context);
    await page.reload();
    await note(page).fill('Migrän sedan 07.13');
    await waitForView(page, (v) => v.marks.length === 1);
    await page.getByRole('button', { name: 'Spara (på låtsas)' }).click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(await said(page)).toBe('');
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => said(page)).toContain('Klart.');
    const kept = await page.evaluate(async () => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      return JSON.stringify([await storage.local.get(), await storage.session.get()]);
    });
    expect(kept.includes('07.13')).toBe(false);
  });

  test('the same with the keyboard alone, by the key that the page names', async () => {
    const page = await welcomePage(context);
    await page.reload();
    await waitForView(page, (v) => v.marks.length === 1);
    await page.keyboard.press('Tab');
    expect(await note(page).evaluate((e) => e === document.activeElement)).toBe(true);
    await page.keyboard.press(await keyNamed(page));
    await waitForView(page, (v) => v.card);
    await page.keyboard.press('Enter');
    await expect.poll(() => note(page).inputValue()).toBe('Anmäld frånvaro');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => said(page)).toContain('Klart.');
    expect(await violations(page)).toEqual([]);
  });

  test('it names the key that somebody has given to the move, and that one leads into the card', async () => {
    const page = await welcomePage(context);
    await page.reload();
    await page.bringToFront();
    await waitForView(page, (v) => v.marks.length === 1);
    const give = (own: string) =>
      page.evaluate((cardKey) => {
        const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
        return storage.local.set({ cardKey });
      }, own);
    await give('Alt+Shift+G');
    await expect.poll(() => keyNamed(page)).toBe('Alt+Shift+G');
    await note(page).focus();
    await pressCommand(context, 'card');
    await waitForView(page, (v) => v.card);
    await give('');
    await expect.poll(() => keyNamed(page)).toBe('Alt+Enter');
  });

  test('axe finds nothing wrong in it, with the card open', async () => {
    const page = await welcomePage(context);
    await page.reload();
    await waitForView(page, (v) => v.marks.length === 1);
    await note(page).focus();
    await page.keyboard.press('Alt+Enter');
    await waitForView(page, (v) => v.card);
    expect(await violations(page)).toEqual([]);
  });
});

describe('help', () => {
  const open = async (path: string) => {
    const worker = await extensionReady(context);
    const page = await context.newPage();
    await page.goto(new URL(`/src/views/${path}`, worker.url()).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };

  test('leads from one page to the other and to the field to try, and axe finds nothing wrong', async () => {
    const page = await open('welcome/welcome.html');
    await page.getByRole('link', { name: 'Hjälp' }).click();
    await page.getByRole('heading', { name: 'Hjälp' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'För dataskyddsombud' }).click();
    await page.getByRole('heading', { name: 'För dataskyddsombud' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Prova' }).click();
    await waitForView(page, (v) => v.marks.length === 1);
  });

  test('“how to check that” comes to just that part', async () => {
    const page = await open('welcome/welcome.html');
    await page.getByRole('link', { name: 'Så kan du kontrollera det' }).click();
    const part = page.getByRole('heading', { name: 'Inget du skriver lämnar datorn genom Saklig' });
    await part.waitFor();
    await expect
      .poll(() => part.evaluate((e) => e.getBoundingClientRect().bottom < innerHeight))
      .toBe(true);
  });

  test('what it promises holds: without a network the field works just the same', async () => {
    const page = await open('welcome/welcome.html');
    await waitForView(page, (v) => v.marks.length === 1);
    await context.setOffline(true);
    try {
      await note(page).fill('migrän och ont i magen');
      await waitForView(page, (v) => v.marks.length === 2);
    } finally {
      await context.setOffline(false);
    }
  });

  test('every permission of the manifest is explained to data protection officers', async () => {
    const page = await open('help/officers.html');
    const words = await page.locator('main').innerText();
    expect(manifest.permissions.length).toBeGreaterThan(2);
    for (const permission of manifest.permissions) expect(words).toContain(`${permission}:`);
  });

  test('at 320 pixels nothing has to be scrolled sideways', async () => {
    for (const path of ['welcome/welcome.html', 'help/help.html', 'help/officers.html']) {
      const page = await open(path);
      await page.setViewportSize({ width: 320, height: 640 });
      // What we show follows within a frame.
      const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(beyond, { message: path }).toBeLessThanOrEqual(0);
    }
  });
});
