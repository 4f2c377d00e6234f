import { beforeEach, describe, expect, test, vi } from 'vitest';
import { forget, memory, ring, setManaged } from './browser.ts';
import {
  foundIn,
  inForce,
  nameInForce,
  policyWith,
  problems,
  soon,
  startBackground,
} from './school-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./browser.ts')).fake }));
vi.mock('../../src/background/badge.ts', () => ({ watchBadge() {} }));
vi.mock('../../src/background/welcome.ts', () => ({ watchWelcome() {} }));
vi.mock('../../src/policy/dictionary-script.ts', () => import('./dictionary.ts'));

beforeEach(forget);

const builtIn = 'Skriftlig instruktion för fritextfält';
const inForceIs = (name: string) => soon(nameInForce).toBe(name);
/** Waits until what was put in force was tried too, and the background rests. */
const isTried = () => soon(() => memory().local.told).toBeDefined();
/** What IT had set is in force, and at the next start the browser tells nothing: it is to be looked for again. */
async function startWithout(): Promise<void> {
  memory().managed = { policy: policyWith('kvurk') };
  await startBackground();
  await inForceIs('Anvisning om kvurk');
  memory().managed = {};
  await startBackground();
  await soon(() => memory().alarms.has('managed')).toBe(true);
}

describe('what the school’s IT has set', () => {
  test('is in force as soon as the browser tells it, and changes while it runs', async () => {
    await startBackground();
    await inForceIs(builtIn);
    setManaged({ policy: policyWith('kvurk') });
    await inForceIs('Anvisning om kvurk');
    expect(inForce()?.layer).toBe('managed');
    expect(foundIn('en kvurk')).toEqual(['kvurk']);
    setManaged({ policy: policyWith('blurg') });
    await inForceIs('Anvisning om blurg');
    await soon(() => memory().matches).toEqual(['https://tool.example/*']);
    // Taken away, and the browser says so.
    setManaged({});
    await inForceIs(builtIn);
  });

  test('holds from the first moment of the next start, before the browser tells anything', async () => {
    memory().managed = { policy: policyWith('kvurk') };
    await startBackground();
    await inForceIs('Anvisning om kvurk');
    // Chromium says nothing at first.
    memory().managed = {};
    delete memory().local.inForce;
    await startBackground();
    await inForceIs('Anvisning om kvurk');
    await soon(() => memory().alarms.has('managed')).toBe(true);
    memory().managed = { policy: policyWith('blurg') };
    ring('managed');
    await inForceIs('Anvisning om blurg');
  });

  test('is gone when it is gone at the second look too', async () => {
    await startWithout();
    expect(nameInForce()).toBe('Anvisning om kvurk');
    ring('managed');
    await inForceIs(builtIn);
  });

  test('stays when the second look comes at the next start, before the browser tells anything', async () => {
    await startWithout();
    delete memory().local.told;
    await startBackground();
    ring('managed', 600);
    // It is looked for once more.
    await soon(() => memory().alarms.has('managed')).toBe(true);
    await isTried();
    expect(nameInForce()).toBe('Anvisning om kvurk');
    ring('managed');
    await inForceIs(builtIn);
  });

  test('is nothing in a Firefox without policies, and stays where the browser cannot tell', async () => {
    memory().managedError = new Error('Managed storage manifest not found');
    await startBackground();
    await inForceIs(builtIn);
    memory().managedError = null;
    setManaged({ policy: policyWith('kvurk') });
    await inForceIs('Anvisning om kvurk');
    memory().managedError = new Error('An unexpected error occurred');
    delete memory().local.told;
    await startBackground();
    ring('managed');
    await isTried();
    expect(nameInForce()).toBe('Anvisning om kvurk');
  });

  test('is not known to be nothing before it is said twice', async () => {
    await startBackground();
    await inForceIs(builtIn);
    await soon(() => memory().alarms.has('managed')).toBe(true);
    expect(memory().local.managed).toBeUndefined();
    // At the next start, before the browser tells anything.
    ring('managed', 600);
    await soon(() => memory().alarms.has('managed')).toBe(true);
    expect(memory().local.managed).toBeUndefined();
    const [before, { looks }] = [inForce(), memory()];
    ring('managed');
    await soon(() => memory().local.managed).toEqual({});
    expect(inForce()).toEqual(before);
    // Nothing begins anew in open pages because of it, as it does when something is set.
    setManaged({ policy: policyWith('kvurk') });
    await inForceIs('Anvisning om kvurk');
    await soon(() => memory().looks).toBe(looks + 1);
    setManaged({});
    await inForceIs(builtIn);
    // Known from then on.
    await startBackground();
    await soon(() => memory().session.isVerified).toBe(true);
    expect(memory().alarms.has('managed')).toBe(false);
  });

  test('is told where it is wrong, and what worked stays', async () => {
    memory().managed = { policy: policyWith('kvurk') };
    await startBackground();
    await inForceIs('Anvisning om kvurk');
    setManaged({
      policy: '<!doctype html>',
      locked: 'ja',
      policyUrl: 'http://a.example/',
      polcy: 1,
    });
    await soon(problems).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Skolans it har angett ”polcy”, som inte finns.'),
        expect.stringContaining('”policyUrl” från skolans it är ”http://a.example/”.'),
        expect.stringContaining('”locked” från skolans it ska vara true eller false.'),
        'Policyn från skolans it går inte att använda. Den som fungerade senast gäller.',
      ]),
    );
    expect(nameInForce()).toBe('Anvisning om kvurk');
    expect(foundIn('en kvurk')).toEqual(['kvurk']);
  });
});

