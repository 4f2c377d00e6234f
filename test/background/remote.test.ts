import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PolicyInForce } from '../../src/policy/in-force.ts';
import type { PolicyField } from '../../src/policy/policy.ts';
import { readSigned } from '../../src/policy/signed.ts';
import { severityIn } from '../../src/policy/strictness.ts';
import { certificate } from '../certificate.ts';
import { editions, faultsOf, file, KEY, NEXT_KEY, SYRUP } from '../faults.ts';
import { signed } from '../signing.ts';
import { fake, forget, memory, ring, setManaged } from './browser.ts';
import {
  foundIn,
  inForce,
  nameInForce,
  policyWith,
  problems,
  reason,
  remote,
  soon,
  startBackground,
} from './school-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./browser.ts')).fake }));
vi.mock('../../src/background/badge.ts', () => ({ watchBadge() {} }));
vi.mock('../../src/background/welcome.ts', () => ({ watchWelcome() {} }));
vi.mock('../../src/policy/dictionary-script.ts', () => import('./dictionary.ts'));
// The certificate is nobody's.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

const [key, next] = [KEY, NEXT_KEY];
const EDITIONS = editions();
const { good: GOOD, next: NEW } = EDITIONS;

let answer: RequestListener;
let asked: { method: string; url: string; headers: Record<string, unknown> }[] = [];
let server: Server;
let address: string;

