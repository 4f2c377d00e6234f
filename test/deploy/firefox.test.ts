import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import manifest from '../../manifest.json' with { type: 'json' };
import type { Values } from '../../src/cli/export/given.ts';
import { EXPORTS } from '../../src/cli/export/list.ts';
import type { PolicyInForce } from '../../src/policy/in-force.ts';
import { policyWith } from '../background/school-browser.ts';
import type { Opened } from '../browsers/browser.ts';
import { findFirefox } from '../browsers/find-firefox.mjs';
import { openFirefox } from '../browsers/firefox.ts';
import { certificate } from '../certificate.ts';
import { leftOut } from '../left-out.ts';
import { keyPair, signed } from '../signing.ts';
import { unfold } from './managed-chromium.ts';
import { ManagedFirefox } from './managed-firefox.ts';

/** Only the edition for organisations installs, when IT says so, what Mozilla has not signed. */
const isThere = process.platform === 'linux' && isForOrganisations();
if (!isThere) leftOut('What IT sets is not tried in Firefox: no Firefox ESR is installed here.');

function isForOrganisations(): boolean {
  const found = findFirefox();
  const about = found && join(dirname(realpathSync(found)), 'application.ini');
  return Boolean(about && existsSync(about) && /-esr\d+$/m.test(readFileSync(about, 'utf8')));
}

const folder = mkdtempSync(join(tmpdir(), 'saklig-firefox-'));
const packages = join(folder, 'packages');
let firefox: ManagedFirefox;
let opened: Opened | undefined;

/** Starts Firefox under what IT has set, written by our own export. */
async function start(values: Values | null): Promise<void> {
  const xpi = readdirSync(packages).find((name) => name.endsWith('.xpi')) as string;
  const addon = manifest.browser_specific_settings.gecko.id;
  const install = pathToFileURL(join(packages, xpi)).href;
  const [made] =
    EXPORTS['firefox-policies']?.({ values: values ?? {}, id: '', addon, install }) ?? [];
  const { policies } = JSON.parse(String(made?.content));
  if (!values) delete policies['3rdparty'];
  // Nobody but Mozilla can sign it.
  const Preferences = { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } };
  firefox.set({ ...policies, Preferences });
  opened = await openFirefox({
    program: firefox.program,
    profile: join(folder, 'profile'),
    // It is installed before the browser can be told to speak anything else.
    language: 'en',
    anyCertificate: true,
    // There is nobody to press the browser's own button.
    preferences: { 'extensions.webextOptionalPermissionPrompts': false },
  });
}
const asText = (word: string): Values => ({ policy: policyWith(word), locked: true });

/** What the server was asked, and how. */
let asked: IncomingHttpHeaders[] = [];
let server: Server;
const pair = keyPair();

const inForce = () =>
  opened?.inExtension(async () => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    const { inForce: own } = (await storage.local.get('inForce')) as { inForce?: PolicyInForce };
    return own ? { name: own.policy.name, layer: own.layer, rules: own.policy.rules } : null;
  });
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 40_000, interval: 300 });
const nameInForce = async () => (await inForce())?.name;

/** The address is asked as soon as the background has planned to. Runs in the extension. */
async function askNow(): Promise<void> {
  const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
  while (!(await alarms.get('policy-address'))) await new Promise((done) => setTimeout(done, 50));
  await alarms.create('policy-address', { when: Date.now() });
}

