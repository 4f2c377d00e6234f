import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer, type Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Values } from '../../src/cli/export/given.ts';
import type { PolicyInForce, RemotePolicy } from '../../src/policy/in-force.ts';
import { type Refusal, refusalText } from '../../src/policy/publication.ts';
import type { BrowserName } from '../browsers/browser.ts';
import { authority, type Certificate } from '../certificate.ts';
import { CUT, editions, faultsOf, file, KEY, NEXT_KEY, NO_LEAVE, SYRUP } from '../faults.ts';
import { signed } from '../signing.ts';
import { expectTold, type Said } from './fault-table.ts';
import { soon } from './managed-chromium.ts';

/** A browser to which IT has told an address, as far as faults of the address are tried in it. */
export interface Managed {
  /** True: the extension may read the address's site, and needs no leave of the server. */
  mayRead: boolean;
  /** So often the browser itself asks at most, where a connection is cut before anything has come. */
  attempts: number;
  /** What the extension has stored under a name. */
  stored<T>(name: string): Promise<T | undefined>;
  /** Has the address asked now, and not in hours; waits for the answer. */
  askNow(): Promise<void>;
  /** What the popup says about the policy, sentence by sentence. */
  told(): Promise<string[]>;
  /** Opens a page anew, writes in its text field, and gives how many phrases are underlined. */
  underlined(site: string, text: string): Promise<number>;
  /** Has the background wait for an answer so many times less long. */
  hurry(times: number): Promise<void>;
  /** IT sets other values, and the browser has heard of it. */
  set(values: Values): Promise<void>;
  close(): Promise<void>;
}

/** Opens a browser with what IT has set; `cert` is who vouches for the server's own certificate. */
export type OpenManaged = (values: Values, https: Certificate & { by: string }) => Promise<Managed>;

/** What the popup says about the policy, also behind its folds. Runs in the popup. */
export function sentences(): string[] {
  for (const part of document.querySelectorAll('details')) part.open = true;
  const all = document.querySelectorAll<HTMLElement>('section[aria-labelledby=instruction] p');
  return [...all].map((one) => one.innerText);
}

const [UNDER_12, UNDER_13] = [2, 3];
const NOTE = 'kvurk, kvurk, blurg, blurg, blurg, förkyld';
/** What is built in finds a word too. */
const WITH_BUILT_IN = UNDER_13 + 1;

