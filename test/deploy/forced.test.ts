import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { findChromium } from '../../demo/chromium.mjs';
import { buttonOf, press, waitForView } from '../../demo/view.mjs';
import type { Values } from '../../src/cli/export/given.ts';
import { extensionId } from '../../src/cli/package/crx.ts';
import type { PolicyInForce } from '../../src/policy/in-force.ts';
import { policyWith } from '../background/school-browser.ts';
import { ManagedFolder, mayManage } from './managed-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'saklig-forced-'));
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const id = extensionId(publicKey.export({ type: 'spki', format: 'der' }));
writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
const managed = new ManagedFolder(id);
/** The tool’s page. Its button does not say that it saves, so that not the press is held but what it sends. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>Verktyget</title>
<textarea></textarea><button>Fortsätt</button><script>
  const note = document.querySelector('textarea');
  const send = () => fetch('/save', { method: 'POST', body: note.value });
  document.querySelector('button').onclick = () => {
    document.body.dataset.told = '';
    send().then(() => 'saved', (error) => error.name).then((told) => { document.body.dataset.told = told; });
  };
</script>`;
const saved: string[] = [];
const asked: string[] = [];
let server: Server;
let address: string;
let packages = '';
/** Each is higher than the one before: browsers take no other. */
let release = 1;
let context: BrowserContext;

/** What is published for browsers to fetch, by our own command. */
function publish(version: string): void {
  packages = join(folder, version);
  const { status, stderr } = spawnSync(process.execPath, [
    ...['src/cli/saklig.mjs', 'build', '--out', packages, '--version', version],
    ...['--key', join(folder, 'key.pem'), '--url', address, '--host', 'http://127.0.0.1/*'],
  ]);
  expect(status, String(stderr)).toBe(0);
}

/** In the background that runs now: after an update it is another one. */
const inBackground = async <T>(work: () => T) => context.serviceWorkers().at(-1)?.evaluate(work);
const stored = () =>
  inBackground(async () => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    return (await storage.local.get('inForce')).inForce as PolicyInForce | undefined;
  });
const inForce = async () => {
  const { policy, writtenBy } = (await stored()) ?? {};
  return { name: policy?.name, writtenBy };
};
const hasValues = () =>
  inBackground(async () => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    return Object.keys(await storage.managed.get()).length > 0;
  });
const layerInForce = async () => (await stored())?.layer;
async function extensionPage(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${id}/src/views/popup/popup.html`);
  return page;
}
async function popup(): Promise<string> {
  const page = await extensionPage();
  const text = await page.locator('body').innerText();
  await page.close();
  return text;
}
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 50_000, interval: 100 });

beforeAll(async () => {
  if (!mayManage) return;
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
    asked.push(pathname);
    if (pathname === '/save') {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        saved.push(body);
        response.end();
      });
    } else if (pathname === '/tool') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
    } else if (/^\/[\w.-]+\.(crx|xml)$/.test(pathname)) {
      response.end(readFileSync(join(packages, pathname)));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  publish('0.1.0.1');
  setValues({});
  context = await launch();
});

/** What IT sets: that it is to be installed, and what it is to do. */
const setValues = (values: Values) =>
  // Without the tools of developers nothing could be tried in what IT has installed.
  managed.set(values, `${address}updates.xml`, { DeveloperToolsAvailability: 1 });
const VALUES = { policy: policyWith('kvurk').replace('https://tool.example', 'http://127.0.0.1') };

async function launch(): Promise<BrowserContext> {
  const started = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: findChromium() as string,
    headless: false,
    // Installing is traffic in the background; the tests of other files have it switched off, so that
    // their browsers install nothing although they read the same folder.
    ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking'],
    args: [
      '--headless=new',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      '--lang=sv',
    ],
    env: { ...process.env, LANGUAGE: 'sv' },
    locale: 'sv',
  });
  if (!started.serviceWorkers().length) await started.waitForEvent('serviceworker');
  return started;
}
afterAll(async () => {
  managed.clear();
  await context?.close();
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The tool with a note in it that asks. */
async function openTool(note: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}tool`);
  await page.locator('textarea').pressSequentially(note);
  await waitForView(page, (view) => view.marks.length > 0);
  return page;
}
const told = (page: Page) => page.evaluate(() => document.body.dataset.told);

