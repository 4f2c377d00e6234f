import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, request as forward, type Server } from 'node:http';
import { createServer, type Server as HttpsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { startSchool } from '../../demo/server.mjs';
import { openStore } from '../../demo/store.mjs';
import type { PolicyInForce } from '../../src/policy/in-force.ts';
import { BROWSERS, openBrowser, type TestBrowser } from '../browsers/browser.ts';
import { buttonOf, press, waitForView } from '../browsers/view.ts';
import { certificate } from '../certificate.ts';
import { keyPair } from '../signing.ts';
import { ELSEWHERE, expectUnnamed, givePolicy, isAmong, WORD } from './traffic.ts';

/**
 * All that Firefox asks for goes through a proxy of ours, what stands on this computer too: pages,
 * extensions, itself. What it asks for on its own account is switched off by preferences of the same
 * profile, puppeteer's and those below. What is left is its own settings service
 * (firefox.settings.services.mozilla.com), which cannot be switched off; its maker's domains are left out.
 * Nothing of ours names them, and nothing reaches them.
 */
const OF_FIREFOX = ['mozilla.org', 'mozilla.com', 'mozilla.net', 'firefox.com'];
const isThere = BROWSERS.includes('firefox');

const folder = mkdtempSync(join(tmpdir(), 'saklig-traffic-'));
const key = keyPair();
/** What the proxy was asked: the address, or of what is encrypted the host and port; and what was sent there. */
const seen: { address: string; sent: string }[] = [];
/** What the server of policies was asked. */
const asked: string[] = [];
let proxy: Server;
let policies: HttpsServer;
let school: Awaited<ReturnType<typeof startSchool>>;
let own: TestBrowser;

const portOf = (server: Server | HttpsServer) => (server.address() as AddressInfo).port;
const listen = (server: Server | HttpsServer) =>
  new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });

beforeAll(async () => {
  if (!isThere) return;
  policies = createServer(certificate(), givePolicy(key, asked));
  proxy = createHttpServer((request, response) => {
    const { hostname, port, pathname, search } = new URL(request.url ?? '');
    const one = { address: request.url ?? '', sent: '' };
    seen.push(one);
    request.on('data', (chunk) => {
      one.sent += chunk;
    });
    if (hostname !== '127.0.0.1') return response.writeHead(502).end();
    const { method = 'GET', headers } = request;
    const on = forward({ hostname, port, path: pathname + search, method, headers }, (answer) =>
      answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers)),
    );
    request.pipe(on.on('error', () => response.destroy()));
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    seen.push({ address: url, sent: '' });
    const [host, port] = url.split(':');
    if (host !== '127.0.0.1') return socket.end('HTTP/1.1 502 Not here\r\n\r\n');
    const on = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Here\r\n\r\n');
      socket.pipe(on).pipe(socket);
    });
    for (const end of [socket, on]) end.on('error', () => end.destroy());
  });
  await Promise.all([listen(policies), listen(proxy)]);
  school = await startSchool({ port: 0, store: openStore(join(folder, 'saved.json')) });
  own = await openBrowser('firefox', {
    anyCertificate: true,
    preferences: {
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': portOf(proxy),
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': portOf(proxy),
      'network.proxy.no_proxies_on': '',
      'network.proxy.allow_hijacking_localhost': true,
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'browser.topsites.contile.enabled': false,
      'browser.region.network.url': '',
      // There is nobody to press the browser's own button.
      'extensions.webextOptionalPermissionPrompts': false,
    },
  });
});
afterAll(async () => {
  await own?.close();
  await school?.close();
  for (const server of [policies, proxy]) {
    server?.closeAllConnections();
    server?.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

const addressOf = (server: HttpsServer) => `https://127.0.0.1:${portOf(server)}/policy.yaml`;
const textOf = (page: Page) => page.evaluate(() => document.body.innerText);

async function writeIn(page: Page, field: string): Promise<void> {
  await page.click(field, { count: 3 });
  await page.keyboard.type(`${WORD}, hemma`);
  await waitForView(page, (view) => view.marks.length > 0);
}

/** A whole visit: everything that the extension has is opened and used once. */
async function visit(): Promise<void> {
  const views = 'src/views';
  await writeIn(await own.openExtensionPage(`${views}/welcome/welcome.html`), 'textarea');
  const editor = await own.openExtensionPage(`${views}/options/options.html#address`);
  await editor.waitForSelector('input[name=address]');
  await editor.type('input[name=address]', addressOf(policies));
  await editor.click('.adding button');
  await (await editor.waitForSelector('.opened .primary'))?.click();
  await expect
    .poll(() =>
      own.inExtension(async () => {
        const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
        const { inForce } = (await storage.local.get('inForce')) as { inForce?: PolicyInForce };
        return inForce?.policy.id;
      }),
    )
    .toBe('town');
  for (const path of ['popup/popup.html', 'help/help.html', 'help/officers.html']) {
    const page = await own.openExtensionPage(`${views}/${path}`);
    await page.waitForSelector('h1');
    if (path.startsWith('popup')) expect(await textOf(page)).toContain('Kommunens anvisning');
  }
  const page = await own.newPage();
  await page.goto(`${school.url}/kommentar`);
  await writeIn(page, '#pupil-comment');
  await page.keyboard.down('Alt');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Alt');
  await waitForView(page, (view) => view.card);
  await page.keyboard.press('Escape');
  await page.click('#save-comment');
  const { warning } = await waitForView(page, (view) => view.warning);
  await press(page, buttonOf(warning, 'Spara ändå'));
  await expect
    .poll(async () => (await (await fetch(`${school.url}/api/saved`)).text()).includes(WORD))
    .toBe(true);
  await page.goto(ELSEWHERE).catch(() => {});
}

describe.runIf(isThere)('in Firefox', () => {
  test('nothing of ours names what Firefox asks for on its own account', () => {
    expectUnnamed('dist/firefox', OF_FIREFOX);
  });

  test('over a whole visit nothing is asked for but the school’s tool and the policy’s address', async () => {
    await visit();
    const origins = seen.map(({ address }) => {
      const url = URL.parse(/^http/.test(address) ? address : `https://${address}`);
      return { origin: url?.origin ?? address, host: url?.hostname ?? '' };
    });
    const others = origins.filter(({ host }) => !isAmong(OF_FIREFOX, host));
    const wanted = [school.url, new URL(addressOf(policies)).origin, new URL(ELSEWHERE).origin];
    expect([...new Set(others.map(({ origin }) => origin))].sort()).toEqual(wanted.sort());
    // Once to see whose key it is, and once to take it.
    expect(asked).toEqual(['GET /policy.yaml', 'GET /policy.yaml']);
    // What the teacher wrote left once, in the save that she asked for.
    const told = seen.filter(({ address, sent }) =>
      [address, sent].some((text) => text.includes(WORD) || text.includes(encodeURI(WORD))),
    );
    expect(told).toEqual([
      { address: `${school.url}/api/comment`, sent: expect.stringContaining('hemma') },
    ]);
  });
});
