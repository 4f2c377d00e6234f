import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from '../browsers/browser.ts';
import { readView, waitForView } from '../browsers/view.ts';

/** What our script does while something moves, and that it does nothing while nothing does. */
let browser: TestBrowser;
let server: Server;
let page: Page;

const PAGE = `<!doctype html><meta charset="utf-8"><body style="height:3000px">
  <p style="height:99px"></p><div id="above"></div><div id="around"><textarea class="remark" rows="9" cols="60">
${'Alva var förkyld och hos vårdcentralen. '.repeat(6)}</textarea></div>`;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(PAGE);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  browser = await openBrowser('chromium');
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.focus('textarea');
  await waitForView(page, ({ marks }) => marks.length > 6);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** How far the first mark is from the field's left upper corner. */
async function offset(): Promise<{ x: number; y: number }> {
  const corner = await page.$eval('textarea', (field) => {
    const { x, y } = field.getBoundingClientRect();
    return { x, y };
  });
  const [mark] = (await readView(page)).marks;
  if (!mark) throw new Error('There is no mark.');
  return { x: mark.box.x - corner.x, y: mark.box.y - corner.y };
}

/** The frame something moves in, which tells us of it; the one it is drawn in; and that is painted. */
const FRAMES = `new Promise((drawn) =>
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))))`;

test.each([
  [
    'a transform',
    'around.style.transform = "translate(" + step * 13.7 + "px, " + step * 3 + "px)"',
  ],
  ['a margin', 'around.style.marginLeft = step * 21 + "px"'],
  ['what is put in above', 'above.style.height = step * 17 + "px"'],
  ['an animation', 'around.getAnimations()[0].currentTime = step * 100'],
  ['a scroll', 'scrollTo(0, step * 9)'],
])('moved by %s, the marks are there in the frame after', async (_, script) => {
  await page.evaluate(`
    scrollTo(0, 0);
    for (const one of around.getAnimations()) one.cancel();
    above.style.height = around.style.marginLeft = around.style.transform = '';
    around.animate({ translate: ['0 0', '300px 90px'] }, 1000).pause();
    ${FRAMES}
  `);
  const before = await offset();
  for (let step = 1; step <= 8; step++) {
    await page.evaluate(`new Promise((done) => {
      const step = ${step};
      ${script};
      ${FRAMES}.then(done);
    })`);
    const now = await offset();
    expect(Math.abs(now.x - before.x), `across at ${step}`).toBeLessThan(1);
    expect(Math.abs(now.y - before.y), `down at ${step}`).toBeLessThan(1);
  }
});

/** How often a script of the extension was run in the page while something was done. */
async function ran(work: () => Promise<unknown>): Promise<number> {
  await page.tracing.start({
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await work();
  const trace = new TextDecoder().decode(await page.tracing.stop());
  const { traceEvents } = JSON.parse(trace) as {
    traceEvents: { name: string; args?: { data?: { url?: string } } }[];
  };
  return traceEvents.filter(
    ({ name, args }) => name === 'FunctionCall' && args?.data?.url?.startsWith('chrome-extension:'),
  ).length;
}

test('while nothing moves nothing of ours runs', async () => {
  // Some of what is told of the last move, and what is said aloud after the last key, comes later.
  await expect
    .poll(() => ran(() => new Promise((done) => setTimeout(done, 1000))), { timeout: 20_000 })
    .toBe(0);
  expect(await ran(() => page.keyboard.type('x'))).toBeGreaterThan(0);
});

test('a key press sends the background no message', async () => {
  await browser.inExtension(() => {
    const { chrome } = globalThis as never as {
      chrome: { runtime: { onMessage: Listened; onConnect: Listened } };
    };
    Object.assign(globalThis, { heard: 0 });
    const hear = () => {
      (globalThis as never as { heard: number }).heard++;
    };
    chrome.runtime.onMessage.addListener(hear);
    chrome.runtime.onConnect.addListener(hear);
  });
  const { marks } = await readView(page);
  await page.keyboard.type(' hon var förkyld');
  await waitForView(page, (view) => view.marks.length > marks.length);
  expect(await browser.inExtension(() => (globalThis as never as { heard: number }).heard)).toBe(0);
});

interface Listened {
  addListener(listener: () => void): void;
}
