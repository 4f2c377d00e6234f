import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
id: tool
name: Tool
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
