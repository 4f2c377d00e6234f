import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { extensionReady, openChromium } from '../../demo/chromium.mjs';
import { answerForBrowser } from '../../demo/popup.mjs';
import { violations } from './axe.ts';
import { openEditor } from './editor.ts';

/**
 * Without a window nobody can press the browser's own question. What is replaced is just that: its
 * answer is yes here, given to Chromium by its own settings, and what it was asked is written down.
 */
const asked: string[][] = [];
let context: BrowserContext;
let settings: Page;
let id: string;

const POLICY = `saklig: 1
id: two-sites
name: Om två webbplatser
version: "1"
language: sv
languages: [sv]
fields:
  - id: note
    name: Anteckning
    purpose: Kort.
    channel: record
    where:
      - { urls: ["http://127.0.0.1/lektion/*", "http://127.0.0.1/kommentar"], selector: textarea }
      - { urls: ["http://localhost/*"], selector: textarea }
rules:
  - { id: words, category: judgement, severity: warn, instruction: Skriv vad som hände. }
`;
const [HERE, THERE] = ['http://127.0.0.1/*', 'http://localhost/*'];

beforeAll(async () => {
  context = await openChromium();
  id = new URL((await extensionReady(context)).url()).hostname;
  settings = await context.newPage();
  await settings.goto('chrome://extensions');
});
afterAll(() => context?.close());
beforeEach(async () => {
  asked.length = 0;
  // Given back, and taken away again.
  for (const hostAccess of ['ON_ALL_SITES', 'ON_CLICK']) {
    await settings.evaluate(
      (own) =>
        (globalThis as never as Settings).chrome.developerPrivate.updateExtensionConfiguration(own),
      { extensionId: id, hostAccess },
    );
  }
});

interface Settings {
  chrome: {
    developerPrivate: {
      updateExtensionConfiguration(own: { extensionId: string; hostAccess: string }): Promise<void>;
      addHostPermission(id: string, site: string): Promise<void>;
    };
  };
}

async function answer(origins: string[]): Promise<boolean> {
  asked.push(origins);
  for (const site of origins) {
    await settings.evaluate(
      ([own, added]) =>
        (globalThis as never as Settings).chrome.developerPrivate.addHostPermission(
          own as string,
          added as string,
        ),
      [id, site],
    );
  }
  return true;
}

async function putInForce(): Promise<void> {
  const worker = await extensionReady(context);
  await worker.evaluate(async (text) => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    await storage.local.set({ local: { text } });
    for (;;) {
      const { inForce } = await storage.local.get('inForce');
      if ((inForce as { policy: { id: string } }).policy.id === 'two-sites') return;
      await new Promise((done) => setTimeout(done, 20));
    }
  }, POLICY);
}

/** A view that is told what the browser asks. */
async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  await answerForBrowser(page, answer);
  const worker = await extensionReady(context);
  await page.goto(new URL(`/src/views/${path}`, worker.url()).href);
  return page;
}

const part = (page: Page) => page.getByRole('region', { name: 'Saklig får inte läsa överallt.' });
const buttons = (page: Page) => part(page).getByRole('button').allInnerTexts();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

test('each site that is lacking has a button of its own, and the browser is asked for just that one', async () => {
  await putInForce();
  const page = await open('options/options.html#in-force');
  const [here, there] = ['Tillåt alla sidor på 127.0.0.1', 'Tillåt alla sidor på localhost'];
  await expect.poll(() => buttons(page)).toEqual([here, there]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: here as string }).focus();
  await page.keyboard.press('Enter');
  // What is lacking still remains, and whoever uses keys goes on from there.
  await expect.poll(() => buttons(page)).toEqual([there]);
  expect(asked).toEqual([[HERE]]);
  await expect.poll(() => focused(page)).toBe(there);
  await page.keyboard.press('Enter');
  await expect.poll(() => part(page).count()).toBe(0);
  expect(asked).toEqual([[HERE], [THERE]]);
  await expect.poll(() => focused(page)).toBe('Instruktionen som gäller');
  await page.close();
});

test('a draft that is put in force asks for nothing by itself, and has the same buttons', async () => {
  await (await openEditor(context, POLICY.replace('Kort.', 'Kort och sakligt.'), 'about')).close();
  const page = await open('options/options.html#about');
  await page.getByRole('button', { name: 'Börja använda …' }).click();
  await page.getByText('kan du slå på en webbplats i taget här').waitFor();
  await page.getByRole('button', { name: 'Börja använda', exact: true }).click();
  await page.getByText('låter inte Saklig läsa överallt').waitFor();
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: 'Tillåt alla sidor på localhost' }).click();
  await expect.poll(() => buttons(page)).toEqual(['Tillåt alla sidor på 127.0.0.1']);
  await part(page).getByRole('button').click();
  await page.getByText('Klart! Instruktionen gäller nu').waitFor();
  expect(asked).toEqual([[THERE], [HERE]]);
  await page.close();
});

test('the page of welcome asks for one school tool at a time, too', async () => {
  const page = await open('welcome/welcome.html');
  await expect.poll(async () => (await buttons(page)).length).toBeGreaterThan(5);
  const before = await buttons(page);
  await part(page).getByRole('button').first().click();
  await expect.poll(() => buttons(page)).toEqual(before.slice(1));
  expect(asked).toEqual([[expect.any(String)]]);
});