describe('what somebody adds in the browser', () => {
  const LOOSER = `saklig: 1
id: own
name: Min egen
version: "1"
language: sv
languages: [sv]
rules: [{ id: words, severity: off }]
`;
  const severity = () => inForce()?.policy.rules.find(({ id }) => id === 'words')?.severity;

  test('lies over what the school has set', async () => {
    memory().managed = { policy: policyWith('kvurk') };
    memory().local.local = { text: LOOSER };
    await startBackground();
    await inForceIs('Min egen');
    await soon(severity).toBe('off');
    expect(inForce()?.layer).toBe('local');
  });

  test('loosens nothing that is locked, and what it says in vain is told', async () => {
    memory().managed = { policy: policyWith('kvurk'), locked: true };
    memory().local.local = { text: LOOSER };
    await startBackground();
    await soon(severity).toBe('warn');
    await soon(problems).toContain(
      '”rules.words.severity” i ”Min egen” gäller inte: ”Anvisning om kvurk” har låst det.',
    );
    expect(foundIn('en kvurk')).toEqual(['kvurk']);
  });

  test('pauses nothing that IT has locked, but where the school’s policy itself allows it', async () => {
    const pause = () => inForce()?.policy.pause;
    const allowing = 'pause: until-tomorrow\n';
    memory().managed = { policy: policyWith('kvurk'), locked: true };
    memory().local.local = { text: LOOSER + allowing };
    await startBackground();
    await soon(pause).toBe('none');
    setManaged({ policy: policyWith('kvurk', allowing), locked: true });
    await soon(pause).toBe('until-tomorrow');
    setManaged({ locked: true });
    await soon(pause).toBe('none');
    setManaged({ policy: policyWith('kvurk') });
    await soon(pause).toBe('until-tomorrow');
  });

  test('does not loosen what is built in, where the school has locked just that', async () => {
    memory().managed = { locked: true };
    memory().local.local = { text: LOOSER.replace('words', 'health-detail') };
    await startBackground();
    const rule = () => inForce()?.policy.rules.find(({ id }) => id === 'health-detail')?.severity;
    await soon(rule).toBe('warn');
    expect(inForce()?.policy.locked).toBe(true);
  });

  test('does not loosen it by building on more of what is built in', async () => {
    const judgement = policyWith('kvurk').replace('id: words', 'id: judgement');
    memory().managed = { policy: judgement, locked: true };
    memory().local.local = { text: `${LOOSER.replace(/rules.*/, '')}extends: [saklig-sv]\n` };
    await startBackground();
    const own = () => inForce()?.policy.rules.find(({ id }) => id === 'judgement');
    const text = { severity: 'warn', instruction: 'Skriv vad som hände.' };
    // What is quoted is only shown by what is built in.
    await soon(own).toMatchObject({ ...text, quoted: 'warn' });
    expect(nameInForce()).toBe('Min egen');
  });
});
