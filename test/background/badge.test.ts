import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { extensionReady, openChromium } from '../../demo/chromium.mjs';

/** A page with a field, and beside it the same again in a frame, on a server that knows nothing else. */
let context: BrowserContext;
let server: Server;
/** A page of the extension: it can see what the button shows. */
let own: Page;
const FIELD = '<!doctype html><textarea class="remark"></textarea>';
const FRAMED = `${FIELD}<iframe src="/inner" width="400" height="200"></iframe>`;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(url === '/inner' ? FIELD : FRAMED);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  context = await openChromium();
  const worker = await extensionReady(context);
  own = await context.newPage();
  await own.goto(new URL('/src/views/help/help.html', worker.url()).href);
});
afterAll(async () => {
  await context?.close();
  server?.close();
});

const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

/** What the button shows over the tab in front, and all that is kept for it. */
async function button(): Promise<{ badge: string; title: string; kept: object }> {
  return own.evaluate(async () => {
    const { action, storage, tabs } = (globalThis as never as { chrome: typeof browser }).chrome;
    const [tab] = await tabs.query({ active: true, lastFocusedWindow: true });
    const tabId = tab?.id as number;
    // Beside that what is in force was verified, which is of no tab.
    const { isVerified: _, ...kept } = await storage.session.get();
    return {
      badge: await action.getBadgeText({ tabId }),
      title: await action.getTitle({ tabId }),
      kept: Object.fromEntries(Object.entries(kept).map(([key, own]) => [key.split(':')[0], own])),
    };
  });
}
const badge = async () => (await button()).badge;
const inner = (page: Page) => page.frameLocator('iframe').locator('textarea');

test('the button counts the remarks of a tab over its frames, and keeps numbers only', async () => {
  const page = await context.newPage();
  await page.goto(at('/'));
  await page.locator('textarea').pressSequentially('förkyld');
  await expect.poll(button).toEqual({
    badge: '1',
    title: 'Saklig: 1 markering på den här sidan',
    kept: { remarks: { 0: 1 } },
  });
  await inner(page).pressSequentially('förkyld, migrän');
  await expect.poll(badge).toBe('3');
  expect((await button()).title).toBe('Saklig: 3 markeringar på den här sidan');
  expect(
    Object.values((await button()).kept)
      .flatMap(Object.values)
      .sort(),
  ).toEqual([1, 2]);

  // A frame that goes to another page takes its own along.
  await page.locator('iframe').evaluate((e: HTMLIFrameElement) => {
    e.src = 'about:blank';
  });
  await expect.poll(badge).toBe('1');

  // The words are changed: nothing is left, and nothing is kept.
  await page.locator('textarea').fill('Kom 08.25');
  await expect.poll(button).toEqual({ badge: '', title: 'Saklig', kept: {} });
});

test('another page in the tab begins anew, also where its frames had remarks', async () => {
  const page = await context.newPage();
  await page.goto(at('/'));
  await inner(page).pressSequentially('förkyld, migrän');
  await expect.poll(badge).toBe('2');
  await page.goto(at('/other'));
  await expect.poll(badge).toBe('');
  await page.locator('textarea').pressSequentially('förkyld');
  await expect.poll(badge).toBe('1');
});

test('each tab has its own', async () => {
  const [one, two] = [await context.newPage(), await context.newPage()];
  await one.goto(at('/inner'));
  await two.goto(at('/inner'));
  await two.locator('textarea').pressSequentially('förkyld');
  await expect.poll(badge).toBe('1');
  await one.bringToFront();
  await expect.poll(badge).toBe('');
});

test('it is told only when the number has changed, not with each key', async () => {
  const page = await context.newPage();
  await page.goto(at('/inner'));
  await own.evaluate(() => {
    const here = globalThis as never as { chrome: typeof browser; told: unknown[] };
    here.told = [];
    here.chrome.runtime.onMessage.addListener((message: unknown) => {
      here.told.push(message);
      return undefined;
    });
  });
  await page
    .locator('textarea')
    .pressSequentially('förkyld, kom sedan 08.25 med bussen och migrän');
  await expect.poll(badge).toBe('2');
  const told = () =>
    own.evaluate(() => JSON.stringify((globalThis as never as { told: unknown[] }).told));
  expect(await told()).toMatch(/^\[(\{"remarks":1\},)?\{"remarks":2\}\]$/);
});

test('with no remark it tells of what somebody has to mend, and of whom it is for', async () => {
  await (await context.newPage()).goto(at('/inner'));
  const shown = async () => {
    const { badge, title } = await button();
    return [badge, title];
  };
  const is = async (keys: string[], ...wanted: string[]) => {
    await own.evaluate((all) => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      const problems = all.map((key) => ({ level: 'error', key, values: [], where: [] }));
      return storage.local.set({ problems });
    }, keys);
    await expect.poll(shown).toEqual(wanted);
  };
  await is(['problem_missing'], '!', 'Saklig: något i skolans instruktion behöver rättas');
  // The instruction is as it should be.
  const settings = 'Saklig: skolans it behöver se över inställningarna';
  await is(['managed_key', 'remote_stored'], '!', settings);
  const unread = 'Saklig: inga sidor kontrolleras, stäng webbläsaren helt och öppna den igen';
  await is(['problem_noScripts', 'problem_missing', 'managed_key'], '!', unread);
  // Another edition is fetched within minutes.
  await is(['remote_stored', 'remote_storedOld'], '', 'Saklig');
});

test('the background may be put to sleep in between', async () => {
  const page = await context.newPage();
  await page.goto(at('/'));
  await page.locator('textarea').pressSequentially('förkyld');
  await expect.poll(badge).toBe('1');
  const cdp = await context.browser()?.newBrowserCDPSession();
  const targets = await cdp?.send('Target.getTargets');
  const worker = targets?.targetInfos.find(({ type }) => type === 'service_worker');
  const targetId = worker?.targetId ?? '';
  await cdp?.send('Target.closeTarget', { targetId });
  const ids = async () =>
    (await cdp?.send('Target.getTargets'))?.targetInfos.map((target) => target.targetId);
  await expect.poll(ids).not.toContain(targetId);
  await inner(page).pressSequentially('migrän');
  await expect.poll(badge).toBe('2');
});
