import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitForView } from '../../demo/view.mjs';
import type { Values } from '../../src/cli/export/given.ts';
import type { RemotePolicy } from '../../src/policy/in-force.ts';
import { type Refusal, refusalText } from '../../src/policy/publication.ts';
import { certificate, trusting } from '../certificate.ts';
import { editions, faultsOf, file, KEY, NEXT_KEY, SYRUP } from '../faults.ts';
import { signed } from '../signing.ts';
import { type ManagedChromium, openManaged, soon, unfold } from './managed-chromium.ts';
import { mayManage } from './managed-folder.ts';

const https = certificate();
/** As a computer sees a certificate whose clock is a year behind, or ahead. */
const [notYet, noMore] = [certificate([48, 49]), certificate([20, 21])];
let answer: RequestListener = (_, response) => response.writeHead(500).end();
let asked = 0;
const cookies: string[] = [];
let server: HttpsServer;
let tool: Server;
let own: ManagedChromium;
let popup: Page;
let page: Page;
let address: string;
let site: string;

const portOf = (one: Server | HttpsServer) => (one.address() as AddressInfo).port;
const open = (one: Server | HttpsServer) =>
  new Promise<void>((done) => {
    one.listen(0, '127.0.0.1', done);
  });

beforeAll(async () => {
  if (!mayManage) return;
  server = createServer(https, (request, response) => {
    asked++;
    if (request.headers.cookie) cookies.push(request.headers.cookie);
    response.shouldKeepAlive = false;
    // Whoever sends what it was given here can be told from all others.
    response.setHeader('set-cookie', 'who=1; SameSite=None; Secure; Path=/');
    response.setHeader('access-control-allow-origin', '*');
    answer(request, response);
  });
  tool = createHttpServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Verktyget</title><textarea></textarea>');
  });
  await Promise.all([open(server), open(tool)]);
  address = `https://127.0.0.1:${portOf(server)}/policy.yaml`;
  site = `http://127.0.0.1:${portOf(tool)}`;
  own = await openManaged({ policyUrl: address, policyKeys: [KEY.key] }, [trusting(https.cert)]);
  popup = await own.openPopup();
  page = await own.context.newPage();
});
afterAll(async () => {
  await own?.close();
  for (const one of [server, tool]) {
    one?.closeAllConnections();
    one?.close();
  }
});

/** What the popup says about the policy, sentence by sentence. */
const told = async () => {
  await popup.evaluate(unfold);
  return popup.locator('section[aria-labelledby=instruction] p').allInnerTexts();
};

/** A note in a page that is opened now: how many phrases are underlined? */
async function underlined(): Promise<number> {
  await page.goto(site);
  await page.bringToFront();
  await page.fill('textarea', 'kvurk, kvurk, blurg, blurg, blurg, förkyld');
  return (await waitForView(page, (view) => view.marks.length > 0)).marks.length;
}
const [UNDER_12, UNDER_13] = [2, 3];
/** What is built in finds a word too. */
const WITH_BUILT_IN = UNDER_13 + 1;

const EDITIONS = editions('http://127.0.0.1');
/** What a browser tells of it, that Node does not. */
const OF_BROWSERS: [string, RequestListener, () => void][] = [
  ['clock a year behind: the certificate does not hold yet', file(''), () => swap(notYet)],
  ['clock a year ahead: the certificate holds no more', file(''), () => swap(noMore)],
];
const swap = (one: typeof https) => server.setSecureContext(one);
const FAULTS = [...faultsOf(EDITIONS).map((one) => [...one, () => {}] as const), ...OF_BROWSERS];

