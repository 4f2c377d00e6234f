import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitForView } from '../../demo/view.mjs';
import { openTab, useSchool } from './school.ts';

const school = useSchool();
let server: Server;

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Tool</title><p>Frånvaro</p><textarea class="note"></textarea>';

beforeAll(async () => {
  server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  await school.putInForce(`saklig: 1
id: idle
name: Idle
version: "1"
language: sv
languages: [sv]
extends: [saklig-rules-sv]
fields:
  - id: note
    name: Note
    purpose: Prov.
    channel: record
    where:
      - { urls: ["http://127.0.0.1/school/*"], selector: ".note" }
`);
});
afterAll(() => server?.close());

const tool = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/school/`;

async function open(url: string): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await openTab(school.context());
  // A site that is not there answers all the same.
  await page.route('http://shop.example/*', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: PAGE }),
  );
  await page.goto(url);
  return { page, cdp: await school.context().newCDPSession(page) };
}

/** How many script worlds of extensions there are in a page. */
async function worldsOf(cdp: CDPSession): Promise<number> {
  let worlds = 0;
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension:')) worlds++;
  });
  // Tells of those that are there before it answers.
  await cdp.send('Runtime.enable');
  return worlds;
}

const isOurs = ({ url }: { url: string }) => url.startsWith('chrome-extension:');

/** How often functions of ours have been called since this was asked last. */
async function callsOf(cdp: CDPSession): Promise<number> {
  const { result } = await cdp.send('Profiler.takePreciseCoverage');
  const functions = result.filter(isOurs).flatMap((script) => script.functions);
  return functions.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
}

test('nothing of ours is in a page that is no school tool', async () => {
  const elsewhere = await open('http://shop.example/');
  await elsewhere.cdp.send('Debugger.enable');
  expect(await worldsOf(elsewhere.cdp)).toBe(0);
  const scripts: string[] = [];
  elsewhere.cdp.on('Debugger.scriptParsed', (script) => scripts.push(script.url));
  await elsewhere.page.reload();
  await elsewhere.page.locator('.note').click();
  await elsewhere.page.keyboard.type('förkyld');
  expect(scripts.filter((url) => isOurs({ url }))).toEqual([]);
  // What would be seen is seen where the policy has a field.
  const watched = await open(tool());
  expect(await worldsOf(watched.cdp)).toBe(1);
});

test('nothing of ours runs while nothing is done and nothing moves, and marks follow what does', async () => {
  const { page, cdp } = await open(tool());
  await page.locator('.note').click();
  await page.keyboard.type('Kom 9. Hon var förkyld igen.');
  const { marks } = await waitForView(page, (v) => v.marks.length === 1 && v.chips.length === 1);
  await cdp.send('Profiler.enable');
  await cdp.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const callsIn = async (ms: number) => {
    await callsOf(cdp);
    await page.waitForTimeout(ms);
    return callsOf(cdp);
  };
  // After the last key the number of findings is said aloud, once, and fields are looked for when the
  // browser has time; then there is silence.
  await expect.poll(() => callsIn(2_000), { timeout: 20_000 }).toBe(0);
  await page.locator('p').evaluate((p) => {
    p.style.height = '100px';
  });
  const top = marks[0]?.box.y ?? 0;
  await waitForView(page, (v) => (v.marks[0]?.box.y ?? 0) > top + 20);
  expect(await callsOf(cdp)).toBeGreaterThan(0);
  await expect.poll(() => callsIn(2_000), { timeout: 20_000 }).toBe(0);
});