beforeAll(async () => {
  if (!isThere) return;
  mkdirSync(join(folder, 'profile'));
  firefox = new ManagedFirefox(join(folder, 'firefox'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = join(folder, 'key.pem');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { status, stderr } = spawnSync(process.execPath, [
    ...['src/cli/saklig.mjs', 'build', '--out', packages, '--key', key],
    ...['--url', 'https://www.example.se/saklig/', '--host', 'https://127.0.0.1/*'],
  ]);
  expect(status, String(stderr)).toBe(0);
  server = createServer(certificate(), ({ headers }, response) => {
    asked.push(headers);
    response.writeHead(200, { 'access-control-allow-origin': '*', etag: '"12"' });
    response.end(signed(policyWith('snork'), [pair], { version: 12 }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  await opened?.browser.close();
  opened = undefined;
});
afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(isThere)('in Firefox, under what IT has set beside the program,', () => {
  test('Saklig is installed, names the policy in the popup, and nobody can loosen it', async () => {
    await start(asText('kvurk'));
    await soon(nameInForce).toBe('Anvisning om kvurk');
    const page = await opened?.openExtensionPage('src/views/popup/popup.html');
    const text = () => page?.evaluate(() => document.body.innerText);
    await soon(text).toContain('Anvisning om kvurk');
    expect(await text()).toContain('Version om kvurk · Set by the school’s IT');
    await opened?.inExtension(async () => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      const head = 'saklig: 1\nid: own\nname: Egen\nversion: "1"\nlanguage: sv\nlanguages: [sv]\n';
      await storage.local.set({
        local: { text: `${head}rules: [{ id: words, severity: off }]\n` },
      });
    });
    await soon(nameInForce).toBe('Egen');
    const rule = (await inForce())?.rules.find(({ id }) => id === 'words');
    expect(rule?.severity).toBe('warn');
    await opened?.inExtension(async () => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      await storage.local.remove('local');
    });
    await soon(nameInForce).toBe('Anvisning om kvurk');
  });

  test('what IT has changed holds after a restart', async () => {
    await start(asText('blurg'));
    await soon(nameInForce).toBe('Anvisning om blurg');
  });

  test('what IT has set wrong is said in the popup and on the options page, and what worked stays', async () => {
    await start({
      policy: '<html>',
      policyUrl: 'http://www.example.se/',
      policyKeys: ['kommun'],
      epoch: -1,
    });
    const sentences = [
      '“policyUrl” from the school’s IT is “http://www.example.se/”.',
      '“policyKeys” from the school’s IT contains “kommun”, which is not a key',
      '“epoch” from the school’s IT has to be a whole number',
      'The policy from the school’s IT cannot be used. The last one that worked applies.',
    ];
    const popup = await opened?.openExtensionPage('src/views/popup/popup.html');
    const options = await opened?.openExtensionPage('src/views/options/options.html#in-force');
    for (const page of [popup, options]) {
      const text = () => page?.evaluate(unfold);
      for (const sentence of sentences) await soon(text).toContain(sentence);
      expect(await text()).toContain('Anvisning om blurg');
    }
    expect(await nameInForce()).toBe('Anvisning om blurg');
  });

  const addressAt = (host: string) =>
    `https://${host}:${(server.address() as AddressInfo).port}/policy.yaml`;

  test('an address that the package does not declare is not told which browser asks: it is not asked', async () => {
    await start({ policyUrl: addressAt('localhost'), policyKeys: [pair.key] });
    await opened?.inExtension(askNow);
    const page = await opened?.openExtensionPage('src/views/popup/popup.html');
    const text = () => page?.evaluate(unfold);
    await soon(text).toContain('Firefox would tell localhost which browser is asking.');
    expect(await text()).toContain('No policy has come from there yet.');
    expect(asked).toEqual([]);
    // What Firefox does: the question of any other extension would bear its id, which no other browser has.
    const own = await opened?.inExtension(async (address) => {
      await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
      return location.origin;
    }, addressAt('localhost'));
    expect(asked.map(({ origin }) => origin)).toEqual([own]);
    expect(own).toMatch(/^moz-extension:/);
    // Once Saklig may read there, Firefox does not say it.
    await page?.click('section[aria-labelledby=instruction] button');
    await soon(nameInForce).toBe('Anvisning om snork');
    expect(asked.map(({ origin }) => origin)).toEqual([own, undefined]);
  });

  test('from one that it declares the policy comes, and is asked for as by nobody', async () => {
    asked = [];
    await start({ policyUrl: addressAt('127.0.0.1'), policyKeys: [pair.key] });
    await opened?.inExtension(askNow);
    await soon(() => asked.length).toBe(1);
    await soon(nameInForce).toBe('Anvisning om snork');
    expect((await inForce())?.layer).toBe('remote');
    expect(asked).toHaveLength(1);
    for (const name of ['origin', 'cookie', 'referer', 'authorization']) {
      expect(Object.keys(asked[0] ?? {})).not.toContain(name);
    }
    expect(JSON.stringify(asked)).not.toContain('moz-extension');
  });

  test('what IT has taken away is looked for twice, and then what is built in holds', async () => {
    await start(null);
    // Firefox says at once that nothing is set. It is believed when it says so again, a minute later.
    expect(await nameInForce()).toBe('Anvisning om snork');
    await opened?.inExtension(async () => {
      const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
      await alarms.create('managed', { when: Date.now() });
    });
    await soon(async () => (await inForce())?.layer).toBe('built-in');
    // Now whoever sits there may name an address; the browser is asked for its site, and does not say who asks.
    asked = [];
    const page = await opened?.openExtensionPage('src/views/options/options.html#address');
    await page?.waitForSelector('input[name=address]');
    await page?.type('input[name=address]', addressAt('skola.example'));
    await page?.click('.adding button');
    await soon(() => page?.evaluate(() => document.body.innerText)).toContain('Anvisning om snork');
    expect(asked.map(({ origin }) => origin)).toEqual([undefined]);
  });
});
