import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readManaged } from '../../src/policy/managed.ts';
import { problemText } from '../../src/policy/problem.ts';
import { keyPair } from '../signing.ts';

const { key } = keyPair();
const told = (values: Record<string, unknown>) =>
  readManaged(values).problems.map((problem) => problemText(problem, 'en'));

test('what is right is taken as it is', () => {
  const values = {
    policy: 'saklig: 1',
    policyUrl: 'https://www.example.se/saklig/policy.yaml',
    policyKeys: [key],
    minimumVersion: 12,
    epoch: 2,
    locked: true,
  };
  expect(readManaged(values)).toEqual({
    managed: {
      policy: 'saklig: 1',
      address: values.policyUrl,
      keys: [key],
      anchor: { address: values.policyUrl, keys: [key], epoch: 2, minimumVersion: 12 },
      locked: true,
      meant: { policy: true, anchor: true },
    },
    problems: [],
  });
});

test('nothing, and forms that were left empty, ask for nothing', () => {
  const nothing = {
    policy: null,
    address: null,
    keys: [],
    anchor: null,
    locked: false,
    meant: { policy: false, anchor: false },
  };
  expect(readManaged({})).toEqual({ managed: nothing, problems: [] });
  expect(readManaged({ policy: '', policyUrl: '', policyKeys: [], locked: false })).toEqual({
    managed: nothing,
    problems: [],
  });
});

test.each<[string, Record<string, unknown>, string]>([
  ['http', { policyUrl: 'http://a.example/p', policyKeys: [key] }, 'with https:// and no login'],
  ['http here', { policyUrl: 'http://127.0.0.1/p', policyKeys: [key] }, 'with https://'],
  ['a login', { policyUrl: 'https://me:pw@a.example/p', policyKeys: [key] }, 'no login'],
  ['no key', { policyUrl: 'https://a.example/p' }, 'there is no key in “policyKeys”'],
  [
    'another key',
    { policyUrl: 'https://a.example/p', policyKeys: ['ssh-ed25519 A'] },
    'which is not a key',
  ],
])('an address with %s is not asked, and that is told', (_, values, sentence) => {
  expect(readManaged(values).managed.anchor).toBeNull();
  expect(told(values).join('\n')).toContain(sentence);
});

test.each([
  [{ policy: 1 }, '“policy” from the school’s IT has to be text.'],
  [{ epoch: '2' }, '“epoch” from the school’s IT has to be a whole number'],
  [{ minimumVersion: -1 }, '“minimumVersion” from the school’s IT has to be a whole number'],
  [{ policyKeys: key }, '“policyKeys” from the school’s IT has to be a list.'],
  [{ policyURL: '' }, 'has set “policyURL”, which does not exist.'],
])('%j is told', (values, sentence) => {
  expect(told(values).join('\n')).toContain(sentence);
});

test.each([{ epoch: '2' }, { minimumVersion: 0 }])(
  'where %j is wrong nothing is asked by a guess',
  (values) => {
    const policyUrl = 'https://a.example/p';
    const { managed } = readManaged({ policyUrl, policyKeys: [key], ...values });
    expect(managed).toMatchObject({ address: policyUrl, anchor: null, meant: { anchor: true } });
  },
);

test.each([{ policyKeys: ['ssh-ed25519 A'] }, { policyKeys: key }])(
  'a key that is there and wrong is not said to be missing: %j',
  (values) => {
    expect(told({ policyUrl: 'https://a.example/p', ...values })).toEqual([
      expect.stringContaining('“policyKeys”'),
    ]);
  },
);

test('of more than two keys the first two are trusted, and that is told', () => {
  const [second, third] = [keyPair().key, keyPair().key];
  const setTo = (...policyKeys: string[]) => ({ policyUrl: 'https://a.example/p', policyKeys });
  const trusted = (...keys: string[]) => readManaged(setTo(...keys)).managed.anchor?.keys;
  expect(trusted(key, second, third)).toEqual([key, second]);
  expect(told(setTo(key, second, third))).toEqual([expect.stringContaining('has 3 keys')]);
  // The same one twice is one.
  expect(trusted(key, key, second)).toEqual([key, second]);
  expect(told(setTo(key, key, second))).toEqual([]);
});

test('a lock that cannot be read is no unlocked one', () => {
  expect(readManaged({ locked: 'false' }).managed.locked).toBe(true);
});

test('whatever a registry holds, it is read', () => {
  const anything = fc.dictionary(
    fc.constantFrom('policy', 'policyUrl', 'policyKeys', 'epoch', 'locked', '__proto__', 'x'),
    fc.anything(),
  );
  fc.assert(fc.property(anything, (values) => Boolean(readManaged(values).managed)));
});

test('Chromium’s schema stays within what it knows, and has the same keys', () => {
  const { type, properties, ...rest } = JSON.parse(
    readFileSync('src/policy/managed-schema.json', 'utf8'),
  );
  expect([type, rest]).toEqual(['object', {}]);
  const strange = (told({ x: 1 })[0] ?? '').replace(/.*There are: |\.$/g, '');
  expect(Object.keys(properties)).toEqual(strange.split(', '));
  for (const own of Object.values<Record<string, unknown>>(properties)) {
    const keys = Object.keys(own).filter((k) => !['title', 'description'].includes(k));
    expect(keys).toEqual(own.type === 'array' ? ['type', 'items'] : ['type']);
  }
});