beforeAll(async () => {
  server = createServer(certificate(), (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers });
    // A connection that is kept may be cut just when it is taken up again.
    response.shouldKeepAlive = false;
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/policy.yaml`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const policyKeys = [key.key];
/** Another address of the same server. */
const elsewhere = (name: string) => address.replace('policy', name);

/** A computer on which edition 12 is in force, and that has just asked and got it. */
let stored: Record<string, unknown> | null = null;
beforeEach(async () => {
  if (!stored) {
    forget();
    answer = file(GOOD);
    memory().managed = { policyUrl: address, policyKeys };
    await startBackground();
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    await soon(() => memory().local.told).toBeDefined();
    await soon(() => memory().alarms.get('policy-address')).toBeGreaterThanOrEqual(120);
    stored = structuredClone(memory().local);
  }
  asked = [];
  answer = file(GOOD);
  memory().managed = { policyUrl: address, policyKeys };
  memory().local = structuredClone(stored);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The alarm goes off, and the question is answered one way or the other. */
async function askAgain(): Promise<void> {
  const last = remote()?.askedAt;
  await soon(() => memory().alarms.has('policy-address')).toBe(true);
  await soon(() => Date.now() !== last).toBe(true);
  ring('policy-address');
  await soon(() => remote()?.askedAt !== last).toBe(true);
}

describe('when the address gives something else than a good policy', () => {
  test.each(faultsOf(EDITIONS).filter(([name]) => !/CORS/.test(name)))(
    '%s: the last good one stays in force, and the reason is told',
    async (name, fault) => {
      answer = fault;
      if (name === SYRUP) {
        const timeout = AbortSignal.timeout.bind(AbortSignal);
        vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(ms / 50));
      }
      await askAgain();
      expect(reason()).toBeTruthy();
      expect(nameInForce()).toBe('Anvisning om kvurk');
      expect(foundIn('en kvurk och en blurg')).toEqual(['kvurk']);
      expect(remote()?.accepted).toMatchObject({ epoch: 1, version: 12, text: GOOD });
      // It is asked again, and nothing has to be mended by hand.
      expect(memory().alarms.get('policy-address')).toBeGreaterThanOrEqual(30);
      expect(asked.map(({ url }) => url)).not.toContain('/login');
      answer = file(NEW);
      await askAgain();
      await soon(nameInForce).toBe('Anvisning om blurg');
      expect(reason()).toBeNull();
    },
  );
});

describe('a good policy', () => {
  const good = (
    pairs: Parameters<typeof signed>[1],
    word: string,
    epoch: number,
    version: number,
  ) => file(signed(policyWith(word), pairs, { epoch, version }));
  /** What IT sets is heard of, and the address asked soon after. */
  async function setAndAsk(values: Record<string, unknown>): Promise<void> {
    memory().alarms.clear();
    setManaged({ policyUrl: address, policyKeys, ...values });
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(5);
    await askAgain();
  }

  test('is asked for as by nobody in particular', async () => {
    await askAgain();
    expect(asked.map(({ method, url }) => [method, url])).toEqual([['GET', '/policy.yaml']]);
    const names = Object.keys(asked[0]?.headers ?? {});
    for (const name of ['cookie', 'referer', 'authorization', 'origin', 'if-none-match']) {
      expect(names).not.toContain(name);
    }
  });

  test('goes on past the day it has to be looked over', async () => {
    answer = file(signed(`${policyWith('blurg')}reviewBy: 2020-01-01\n`, [key], { version: 13 }));
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om blurg');
    expect(inForce()?.policy.reviewBy).toBe('2020-01-01');
  });

  test.each([-365, 365])('comes to a computer whose clock is %i days off', async (days) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + days * 86_400_000);
    memory().alarms.clear();
    await startBackground();
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(60);
    answer = file(NEW);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om blurg');
  });

  test('an alarm that was set while the clock was a year ahead is set anew when it is right', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const now = Date.now();
    vi.setSystemTime(now + 365 * 86_400_000);
    await askAgain();
    await soon(() => memory().alarms.get('policy-address')).toBeGreaterThanOrEqual(120);
    vi.setSystemTime(now);
    // Chromium keeps its alarms over the browser's end.
    await startBackground();
    const due = () => ((memory().dueAt.get('policy-address') as number) - now) / 60_000;
    await soon(due).toBeLessThanOrEqual(60);
    answer = file(NEW);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om blurg');
  });

  /** When all the browsers of a school hear of an address in the same second: in minutes, of some of them. */
  async function firstQuestions(values: Record<string, unknown>): Promise<number[]> {
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      forget();
      await startBackground();
      await soon(nameInForce).toBeDefined();
      setManaged({ policyUrl: address, policyKeys, ...values });
      await soon(() => memory().alarms.has('policy-address')).toBe(true);
      times.push(memory().alarms.get('policy-address') as number);
    }
    expect(asked).toEqual([]);
    return times;
  }

  test.each([
    ['two minutes where nothing of the school’s is in force', {}, 2],
    ['five where something is', { policy: policyWith('snork') }, 5],
  ])('is asked for at a new address by all of a school within %s', async (_, values, minutes) => {
    const times = await firstQuestions(values);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...times)).toBeLessThanOrEqual(minutes);
    // By lot, and none together with another.
    expect(new Set(times).size).toBe(times.length);
    expect(Math.max(...times)).toBeGreaterThan(minutes / 2);
  });

  test('an alarm that was slept through asks not at once, but within the hour', async () => {
    ring('policy-address', 600);
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(60);
    expect(asked).toEqual([]);
  });

  test('is followed from one key to the next: both for a while, then the new one alone', async () => {
    answer = good([key, next], 'blurg', 1, 13);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om blurg');
    await setAndAsk({ policyKeys: [next.key] });
    expect(reason()).toBeNull();
    answer = good([next], 'snork', 1, 14);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om snork');
  });

  test('an address that IT comes back to goes on where it was: what it had outdated stays so', async () => {
    answer = good([key], 'blurg', 1, 13);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om blurg');
    answer = good([key], 'snork', 1, 1);
    await setAndAsk({ policyUrl: `${address}?other` });
    await soon(nameInForce).toBe('Anvisning om snork');
    answer = good([key], 'kvurk', 1, 12);
    await setAndAsk({});
    expect(reason()).toContain('12');
    expect(nameInForce()).toBe('Anvisning om snork');
    answer = good([key], 'blurg', 1, 13);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om blurg');
  });

  /** What is asked in the field at the school's own address, by its own rule and by one that is built in. */
  const asks = () => {
    const { fields = [], rules = [] } = inForce()?.policy ?? {};
    const isOwn = ({ where }: PolicyField) =>
      where.some(({ urls }) => urls.includes('https://tool.example/*'));
    const severity = (id: string) => {
      const rule = rules.find((own) => own.id === id);
      return rule && severityIn(rule, fields.find(isOwn));
    };
    return { isRead: fields.some(isOwn), own: severity('words'), builtIn: severity('judgement') };
  };
  const LOOSE = `${policyWith('kvurk')}
  - { id: judgement, category: judgement, severity: "off", instruction: Allt går bra., terms: [fnurg] }
`;

  test.each([
    ['its key', { policyKeys: [next.key] }, 'inte signerad med en nyckel som gäller nu'],
    ['its number', { minimumVersion: 20 }, 'är utgåva 13 i omgång 1. Nu krävs omgång 1, utgåva 20'],
    ['its epoch', { epoch: 2 }, 'är utgåva 13 i omgång 1. Nu krävs omgång 2, utgåva 1'],
  ])(
    'that IT takes no more by %s goes on where it is stricter and never milder, until another comes',
    async (_, values, sentence) => {
      answer = file(signed(LOOSE, [key], { version: 13 }));
      await askAgain();
      await soon(asks).toEqual({ isRead: true, own: 'warn', builtIn: 'off' });
      answer = (_, response) => response.writeHead(500).end();
      await setAndAsk(values);
      const kept = { isRead: true, own: 'warn', builtIn: 'warn' };
      await soon(asks).toEqual(kept);
      await soon(problems).toContainEqual(expect.stringContaining(sentence));
      expect(nameInForce()).toBe('Anvisning om kvurk');
      // The same when the browser starts, and when it has nothing but what was stored.
      delete memory().local.inForce;
      await startBackground();
      await soon(asks).toEqual(kept);
      const pairs = 'policyKeys' in values ? [next] : [key];
      answer = good(pairs, 'blurg', 'epoch' in values ? 2 : 1, 20);
      await askAgain();
      await soon(nameInForce).toBe('Anvisning om blurg');
      await soon(asks).toEqual({ isRead: true, own: 'warn', builtIn: undefined });
      await soon(problems).toEqual([]);
    },
  );

  test('that IT takes no more is asked for anew within two minutes, and after a fault within an hour and a half', async () => {
    memory().alarms.clear();
    answer = (_, response) => response.writeHead(500).end();
    setManaged({ policyUrl: address, policyKeys, minimumVersion: 20 });
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(2);
    // The same where it is found out at the start, whatever was planned before.
    ring('policy-address', 600);
    await startBackground();
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(2);
    await askAgain();
    expect(reason()).toContain('felet 500');
    // Firefox forgets its alarms when it is closed.
    memory().alarms.clear();
    await startBackground();
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(90);
    expect(memory().alarms.get('policy-address')).toBeGreaterThanOrEqual(30);
  });

  test('that IT takes no more lets nobody pause where IT has locked the browser', async () => {
    answer = file(signed(policyWith('blurg', 'pause: until-tomorrow\n'), [key], { version: 13 }));
    await askAgain();
    const pause = () => inForce()?.policy.pause;
    await soon(pause).toBe('until-tomorrow');
    answer = (_, response) => response.writeHead(500).end();
    await setAndAsk({ minimumVersion: 20, locked: true });
    await soon(problems).toContainEqual(expect.stringContaining('Nu krävs omgång 1, utgåva 20'));
    expect(pause()).toBe('none');
  });

  test('that IT takes no more gives way to the text that IT has set', async () => {
    answer = (_, response) => response.writeHead(500).end();
    await setAndAsk({ policy: policyWith('snork'), minimumVersion: 20 });
    await soon(nameInForce).toBe('Anvisning om snork');
    await soon(problems).toContainEqual(expect.stringContaining('Nu krävs omgång 1, utgåva 20'));
  });

  test('counts anew when the school’s IT says so, and only then', async () => {
    answer = good([key], 'blurg', 1, 999_999_999);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om blurg');
    answer = good([key], 'snork', 2, 1);
    await askAgain();
    expect(reason()).toContain('hör till omgång 2. Här gäller omgång 1.');
    await setAndAsk({ epoch: 2 });
    await soon(nameInForce).toBe('Anvisning om snork');
  });

  test('is verified again when the browser starts: what was changed on disk is not put in force', async () => {
    const kept = remote()?.accepted;
    if (kept) kept.text = kept.text.replace('severity: warn', 'severity: off');
    await startBackground();
    await soon(problems).toContainEqual(expect.stringContaining('Den sparade policyn är inte'));
    expect(foundIn('en kvurk')).toEqual(['kvurk']);
    const own = inForce()?.policy.rules.find(({ id }) => id === 'words');
    expect(own?.severity).toBe('warn');
  });

  test('that nothing is left of to verify goes on where it is stricter and never milder', async () => {
    answer = file(signed(LOOSE, [key], { version: 13 }));
    await askAgain();
    await soon(asks).toEqual({ isRead: true, own: 'warn', builtIn: 'off' });
    // Taken away on disk; what the policy in force was made from is not signed.
    delete memory().local.remote;
    await startBackground();
    await soon(asks).toEqual({ isRead: true, own: 'warn', builtIn: 'warn' });
    await soon(problems).toContainEqual(expect.stringContaining('Den sparade policyn är inte'));
    await askAgain();
    await soon(asks).toEqual({ isRead: true, own: 'warn', builtIn: 'off' });
    await soon(problems).toEqual([]);
  });

  test('is made anew from what was verified: what is in force was changed on disk', async () => {
    await startBackground();
    const right = structuredClone(inForce());
    const tampered = memory().local.inForce as PolicyInForce;
    for (const rule of tampered.policy.rules) rule.severity = 'off';
    tampered.words = null;
    expect(foundIn('en kvurk')).toEqual([]);
    await startBackground();
    await soon(inForce).toEqual(right);
    expect(foundIn('en kvurk')).toEqual(['kvurk']);
  });

  test.each([
    [0, 12, 'kvurk'],
    [1, 13, 'kvurk'],
    [2, 13, 'blurg'],
  ])(
    'is stored with its number in one write, and in force only then: killed after %i writes',
    async (writes, version, word) => {
      await startBackground();
      await soon(() => memory().session.isVerified).toBe(true);
      answer = file(NEW);
      memory().writesLeft = writes;
      ring('policy-address');
      await soon(() => memory().writesLeft).toBeLessThan(0);
      const kept = remote()?.accepted;
      expect(kept?.version).toBe(version);
      const bytes = new TextEncoder().encode(kept?.text);
      expect(readSigned(bytes)?.publication.version).toBe(version);
      expect(nameInForce()).toBe(`Anvisning om ${word}`);
      // The next start goes on from there, and takes nothing older.
      await startBackground();
      await soon(nameInForce).toBe(`Anvisning om ${version === 13 ? 'blurg' : 'kvurk'}`);
      answer = file(GOOD);
      await askAgain();
      expect(remote()?.accepted?.version).toBe(version);
    },
  );

  test.each([
    ['alone', {}],
    ['and leaves the rest as it was', { policyKeys, epoch: 1, minimumVersion: 12 }],
    ['by leaving it empty', { policyUrl: '', policyKeys, epoch: 1 }],
  ])(
    'gives way to what IT sets as text when IT takes the address away %s, or to what is built in',
    async (_, rest) => {
      setManaged({ policy: policyWith('snork'), ...rest });
      await soon(nameInForce).toBe('Anvisning om snork');
      await soon(() => memory().alarms.has('policy-address')).toBe(false);
      setManaged(rest);
      await soon(() => inForce()?.layer).toBe('built-in');
    },
  );

  test('is not taken from what lies beside it where it says nothing itself', async () => {
    const { remote: own } = memory().local as { remote: { accepted: object } };
    const text = signed('<html></html>', [key], { version: 12 });
    Object.assign(own.accepted, { text });
    await startBackground();
    await soon(problems).toContainEqual(
      expect.stringContaining('Den sparade policyn är inte signerad'),
    );
    // Whoever has written it there loosens nothing.
    expect(inForce()?.policy.locked).toBe(true);
  });

  test.each([
    ['epoch', { epoch: '2' }],
    ['minimumVersion', { epoch: 2, minimumVersion: 0 }],
  ])(
    'stays as it is when IT mistypes %s, and nothing is asked by a guess',
    async (name, values) => {
      answer = good([key], 'blurg', 2, 13);
      await setAndAsk({ epoch: 2 });
      await soon(nameInForce).toBe('Anvisning om blurg');
      // Also where somebody had added the same address before.
      memory().local.subscription = { address, keys: policyKeys, epoch: 1, minimumVersion: 1 };
      setManaged({ policyUrl: address, policyKeys, ...values });
      const sentence = `”${name}” från skolans it ska vara ett heltal från 1.`;
      await soon(problems).toEqual([expect.stringContaining(sentence)]);
      await soon(() => memory().alarms.has('policy-address')).toBe(false);
      expect(nameInForce()).toBe('Anvisning om blurg');
      expect(inForce()?.policy.locked).toBeUndefined();
      await setAndAsk({ epoch: 2 });
      expect(reason()).toBeNull();
      await soon(problems).toEqual([]);
    },
  );

  test('is verified by the keys that are right, whatever else IT has mistyped', async () => {
    setManaged({ policyUrl: address, policyKeys, epoch: '2' });
    await soon(problems).toEqual([expect.stringContaining('”epoch” från skolans it')]);
    const kept = remote()?.accepted;
    if (kept) kept.text = kept.text.replace('severity: warn', 'severity: off');
    await startBackground();
    await soon(problems).toContainEqual(expect.stringContaining('Den sparade policyn är inte'));
    expect(foundIn('en kvurk')).toEqual(['kvurk']);
    expect(inForce()?.policy.rules.find(({ id }) => id === 'words')?.severity).toBe('warn');
  });

  test('stays when IT mistypes the keys', async () => {
    setManaged({ policyUrl: address, policyKeys: ['kommun'] });
    await soon(problems).toEqual([expect.stringContaining('som inte är någon nyckel')]);
    expect(nameInForce()).toBe('Anvisning om kvurk');
    expect(inForce()?.policy.locked).toBeUndefined();
  });

  test('stays when IT mistypes the address', async () => {
    setManaged({ policyUrl: address.replace('https', 'http'), policyKeys });
    await soon(problems).toEqual([expect.stringContaining('”policyUrl” från skolans it är')]);
    expect(nameInForce()).toBe('Anvisning om kvurk');
  });

  test('comes to a computer without IT from the address that somebody has added there', async () => {
    memory().managed = {};
    memory().local = {
      subscription: { address, keys: policyKeys, epoch: 1, minimumVersion: 1 },
    };
    answer = file(GOOD);
    await startBackground();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    expect(inForce()?.layer).toBe('remote');
  });

  test.each([
    ['before IT’s browser has asked it', false],
    ['after', true],
  ])('from there counts as IT’s where IT sets the same address, %s', async (_, isAskedAgain) => {
    memory().managed = {};
    memory().local = {
      subscription: { address, keys: policyKeys, epoch: 1, minimumVersion: 1 },
    };
    await startBackground();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    setManaged({ policyUrl: address, policyKeys, locked: true });
    if (isAskedAgain) {
      answer = file(NEW);
      await askAgain();
    }
    const name = `Anvisning om ${isAskedAgain ? 'blurg' : 'kvurk'}`;
    await soon(() => [inForce()?.policy.locked, inForce()?.layer, nameInForce()]).toEqual([
      true,
      'remote',
      name,
    ]);
    // And so it stays at the next start.
    await startBackground();
    await soon(() => memory().session.isVerified).toBe(true);
    expect([inForce()?.layer, nameInForce(), problems()]).toEqual(['remote', name, []]);
  });

  test('from there is IT’s, in force at once, when IT’s own address gives the very same file', async () => {
    memory().managed = {};
    memory().local = {
      subscription: { address, keys: policyKeys, epoch: 1, minimumVersion: 1 },
    };
    await startBackground();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    setManaged({ policyUrl: address.replace('policy', 'school'), policyKeys });
    await soon(() => inForce()?.layer).toBe('built-in');
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(5);
    await askAgain();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    expect(inForce()?.layer).toBe('remote');
  });

  test('is asked for again at once when somebody adds the same address with another key', async () => {
    memory().managed = {};
    memory().local = {
      subscription: { address, keys: [next.key], epoch: 1, minimumVersion: 1 },
    };
    await startBackground();
    await soon(reason).toContain('inte signerad med en nyckel som gäller här');
    asked = [];
    const subscription = { address, keys: policyKeys, epoch: 1, minimumVersion: 1 };
    await fake.storage.local.set({ subscription });
    await soon(nameInForce).toBe('Anvisning om kvurk');
    expect([reason(), asked.length]).toEqual([null, 1]);
  });

  test('from there counts no more under IT, also when somebody had added another since', async () => {
    memory().managed = {};
    memory().local = {
      subscription: { address, keys: policyKeys, epoch: 1, minimumVersion: 1 },
    };
    await startBackground();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    answer = (_, response) => response.writeHead(500).end();
    const other = { address: elsewhere('other'), keys: policyKeys, epoch: 1, minimumVersion: 1 };
    await fake.storage.local.set({ subscription: other });
    await soon(() => remote()?.address).toBe(other.address);
    setManaged({ policyUrl: elsewhere('school'), policyKeys: [next.key] });
    await soon(() => inForce()?.layer).toBe('built-in');
    await soon(() => memory().local.told).toEqual([]);
  });

  test('does not come from there where IT has only locked what is built in', async () => {
    memory().managed = { locked: true };
    memory().local = {
      subscription: { address, keys: policyKeys, epoch: 1, minimumVersion: 1 },
    };
    await startBackground();
    await soon(() => inForce()?.policy.locked).toBe(true);
    await soon(() => memory().local.told).toBeDefined();
    expect(inForce()?.layer).toBe('managed');
    await soon(() => memory().alarms.has('policy-address')).toBe(false);
  });

  test('from there gives way to the text that IT sets, also while IT’s own address is silent', async () => {
    memory().managed = {};
    memory().local = {
      subscription: { address, keys: policyKeys, epoch: 1, minimumVersion: 1 },
    };
    await startBackground();
    await soon(nameInForce).toBe('Anvisning om kvurk');
    answer = (_, response) => response.writeHead(500).end();
    const policyUrl = address.replace('policy', 'school');
    setManaged({ policy: policyWith('snork'), policyUrl, policyKeys: [next.key] });
    await soon(nameInForce).toBe('Anvisning om snork');
    await soon(() => memory().alarms.get('policy-address')).toBeLessThanOrEqual(5);
    await askAgain();
    expect(remote()?.address).toBe(policyUrl);
    expect(nameInForce()).toBe('Anvisning om snork');
    await soon(problems).toEqual([]);
  });
});