describe.runIf(mayManage)('installed by IT from a server of its own, Saklig', () => {
  test('comes with what is built in where IT has set nothing else', async () => {
    expect(asked).toContain('/updates.xml');
    expect(asked).toContain('/saklig-0.1.0.1.crx');
    await soon(layerInForce).toBe('built-in');
    expect(await popup()).toContain('Följer med Saklig');
    // What IT hands out comes quietly: no page of welcome.
    const urls = context.pages().map((page) => page.url());
    expect(urls.filter((url) => url.includes('welcome'))).toEqual([]);
  });

  test('takes at the next start what IT has set, and takes away what an older version left', async () => {
    await inBackground(() => {
      const { scripting } = (globalThis as never as { chrome: typeof browser }).chrome;
      const old = { id: 'old', js: ['page.js'], matches: ['http://127.0.0.1/*'] };
      return scripting.registerContentScripts([{ ...old, persistAcrossSessions: true }]);
    });
    await context.close();
    setValues(VALUES);
    context = await launch();
    await soon(inForce).toEqual({ name: 'Anvisning om kvurk', writtenBy: '0.1.0.1' });
    expect(await popup()).toContain('Version om kvurk · Bestämd av skolans it');
    const registered = () =>
      inBackground(async () => {
        const { scripting } = (globalThis as never as { chrome: typeof browser }).chrome;
        return (await scripting.getRegisteredContentScripts()).map(({ id }) => id).sort();
      });
    await soon(registered).toEqual(['saklig', 'saklig-world']);
    await (await openTool('en kvurk')).close();
  });

  test('holds to it from the first moment of the start after that, whatever was done to the profile', async () => {
    await soon(() => inBackground(isVerified)).toBe(true);
    const right = await stored();
    await inBackground(tamper);
    expect((await stored())?.words).toBeNull();
    await context.close();
    context = await launch();
    // Chromium tells of what IT has set only after seconds.
    expect((await inForce()).name).toBe('Anvisning om kvurk');
    await soon(stored).toEqual(right);
    await (await openTool('en kvurk')).close();
    await soon(hasValues).toBe(true);
    expect((await inForce()).name).toBe('Anvisning om kvurk');
  });

  test('follows IT while it runs: what is taken away, and what is set in its place', async () => {
    const page = await openTool('en kvurk');
    setValues({});
    await soon(layerInForce).toBe('built-in');
    expect(await popup()).toContain('Följer med Saklig');
    await page.bringToFront();
    await waitForView(page, (view) => view.marks.length === 0);
    // The open page reads by the new one too.
    setValues({ policy: VALUES.policy.replace('terms: [', 'terms: [blurg, ') });
    await soon(layerInForce).toBe('managed');
    await page.locator('textarea').pressSequentially(' och en blurg');
    await waitForView(page, (view) => view.marks.length === 2);
    await page.close();
  });

  test('is updated while a save is held and a note is typed: no text is lost, and the tool is told of a failure', async () => {
    const other = await openTool('en kvurk');
    const page = await openTool('en kvurk');
    await page.click('button');
    await waitForView(page, (view) => view.warning);
    const version = `0.1.0.${++release}`;
    publish(version);
    let typed = 'en kvurk';
    let isUpdated = false;
    const updated = update(version).then(() => {
      isUpdated = true;
    });
    for (const more = ' och en kvurk'; !isUpdated; typed += more) {
      await other.locator('textarea').pressSequentially(more);
    }
    await updated;
    // The script that asked still stands in the page, and its question can be answered.
    const view = await waitForView(page, (own) => own.warning);
    await press(page, buttonOf(view.warning, 'Ändra'));
    await soon(() => told(page)).toBe('TypeError');
    expect(await page.inputValue('textarea')).toBe('en kvurk');
    expect(saved).toEqual([]);
    // The new version has taken over: it marks, and asks once more.
    await soon(inForce).toEqual({ name: 'Anvisning om kvurk', writtenBy: version });
    await other.locator('textarea').pressSequentially(' ja');
    expect(await other.inputValue('textarea')).toBe(`${typed} ja`);
    const chip = `${typed.split('kvurk').length - 1} markeringar. Visa dem.`;
    await other.bringToFront();
    await waitForView(other, (own) => own.chips.length === 1 && own.chips[0]?.name === chip);
    await other.close();
    await page.bringToFront();
    await page.locator('textarea').press('End');
    await page.locator('textarea').pressSequentially(' och en kvurk');
    await waitForView(page, (own) => own.marks.length === 2 && own.chips.length === 1);
    await page.click('button');
    const again = await waitForView(page, (own) => own.warning);
    await press(page, buttonOf(again.warning, 'Spara ändå'));
    await soon(() => saved).toEqual(['en kvurk och en kvurk']);
    await page.close();
  });

  test('goes when IT takes it away, and the tool saves as if it had never been there', async () => {
    saved.length = 0;
    const page = await openTool('en kvurk');
    managed.clear();
    await soon(async () => (await installed()).length).toBe(0);
    await page.click('button');
    await soon(() => saved).toEqual(['en kvurk']);
    expect(await told(page)).toBe('saved');
  });
});

interface Installed {
  id: string;
  version: string;
}
/** What chrome://extensions tells of our extension. */
async function installed(): Promise<Installed[]> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  const all = await page.evaluate(() =>
    (globalThis as never as Extensions).chrome.developerPrivate.getExtensionsInfo({}),
  );
  await page.close();
  return all.filter((one) => one.id === id);
}
interface Extensions {
  chrome: { developerPrivate: { getExtensionsInfo(what: object): Promise<Installed[]> } };
}

/** Has the browser look for a newer version now, and not in some hours, and put it in place. */
async function update(version: string): Promise<void> {
  const page = await extensionPage();
  const offered = await page.evaluate(async () => {
    const { runtime } = (globalThis as never as { chrome: typeof browser }).chrome;
    const isReady = new Promise<string>((done) => {
      runtime.onUpdateAvailable.addListener((details) => done(details.version));
    });
    await runtime.requestUpdateCheck();
    return isReady;
  });
  expect(offered).toBe(version);
  // Chromium waits until nothing of the extension runs; a debugger keeps its background running.
  await page
    .evaluate(() => (globalThis as never as { chrome: typeof browser }).chrome.runtime.reload())
    .catch(() => {});
  await soon(async () => (await installed())[0]?.version).toBe(version);
}

/** What is in force was made from what was verified. Runs in the extension. */
async function isVerified(): Promise<boolean> {
  const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
  return (await storage.session.get('isVerified')).isVerified === true;
}

/** Has what is in force find nothing any more, all else as it was. Runs in the extension. */
async function tamper(): Promise<void> {
  const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
  const { inForce } = (await storage.local.get('inForce')) as { inForce: PolicyInForce };
  const rules = inForce.policy.rules.map((rule) => ({ ...rule, severity: 'off' as const }));
  await storage.local.set({
    inForce: { ...inForce, policy: { ...inForce.policy, rules }, words: null },
  });
}
