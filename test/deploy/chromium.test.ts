import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { openChromium } from '../../demo/chromium.mjs';
import { extensionId } from '../../src/cli/package/crx.ts';
import type { PolicyInForce, RemotePolicy } from '../../src/policy/in-force.ts';
import { policyWith } from '../background/school-browser.ts';
import { certificate } from '../certificate.ts';
import { keyPair, signed } from '../signing.ts';
import { ManagedFolder, mayManage } from './managed-folder.ts';

/** An extension of its own id. */
const extension = mkdtempSync(join(tmpdir(), 'saklig-managed-'));
const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const der = publicKey.export({ type: 'spki', format: 'der' });
const id = extensionId(der);
const managed = new ManagedFolder(id);

const key = keyPair();
let published = signed(policyWith('kvurk'), [key], { version: 12 });
const asked: { method: string; headers: Record<string, unknown>; status: number }[] = [];
let server: Server;
let address: string;
let context: BrowserContext;
let worker: Worker;

const stored = async <T>(name: string) =>
  (await worker.evaluate(async (key) => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    return (await storage.local.get(key))[key];
  }, name)) as T | undefined;
const nameInForce = async () => (await stored<PolicyInForce>('inForce'))?.policy.name;
/** Managed values take seconds, and a file that was changed a few more. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 50_000, interval: 100 });
/** The popup, as it would be over a page. */
async function popup(): Promise<string> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${id}/src/views/popup/popup.html`);
  const text = await page.locator('body').innerText();
  await page.close();
  return text;
}

/** A certificate that Chromium is to take for good: what comes under a bad one it never keeps. */
const spki = (cert: string) =>
  createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');

beforeAll(async () => {
  if (!mayManage) return;
  cpSync('dist/chromium', extension, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  writeFileSync(
    join(extension, 'manifest.json'),
    JSON.stringify({ ...manifest, key: der.toString('base64') }),
  );
  // As any static server does it.
  const https = certificate();
  server = createServer(https, ({ method = '', headers }, response) => {
    const etag = `"${createHash('sha256').update(published).digest('hex').slice(0, 16)}"`;
    const status = headers['if-none-match'] === etag ? 304 : 200;
    asked.push({ method, headers, status });
    response.writeHead(status, { etag, 'access-control-allow-origin': '*' });
    response.end(status === 200 ? published : undefined);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/policy.yaml`;
  managed.set({ policyUrl: address, policyKeys: [key.key], locked: true });
  context = await openChromium({
    extension,
    welcome: true,
    args: [`--ignore-certificate-errors-spki-list=${spki(https.cert)}`],
  });
  worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
});
afterAll(async () => {
  managed.clear();
  rmSync(extension, { recursive: true, force: true });
  await context?.close();
  server?.close();
});

test.runIf(mayManage)(
  'Chromium takes the address from IT, the policy from the address, and asks as nobody',
  async () => {
    await soon(nameInForce).toBe('Anvisning om kvurk');
    expect(asked.map(({ method, status }) => [method, status])).toEqual([['GET', 200]]);
    const told = Object.keys(asked[0]?.headers ?? {});
    for (const name of ['cookie', 'referer', 'authorization']) expect(told).not.toContain(name);
    // The extension's id is that of all who have it.
    expect([undefined, `chrome-extension://${id}`]).toContain(asked[0]?.headers.origin);
    const text = await popup();
    expect(text).toContain('Anvisning om kvurk');
    expect(text).toContain('Version om kvurk · Hämtad från skolans adress');
    expect(text).toContain('Utgåva 12, senast kontrollerad');
    expect((await stored<PolicyInForce>('inForce'))?.policy.locked).toBe(true);
  },
);

/** Has the address asked now, and not in four hours. */
async function askAgain(): Promise<void> {
  const before = (await stored<RemotePolicy>('remote'))?.askedAt;
  await worker.evaluate(() => {
    const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
    alarms.create('policy-address', { when: Date.now() });
  });
  await soon(async () => (await stored<RemotePolicy>('remote'))?.askedAt).not.toBe(before);
}

test.runIf(mayManage)('what has not changed is not sent again, and what has is taken', async () => {
  await askAgain();
  expect(asked.at(-1)?.status).toBe(304);
  expect((await stored<RemotePolicy>('remote'))?.error).toBeNull();
  published = signed(policyWith('blurg'), [keyPair()], { version: 13 });
  await askAgain();
  expect(await nameInForce()).toBe('Anvisning om kvurk');
  expect(await popup()).toContain('inte signerad med en nyckel som gäller här');
  published = signed(policyWith('blurg'), [key], { version: 13 });
  await askAgain();
  await soon(nameInForce).toBe('Anvisning om blurg');
});

test.runIf(mayManage)('a teacher cannot loosen what is locked', async () => {
  await worker.evaluate(() => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    const head = 'saklig: 1\nid: own\nname: Egen\nversion: "1"\nlanguage: sv\nlanguages: [sv]\n';
    const text = `${head}rules: [{ id: words, severity: off }]\n`;
    return storage.local.set({ local: { text } });
  });
  await soon(nameInForce).toBe('Egen');
  const rule = (await stored<PolicyInForce>('inForce'))?.policy.rules[0];
  expect([rule?.id, rule?.severity]).toEqual(['words', 'warn']);
  await worker.evaluate(() =>
    (globalThis as never as { chrome: typeof browser }).chrome.storage.local.remove('local'),
  );
  await soon(nameInForce).toBe('Anvisning om blurg');
});

test.runIf(mayManage)('what IT changes and takes away holds without a restart', async () => {
  managed.set({ policy: policyWith('snork') });
  await soon(nameInForce).toBe('Anvisning om snork');
  expect(await popup()).toContain('Bestämd av skolans it');
  managed.clear();
  await soon(async () => (await stored<PolicyInForce>('inForce'))?.layer).toBe('built-in');
});
