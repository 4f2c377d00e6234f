import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import type { PolicyInForce, RemotePolicy } from '../../src/policy/in-force.ts';
import { policyWith } from '../background/school-browser.ts';
import { certificate, trusting } from '../certificate.ts';
import { keyPair, signed } from '../signing.ts';
import { type ManagedChromium, openManaged, soon, unfold } from './managed-chromium.ts';
import { mayManage } from './managed-folder.ts';

const key = keyPair();
let published = signed(policyWith('kvurk'), [key], { version: 12 });
const asked: { method: string; headers: Record<string, unknown>; status: number }[] = [];
let server: Server;
let address: string;
let own: ManagedChromium;

const stored = <T>(name: string) => own.stored<T>(name);
const nameInForce = () => own.nameInForce();
/** What the popup says. */
async function popup(): Promise<string> {
  const page = await own.openPopup();
  const text = await page.evaluate(unfold);
  await page.close();
  return text;
}

beforeAll(async () => {
  if (!mayManage) return;
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
  const values = { policyUrl: address, policyKeys: [key.key], locked: true };
  own = await openManaged(values, [trusting(https.cert)]);
});
afterAll(async () => {
  await own?.close();
  server?.close();
});

test.runIf(mayManage)(
  'Chromium takes the address from IT, the policy from the address, and asks as nobody',
  async () => {
    await own.askNow();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    expect(asked.map(({ method, status }) => [method, status])).toEqual([['GET', 200]]);
    const told = Object.keys(asked[0]?.headers ?? {});
    for (const name of ['cookie', 'referer', 'authorization']) expect(told).not.toContain(name);
    // The extension's id is that of all who have it.
    expect([undefined, `chrome-extension://${own.id}`]).toContain(asked[0]?.headers.origin);
    const text = await popup();
    expect(text).toContain('Anvisning om kvurk');
    expect(text).toContain('Version om kvurk · Hämtad från skolans adress');
    expect(text).toContain('Utgåva 12, senast kontrollerad');
    expect((await stored<PolicyInForce>('inForce'))?.policy.locked).toBe(true);
  },
);

test.runIf(mayManage)('what has not changed is not sent again, and what has is taken', async () => {
  await own.askNow();
  expect(asked.at(-1)?.status).toBe(304);
  expect((await stored<RemotePolicy>('remote'))?.error).toBeNull();
  published = signed(policyWith('blurg'), [key], { version: 13 });
  await own.askNow();
  await soon(nameInForce).toBe('Anvisning om blurg');
});

test.runIf(mayManage)('a teacher cannot loosen what is locked', async () => {
  await own.worker.evaluate(() => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    const head = 'saklig: 1\nid: own\nname: Egen\nversion: "1"\nlanguage: sv\nlanguages: [sv]\n';
    const text = `${head}rules: [{ id: words, severity: off }]\n`;
    return storage.local.set({ local: { text } });
  });
  await soon(nameInForce).toBe('Egen');
  const rule = (await stored<PolicyInForce>('inForce'))?.policy.rules[0];
  expect([rule?.id, rule?.severity]).toEqual(['words', 'warn']);
  await own.worker.evaluate(() =>
    (globalThis as never as { chrome: typeof browser }).chrome.storage.local.remove('local'),
  );
  await soon(nameInForce).toBe('Anvisning om blurg');
});

test.runIf(mayManage)(
  'what IT has set wrong is said in the popup and on the options page, and what worked stays',
  async () => {
    const plain = address.replace('https', 'http');
    own.managed.set({ policy: '<html>', policyUrl: plain, policyKeys: ['kommun'], epoch: -1 });
    const sentences = [
      `”policyUrl” från skolans it är ”${plain}”.`,
      'I ”policyKeys” från skolans it står ”kommun”, som inte är någon nyckel',
      '”epoch” från skolans it ska vara ett heltal',
      'Policyn från skolans it går inte att använda. Den som fungerade senast gäller.',
    ];
    await soon(popup).toContain(sentences[0]);
    const said = await popup();
    const page = await own.context.newPage();
    await page.goto(`chrome-extension://${own.id}/src/views/options/options.html#in-force`);
    const options = await page.locator('main').innerText();
    await page.close();
    for (const sentence of sentences)
      expect([said, options]).toEqual(Array(2).fill(expect.stringContaining(sentence)));
    expect(said).toContain('Anvisning om blurg');
    expect(await nameInForce()).toBe('Anvisning om blurg');
  },
);

test.runIf(mayManage)('what IT changes and takes away holds without a restart', async () => {
  own.managed.set({ policy: policyWith('snork') });
  await soon(nameInForce).toBe('Anvisning om snork');
  expect(await popup()).toContain('Bestämd av skolans it');
  own.managed.clear();
  await soon(async () => (await stored<PolicyInForce>('inForce'))?.layer).toBe('built-in');
});