describe.runIf(mayManage)(
  'in Chromium, when the address gives something else than a good policy',
  () => {
    const rows: [string, string][] = [];
    const changes: [string, string, string][] = [];

    test('from the first, the popup says so', async () => {
      await own.askNow();
      const reason = 'Servern svarar med felet 500. Ingen policy har kommit därifrån än.';
      await soon(told).toContain(reason);
      rows.push(['from the first nothing but an error (500)', reason]);
      // Whatever else the server says of how long it may be kept, and with a clock a year ahead.
      const cached = { 'cache-control': 'max-age=31536000', date: 'Sun, 01 Jan 2034 08:00:00 GMT' };
      answer = file(EDITIONS.good, cached);
      await own.askNow();
      await soon(() => own.nameInForce()).toBe('Anvisning om kvurk');
      await soon(underlined).toBe(UNDER_12);
    });

    test('the last good one stays in force, a note is checked by it, and the popup says why', async () => {
      for (const [name, fault, before] of FAULTS) {
        answer = fault;
        before();
        if (name === SYRUP) await hurry(50);
        const count = asked;
        await own.askNow();
        if (name === SYRUP) await hurry(1 / 50);
        const remote = await own.stored<RemotePolicy>('remote');
        expect(remote?.error, name).toBeTruthy();
        const stays = ' Den som hämtades senast gäller.';
        const last = async () => (await told()).at(-1);
        await soon(last).toBe(`${refusalText(remote?.error as Refusal, 'sv')}${stays}`);
        const reason = (await told()).at(-1) as string;
        rows.push([name, reason.replace(stays, '')]);
        expect(await underlined(), name).toBe(UNDER_12);
        expect((await own.stored<RemotePolicy>('remote'))?.accepted, name).toMatchObject({
          version: 12,
          text: EDITIONS.good,
        });
        // Once: what is not good is not asked for in other ways.
        const isSeen = !OF_BROWSERS.some(([other]) => other === name);
        expect(asked - count, name).toBe(isSeen ? 1 : 0);
      }
      swap(https);
      answer = file(EDITIONS.next);
      await own.askNow();
      await soon(() => own.nameInForce()).toBe('Anvisning om blurg');
      await soon(underlined).toBe(UNDER_13);
      await soon(told).toHaveLength(2);
    });

    /** What IT sets has arrived, and the address has been asked under it. */
    async function setAndAsk(values: Values): Promise<void> {
      const all = { policyUrl: address, policyKeys: [KEY.key], ...values };
      own.managed.set(all);
      await soon(() => own.stored('managed')).toEqual(all);
      await own.askNow();
    }
    const edition = (
      pairs: Parameters<typeof signed>[1],
      word: string,
      version: number,
      epoch = 1,
    ) => file(signed(EDITIONS.policy(word), pairs, { version, epoch }));

    test('a key is replaced in two steps, and nothing has to be told', async () => {
      answer = edition([KEY, NEXT_KEY], 'kvurk', 14);
      await setAndAsk({ policyKeys: [KEY.key, NEXT_KEY.key] });
      await soon(() => own.nameInForce()).toBe('Anvisning om kvurk');
      answer = edition([NEXT_KEY], 'blurg', 15);
      await own.askNow();
      await soon(() => own.nameInForce()).toBe('Anvisning om blurg');
      await soon(told).toHaveLength(2);
      changes.push(['key replaced, with both for a while', '(nothing)', 'the edition that came']);
    });

    test.each([
      ['key withdrawn', { policyKeys: [KEY.key] }],
      ['higher number or epoch', { policyKeys: [NEXT_KEY.key], minimumVersion: 20, epoch: 2 }],
    ])(
      '%s, the address silent: a note is checked no less, and the popup says why',
      async (name, values) => {
        answer = (_, response) => response.writeHead(500).end();
        await setAndAsk(values);
        await soon(async () => (await told()).at(-1)).toMatch(
          /^Den sparade policyn .* mildra det\.$/,
        );
        expect((await told()).at(-2)?.trim()).toBe('Servern svarar med felet 500.');
        await soon(underlined).toBe(WITH_BUILT_IN);
        const why = (await told()).at(-1) as string;
        const what = `${name}, and the address silent (500)`;
        changes.push([what, why, 'the last edition, below what is built in']);
      },
    );

    test('what is asked for is taken as soon as it comes', async () => {
      answer = edition([NEXT_KEY], 'kvurk', 20, 2);
      await own.askNow();
      await soon(told).toHaveLength(2);
      await soon(underlined).toBe(UNDER_12);
    });

    test('it is never told that the same browser asks again', () => {
      expect(asked).toBeGreaterThan(30);
      expect(cookies).toEqual([]);
    });

    test('docs/faults.md says just that (WRITE_DOCS=1)', () => {
      const table = (all: readonly string[][]) =>
        all.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
      const wanted = `${HEAD}\n${table(rows)}${CHANGES}\n${table(changes)}`;
      if (process.env.WRITE_DOCS) writeFileSync(FILE, wanted);
      expect(readFileSync(FILE, 'utf8')).toBe(wanted);
    });
  },
);

/** Has the background wait for so many times less long. */
const hurry = (times: number) =>
  own.worker.evaluate((by) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (milliseconds) => timeout(milliseconds / by);
  }, times);

const FILE = 'docs/faults.md';
const HEAD = `# When the address of policies fails

Written by \`test/deploy/faults.test.ts\` (\`WRITE_DOCS=1\`), in a real Chromium to which IT has told the address, and with a real https server behind it. Edition 12 of a policy is in force. The server answers the next question with each of these, and then the test looks: a page that is opened now is still checked by edition 12, the popup says this (behind *Detaljer för it*, below a plain sentence for teachers), and the next good answer (edition 13) is taken without anybody's help. The same with the background's code alone, where each is followed by a good answer: \`test/background/remote.test.ts\`.

The wrong clock is that of a certificate which begins to hold in 2048, or did so until 2021: Chromium does not take it, which is all that a computer with a wrong clock sees of the address. Dates of the server's own (\`Date\`, \`Cache-Control\`) are not believed. A browser does not tell an extension why a file cannot be read, so that one sentence stands for no network, a wrong clock, a server that is down, and one that sends no leave to read it.

| at the address | what the popup says (in Swedish, behind “Detaljer för it”; a teacher reads one plain sentence before it) |
| --- | --- |`;
const CHANGES = `
What IT changes holds for what is stored, too. Where the edition in force is not signed by a key that counts any more, or has another epoch or a lower number than is asked for now, it goes on, because the school's own fields would not be read without it; but it lies below what is built in (or the text that IT has set), as if that were locked. So it may ask for more and never for less, whoever made it.

| what IT changes | what the popup says | what is in force |
| --- | --- | --- |`;
