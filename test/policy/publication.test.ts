import { describe, expect, test, vi } from 'vitest';
import { examine, refusalText, type Seen } from '../../src/policy/publication.ts';
import { keyPair, signed } from '../signing.ts';

const [first, second, stranger] = [keyPair(), keyPair(), keyPair()];
const policy = (name: string, more = '') => `saklig: 1
id: town
name: ${name}
version: "1"
language: sv
languages: [sv]
rules:
  - { id: words, category: judgement, severity: warn, instruction: Skriv vad som hände. }
${more}`;
const anchor = { address: 'https://a.example/', keys: [first.key], epoch: 1, minimumVersion: 1 };
const untried = vi.fn(async () => []);
const ask = (text: string, seen: Seen | null = null, more = {}, tryIt = untried as never) =>
  examine(Buffer.from(text), { ...anchor, ...more }, seen, [], tryIt);
const told = async (...args: Parameters<typeof ask>) => {
  const outcome = await ask(...args);
  return 'key' in outcome ? refusalText(outcome, 'en') : 'taken';
};
const seenAs = async (text: string, more = {}) => (await ask(text, null, more)) as Seen;

describe('a publication is taken', () => {
  test('with its number and every byte of it', async () => {
    const text = signed(policy('Å'), [first], { version: 12 });
    expect(await ask(text)).toEqual({ epoch: 1, version: 12, id: 'town', text });
  });

  test('again, without being tried again, also when another key has signed it since', async () => {
    const seen = await seenAs(signed(policy('a'), [first], { version: 2 }));
    untried.mockClear();
    expect(await told(signed(policy('a'), [first], { version: 2 }), seen)).toBe('taken');
    const rotated = signed(policy('a'), [second, first], { version: 2 });
    expect(await told(rotated, seen)).toBe('taken');
    expect(untried).not.toHaveBeenCalled();
    expect(await told(signed(policy('a'), [first], { version: 3 }), seen)).toBe('taken');
    expect(untried).toHaveBeenCalledOnce();
  });

  test('from the beginning again in a new epoch', async () => {
    const seen = await seenAs(signed(policy('a'), [first], { version: 999_999_999 }));
    const next = signed(policy('b'), [first], { epoch: 2, version: 1 });
    expect(await told(next, seen)).toMatch('belongs to epoch 2. Here, epoch 1 applies.');
    expect(await told(next, seen, { epoch: 2 })).toBe('taken');
  });

  test('with a key of the format that this version does not know yet', async () => {
    expect(await told(signed(policy('a', 'tomorrow: true\n'), [first]))).toBe('taken');
  });
});

describe('a publication is refused', () => {
  test.each([
    [
      'signed by a stranger',
      signed(policy('a'), [stranger]),
      'not signed with a key that is valid here',
    ],
    [
      'changed on the way',
      signed(policy('a'), [first]).replace('warn', 'hint'),
      'changed afterwards',
    ],
    ['no policy at all', signed('hello', [first]), 'cannot be used. This is not a policy'],
    [
      'half wrong',
      signed(policy('a', 'override: { allowed: perhaps }\n'), [first]),
      'cannot be used. “override.allowed” is “perhaps”.',
    ],
  ])('when it is %s', async (_, text, reason) => {
    expect(await told(text)).toContain(reason);
  });

  test('when its examples do not hold', async () => {
    const fails = { level: 'error', key: 'problem_noFields', values: [], where: [] };
    expect(
      await told(signed(policy('a'), [first]), null, {}, (async () => [fails]) as never),
    ).toMatch('correctly signed but cannot be used. ');
  });

  test('when it is older than what was seen, or than what IT asks for', async () => {
    const seen = await seenAs(signed(policy('a'), [first], { version: 12 }));
    const old = signed(policy('b'), [first], { version: 11 });
    expect(await told(old, seen)).toContain('is edition 11. It has to be edition 12 or later.');
    expect(await told(old, null, { minimumVersion: 20 })).toContain('edition 20 or later');
  });

  test('when one number stands for two contents', async () => {
    const seen = await seenAs(signed(policy('a'), [first], { version: 12 }));
    expect(await told(signed(policy('b'), [first], { version: 12 }), seen)).toContain(
      'Edition 12 has been seen before with different content.',
    );
  });

  test('when it is that of another school which the same key signs for', async () => {
    const seen = await seenAs(signed(policy('a'), [first]));
    const other = policy('b').replace('id: town', 'id: other-school');
    expect(await told(signed(other, [first], { version: 9 }), seen)).toContain('is “other-school”');
  });
});

describe('of several things that are wrong the first in this order is told, and nothing after it is tried', () => {
  const seen = () => seenAs(signed(policy('a'), [first], { version: 12 }));
  const fails = vi.fn(async () => [
    { level: 'error', key: 'problem_noFields', values: [], where: [] },
  ]);
  const wrong = 'override: { allowed: perhaps }\n';
  test.each([
    ['the signature', signed('hello', [stranger]), 'not signed with a key', 0],
    ['that it can be read', signed('hello', [first]), 'This is not a policy', 0],
    ['that it is right', signed(policy('b', wrong), [first]), '“override.allowed” is “perhaps”', 0],
    ['its examples', signed(policy('b'), [first]), 'correctly signed but cannot be used. ', 1],
  ])('%s', async (_, old, reason, tried) => {
    fails.mockClear();
    expect(await told(old, await seen(), {}, fails as never)).toContain(reason);
    expect(fails).toHaveBeenCalledTimes(tried);
  });
  test('its version', async () => {
    const [old, tryIt] = [signed(policy('b'), [first]), vi.fn(async () => [])];
    expect(await told(old, await seen(), {}, tryIt as never)).toContain('is edition 1. It has');
    expect(tryIt).toHaveBeenCalledOnce();
  });
});

test('before its signature is verified nothing of it is read', async () => {
  const bomb = `${'[a, '.repeat(1000)}\n`;
  expect(await told(signed(bomb, [stranger]))).toContain('not signed with a key');
});
