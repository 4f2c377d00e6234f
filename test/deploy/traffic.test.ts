import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { editorOf, extensionReady, openChromium, welcomePage } from '../../demo/chromium.mjs';
import { startSchool } from '../../demo/server.mjs';
import { openStore } from '../../demo/store.mjs';
import { buttonOf, press, waitForView } from '../../demo/view.mjs';
import type { PolicyInForce } from '../../src/policy/in-force.ts';
import { certificate, trusting } from '../certificate.ts';
import { keyPair } from '../signing.ts';
import { ELSEWHERE, expectUnnamed, givePolicy, isAmong, WORD } from './traffic.ts';

/**
 * Chromium writes down every request that it makes, whoever makes it: pages, extensions, itself. Of what
 * it asks for on its own account the most is switched off with its own switches, none of which touches
 * what an extension may do (`--disable-background-networking`, `--disable-component-update`,
 * `--disable-sync`, no first run, no translation; see demo/chromium.mjs and Playwright's own). These are
 * left: signing in, filling in forms, the clock and parts of itself, all on these domains. No page and
 * no extension asked for them, and their names stand nowhere in ours. No name is resolved, so that
 * nothing reaches them; that they were asked for is written down all the same.
 */
const OF_CHROMIUM = ['google.com', 'googleapis.com', 'gvt1.com'];
const folder = mkdtempSync(join(tmpdir(), 'saklig-traffic-'));
const log = join(folder, 'net.json');

const key = keyPair();
const asked: string[] = [];
let server: Server;
let school: Awaited<ReturnType<typeof startSchool>>;
let context: BrowserContext;
let policyAddress: string;

beforeAll(async () => {
  const https = certificate();
  server = createServer(https, givePolicy(key, asked));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  policyAddress = `https://127.0.0.1:${(server.address() as AddressInfo).port}/policy.yaml`;
  school = await startSchool({ port: 0, store: openStore(join(folder, 'saved.json')) });
  context = await openChromium({
    welcome: true,
    args: [
      trusting(https.cert),
      `--log-net-log=${log}`,
      // With every byte that is sent.
      '--net-log-capture-mode=Everything',
    ],
  });
});
afterAll(async () => {
  await context?.close();
  await school?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A whole visit: everything that the extension has is opened and used once. */
async function visit(): Promise<void> {
  const welcome = await welcomePage(context);
  const worker = await extensionReady(context);
  await writeIn(welcome, 'textarea');
  const subscription = { address: policyAddress, keys: [key.key], epoch: 1, minimumVersion: 1 };
  await worker.evaluate(async (own) => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    await storage.local.set({ subscription: own });
    for (;;) {
      const { inForce } = (await storage.local.get('inForce')) as { inForce?: PolicyInForce };
      if (inForce?.policy.id === 'town') return;
      await new Promise((done) => setTimeout(done, 20));
    }
  }, subscription);
  const page = await context.newPage();
  for (const part of ['in-force', 'start', 'address']) {
    await page.goto(`${editorOf(worker)}#${part}`);
    await page.locator('main h1').waitFor();
  }
  for (const path of ['popup/popup.html', 'help/help.html', 'help/officers.html']) {
    await page.goto(new URL(`/src/views/${path}`, worker.url()).href);
    await page.locator('h1').first().waitFor();
  }
  await page.goto(`${school.url}/kommentar`);
  await writeIn(page, '#pupil-comment');
  await page.keyboard.press('Alt+Enter');
  await waitForView(page, (view) => view.card);
  await page.keyboard.press('Escape');
  await page.click('#save-comment');
  const { warning } = await waitForView(page, (view) => view.warning);
  await press(page, buttonOf(warning, 'Spara ändå'));
  await waitForView(page, (view) => !view.warning);
  await expect
    .poll(async () => (await (await fetch(`${school.url}/api/saved`)).text()).includes(WORD))
    .toBe(true);
}

async function writeIn(page: Page, field: string): Promise<void> {
  await page.locator(field).first().click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(`${WORD}, hemma`);
  await waitForView(page, (view) => view.marks.length > 0);
}

interface NetLog {
  constants: { logEventTypes: Record<string, number> };
  events: {
    type: number;
    source: { id: number };
    params?: { url?: string; initiator?: string; bytes?: string };
  }[];
}

test('nothing of ours names what Chromium asks for on its own account', () => {
  expectUnnamed('dist/chromium', OF_CHROMIUM);
});

test('over a whole visit nothing is asked for but the school’s tool and the policy’s address', async () => {
  await visit();
  const page = await context.newPage();
  await page.goto(ELSEWHERE).catch(() => {});
  await context.close();
  const { constants, events } = JSON.parse(readFileSync(log, 'utf8')) as NetLog;
  const kind = Object.entries(constants.logEventTypes);
  const types = (name: RegExp) => kind.filter(([own]) => name.test(own)).map(([, type]) => type);
  const started = types(/^URL_REQUEST_START_JOB$/);
  const requests = events.flatMap(({ type, params }) => {
    const { url, initiator = '' } = (started.includes(type) && params) || {};
    if (url === undefined) return [];
    // What a page or an extension asks for has its origin as initiator.
    const { hostname } = new URL(url);
    const isOfBrowser = isAmong(OF_CHROMIUM, hostname) && !initiator.includes(':');
    return isOfBrowser ? [] : [url];
  });
  expect(requests).toContain(ELSEWHERE);
  const own = requests.filter((url) => url !== ELSEWHERE);
  const origins = new Set(own.map((url) => URL.parse(url)?.origin));
  const policyOrigin = new URL(policyAddress).origin;
  expect([...origins].sort()).toEqual([school.url, policyOrigin].sort());
  expect(requests.filter((url) => url.startsWith(policyOrigin))).toEqual([policyAddress]);
  expect(asked).toEqual(['GET /policy.yaml']);
  // What the teacher wrote left once, in the save that she asked for.
  const sent = new Map<number, string>();
  for (const { type, source, params } of events) {
    if (!types(/BYTES_SENT$/).includes(type) || !params?.bytes) continue;
    const text = Buffer.from(params.bytes, 'base64').toString();
    sent.set(source.id, (sent.get(source.id) ?? '') + text);
  }
  const all = [...sent.values()].join('\n');
  expect(all.split(WORD).length - 1).toBe(1);
  expect(all.split(/(?=(?:GET|POST) \/)/).filter((one) => one.includes(WORD))).toEqual([
    expect.stringMatching(/^POST \/kommentar|^POST \/api/),
  ]);
});