/** Lays the tests: what may be wrong at the address, one after the other, in one browser. */
export function tryFaults(name: BrowserName, open: OpenManaged): void {
  const town = authority();
  const https = town.issue();
  /** As a computer sees a certificate whose clock is a year behind, or ahead. */
  const [notYet, noMore] = [town.issue([48, 49]), town.issue([20, 21])];
  let answer: RequestListener = (_, response) => response.writeHead(500).end();
  let asked = 0;
  const cookies: string[] = [];
  let server: HttpsServer;
  let tool: Server;
  let own: Managed;
  let address: string;
  let site: string;

  beforeAll(async () => {
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
    await Promise.all([listen(server), listen(tool)]);
    address = `https://127.0.0.1:${portOf(server)}/policy.yaml`;
    site = `http://127.0.0.1:${portOf(tool)}`;
    own = await open({ policyUrl: address, policyKeys: [KEY.key] }, { ...https, by: town.cert });
  });
  afterAll(async () => {
    await own?.close();
    for (const one of [server, tool]) {
      one?.closeAllConnections();
      one?.close();
    }
  });

  const told = () => own.told();
  const underlined = () => own.underlined(site, NOTE);
  const nameInForce = async () => (await own.stored<PolicyInForce>('inForce'))?.policy.name;

  const EDITIONS = editions('http://127.0.0.1');
  const swap = (one: Certificate) => server.setSecureContext(one);
  /** What a browser tells of it, that Node does not. */
  const OF_BROWSERS: [string, RequestListener, () => void][] = [
    ['clock a year behind: the certificate does not hold yet', file(''), () => swap(notYet)],
    ['clock a year ahead: the certificate holds no more', file(''), () => swap(noMore)],
  ];
  const FAULTS = [...faultsOf(EDITIONS).map((one) => [...one, () => {}] as const), ...OF_BROWSERS];
  const said: Said = { faults: new Map(), changes: new Map() };

  test('from the first, the popup says so', async () => {
    await own.askNow();
    const reason = 'Servern svarar med felet 500. Ingen policy har kommit därifrån än.';
    await soon(told).toContain(reason);
    said.faults.set('from the first nothing but an error (500)', reason);
    // Whatever else the server says of how long it may be kept, and with a clock a year ahead.
    const cached = { 'cache-control': 'max-age=31536000', date: 'Sun, 01 Jan 2034 08:00:00 GMT' };
    answer = file(EDITIONS.good, cached);
    await own.askNow();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    await soon(underlined).toBe(UNDER_12);
  });

  test('the last good one stays in force, a note is checked by it, and the popup says why', async () => {
    let good = file(EDITIONS.next);
    for (const [what, fault, before] of FAULTS) {
      if (what === NO_LEAVE && own.mayRead) {
        good = fault;
        said.faults.set(what, '(nothing, it is taken: Saklig may read that site)');
        continue;
      }
      answer = fault;
      before();
      if (what === SYRUP) await own.hurry(50);
      const count = asked;
      await own.askNow();
      if (what === SYRUP) await own.hurry(1 / 50);
      const remote = await own.stored<RemotePolicy>('remote');
      expect(remote?.error, what).toBeTruthy();
      const stays = ' Den som hämtades senast gäller.';
      const last = async () => (await told()).at(-1);
      await soon(last).toBe(`${refusalText(remote?.error as Refusal, 'sv')}${stays}`);
      const reason = (await told()).at(-1) as string;
      said.faults.set(what, reason.replace(stays, ''));
      expect(await underlined(), what).toBe(UNDER_12);
      expect((await own.stored<RemotePolicy>('remote'))?.accepted, what).toMatchObject({
        version: 12,
        text: EDITIONS.good,
      });
      // Once: what is not good is not asked for in other ways.
      const isSeen = !OF_BROWSERS.some(([other]) => other === what);
      const most = what === CUT ? own.attempts : 1;
      expect(isSeen ? most : 0, what).toBeGreaterThanOrEqual(asked - count);
      expect(asked > count, what).toBe(isSeen);
    }
    swap(https);
    answer = good;
    await own.askNow();
    await soon(nameInForce).toBe('Anvisning om blurg');
    await soon(underlined).toBe(UNDER_13);
    await soon(told).toHaveLength(2);
  });

  /** What IT sets has arrived, and the address has been asked under it. */
  async function setAndAsk(values: Values): Promise<void> {
    const all = { policyUrl: address, policyKeys: [KEY.key], ...values };
    await own.set(all);
    await soon(() => own.stored('managed')).toEqual(all);
    await own.askNow();
  }
  const edition = (pairs: Parameters<typeof signed>[1], word: string, version: number, epoch = 1) =>
    file(signed(EDITIONS.policy(word), pairs, { version, epoch }));

  test('a key is replaced in two steps, and nothing has to be told', async () => {
    answer = edition([KEY, NEXT_KEY], 'kvurk', 14);
    await setAndAsk({ policyKeys: [KEY.key, NEXT_KEY.key] });
    await soon(nameInForce).toBe('Anvisning om kvurk');
    answer = edition([NEXT_KEY], 'blurg', 15);
    await own.askNow();
    await soon(nameInForce).toBe('Anvisning om blurg');
    await soon(told).toHaveLength(2);
    said.changes.set('key replaced, with both for a while', ['(nothing)', 'the edition that came']);
  });

  test.each([
    ['key withdrawn', { policyKeys: [KEY.key] }, 'nyckel som gäller nu'],
    [
      'higher number or epoch',
      { policyKeys: [NEXT_KEY.key], minimumVersion: 20, epoch: 2 },
      'Nu krävs omgång 2, utgåva 20',
    ],
  ])(
    '%s, the address silent: a note is checked no less, and the popup says why',
    async (what, values, because) => {
      answer = (_, response) => response.writeHead(500).end();
      await setAndAsk(values);
      let why = '';
      await soon(async () => {
        const [fault = '', own = ''] = (await told()).slice(-2);
        why = own;
        return `${fault.trim()} ${own}`;
      }).toMatch(
        RegExp(`^Servern svarar med felet 500\\. Den sparade .*${because}.* mildra det\\.$`),
      );
      await soon(underlined).toBe(WITH_BUILT_IN);
      said.changes.set(`${what}, and the address silent (500)`, [
        why,
        'the last edition, below what is built in',
      ]);
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

  test('docs/faults.md says just that (WRITE_DOCS=1)', () => expectTold(name, said));
}

const portOf = (one: Server | HttpsServer) => (one.address() as AddressInfo).port;
const listen = (one: Server | HttpsServer) =>
  new Promise<void>((done) => {
    one.listen(0, '127.0.0.1', done);
  });
