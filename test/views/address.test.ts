import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { editorOf, extensionReady, openChromium } from '../../demo/chromium.mjs';
import type { PolicyInForce } from '../../src/policy/in-force.ts';
import { fingerprint } from '../../src/policy/signed.ts';
import { policyWith } from '../background/school-browser.ts';
import { certificate, trusting } from '../certificate.ts';
import { keyPair, signed } from '../signing.ts';
import { violations } from './axe.ts';

const [key, stranger] = [keyPair(), keyPair()];
const GOOD = signed(policyWith('kvurk'), [key], { version: 12 });
/** What lies at which path. */
const files: Record<string, string> = {
  '/policy.yaml': GOOD,
  '/changed.yaml': GOOD.replace('severity: warn', 'severity: hint'),
  '/login.html': '<!doctype html><title>Välkommen till nätet</title>',
  '/broken.yaml': signed(policyWith('blurg', 'override: { allowed: perhaps }\n'), [key]),
  '/two.yaml': signed(policyWith('kvurk'), [key, stranger], { version: 12 }),
};
const asked: string[] = [];
let server: Server;
let address: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  const https = certificate();
  server = createServer(https, ({ url = '' }, response) => {
    asked.push(url);
    const file = files[url];
    response.writeHead(file ? 200 : 404, { 'access-control-allow-origin': '*' });
    response.end(file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  context = await openChromium({ args: [trusting(https.cert)] });
  const worker = await extensionReady(context);
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${editorOf(worker)}#address`);
});
afterAll(async () => {
  await context?.close();
  server?.close();
});

const text = () => page.locator('main').innerText();
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 });
async function type(own: string): Promise<void> {
  await page.getByRole('textbox').fill(own);
  await page.getByRole('button', { name: 'Hämta', exact: true }).click();
  // What comes takes the focus, so that it is not what was there before.
  await page.locator('.opened h2:focus').waitFor();
}
/** What this browser has stored under a name. */
const stored = <T>(name: string) =>
  page.evaluate(async (own) => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    return (await storage.local.get(own))[own];
  }, name) as Promise<T | undefined>;
const nameInForce = async () => (await stored<PolicyInForce>('inForce'))?.policy.name;
/** What has the focus, by its label or its own words. */
const focused = () =>
  page.evaluate(() => {
    const own = document.activeElement;
    return own instanceof HTMLInputElement ? own.labels?.[0]?.textContent : own?.textContent;
  });
const trust = () => page.getByRole('button', { name: 'Det stämmer, hämta härifrån' });

test.each([
  ['no address', () => 'kommunen', 'Det är ingen webbadress'],
  ['nothing', () => ' ', 'Det är ingen webbadress'],
  ['no https', () => address.replace('https', 'http'), 'måste börja med https://'],
  ['a password in it', () => address.replace('//', '//a:b@'), 'får inte ha användarnamn'],
  ['nothing there', () => `${address}/none.yaml`, 'Servern svarar med felet 404'],
  ['no server', () => 'https://127.0.0.1:9/policy.yaml', 'Filen gick inte att hämta'],
  ['a page for logging in', () => `${address}/login.html`, 'ingen signerad policy'],
  ['a policy that was changed', () => `${address}/changed.yaml`, 'har den ändrats efteråt'],
  ['a policy that is broken', () => `${address}/broken.yaml`, '”override.allowed” är ”perhaps”'],
])('with %s the page says what is wrong, and nothing is trusted', async (_, typed, sentence) => {
  await type(typed());
  expect(await text()).toContain('Det går inte att använda');
  expect(await text()).toContain(sentence);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
    'Det går inte att använda',
  );
  expect(await trust().count()).toBe(0);
  expect(await stored('subscription')).toBeUndefined();
});

test('axe finds nothing wrong in what it says of an address that cannot be used', async () => {
  await type(address.replace('https', 'http'));
  expect(await text()).toContain('Det går inte att använda');
  expect(await violations(page)).toEqual([]);
});

test('shows the key’s fingerprint before anything is trusted, and takes no for an answer', async () => {
  await type(`  ${address}/policy.yaml  `);
  expect(await text()).toContain('Där finns ”Anvisning om kvurk”');
  expect(await text()).toContain(await fingerprint(key.key));
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Det stämmer inte' }).click();
  expect(await text()).not.toContain('kvurk');
  // The button is gone: one goes on where another address can be typed, and hears what was done.
  await soon(focused).toBe('Instruktionens adress');
  expect(await page.getByRole('status').allInnerTexts()).toEqual([
    'Adressen används inte. Ingenting hämtas därifrån.',
  ]);
  expect(await stored('subscription')).toBeUndefined();
});

test('of several keys only the one that was compared is trusted', async () => {
  await type(`${address}/two.yaml`);
  expect(await trust().isDisabled()).toBe(true);
  const choice = page.getByRole('group', { name: 'Nyckelns fingeravtryck' });
  await choice.getByRole('radio', { name: await fingerprint(key.key) }).check();
  expect(await violations(page)).toEqual([]);
  await trust().click();
  await soon(focused).toBe('Adressen som gäller');
  await soon(nameInForce).toBe('Anvisning om kvurk');
  expect(await stored('subscription')).toEqual({
    address: `${address}/two.yaml`,
    keys: [key.key],
    epoch: 1,
    minimumVersion: 12,
  });
});

test('when somebody says yes, the policy holds, and a worse one that comes is refused aloud', async () => {
  await type(`${address}/policy.yaml`);
  await trust().click();
  // Also where another one held before.
  await soon(focused).toBe('Adressen som gäller');
  await soon(text).toContain('Utgåva 12, senast kontrollerad');
  expect((await stored<PolicyInForce>('inForce'))?.layer).toBe('remote');
  files['/policy.yaml'] = signed(policyWith('blurg', 'override: { allowed: perhaps }\n'), [key], {
    version: 13,
  });
  await page.evaluate(() => {
    const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
    return alarms.create('policy-address', { when: Date.now() });
  });
  await soon(text).toContain('”override.allowed” är ”perhaps”');
  const popup = await context.newPage();
  await popup.goto(new URL('/src/views/popup/popup.html', page.url()).href);
  await popup.getByText('Detaljer för it').click();
  const said = await popup.locator('body').innerText();
  expect(said).toContain('Anvisning om kvurk');
  expect(said).toContain('rätt signerad men går inte att använda. ”override.allowed” är ”perhaps”');
  await popup.close();
});

test('what was added is taken away again, with what came from it', async () => {
  await page.getByRole('button', { name: 'Sluta hämta härifrån' }).click();
  await page.getByRole('button', { name: 'Sluta hämta', exact: true }).click();
  await soon(async () => (await stored<PolicyInForce>('inForce'))?.layer).toBe('built-in');
  expect(await stored('remote')).toBeUndefined();
  expect(await text()).not.toContain('Adressen som gäller');
  await soon(focused).toBe('Hämta från en adress');
});

test('where IT has decided there is nothing to add', async () => {
  await page.evaluate(() => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    return storage.local.set({ managed: { policy: 'saklig: 1' } });
  });
  await soon(text).toContain('Här har skolans it bestämt');
  expect(await page.getByRole('textbox').count()).toBe(0);
});
