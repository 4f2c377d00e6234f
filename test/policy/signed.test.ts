import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/policy/read.ts';
import {
  authoredIn,
  fingerprint,
  isKey,
  readSigned,
  signerOf,
  writeSigned,
} from '../../src/policy/signed.ts';
import { keyPair, signed as sign } from '../signing.ts';

const [first, second] = [keyPair(), keyPair()];

const POLICY = `saklig: 1
id: town
name: Kommunens anvisning – åäö
version: "2026-1"
language: sv
languages: [sv]
extends: [saklig-sv]
`;

const signed = (policy: string, pairs = [first], numbers = { epoch: 1, version: 12 }): Uint8Array =>
  Buffer.from(sign(policy, pairs, numbers));
const signer = async (file: Uint8Array, keys: string[]) => {
  const read = readSigned(file);
  return read && signerOf(read, keys);
};

describe('a signed policy', () => {
  test('is still a policy, and says who signed it and which publication it is', async () => {
    const file = signed(POLICY);
    const read = readSigned(file);
    expect(read?.publication).toEqual({ epoch: 1, version: 12 });
    expect(read && authoredIn(read)).toBe(POLICY);
    expect(await signer(file, [second.key, first.key])).toBe(first.key);
    const { layer, problems } = readPolicy(Buffer.from(file).toString(), 'town.yaml');
    expect(layer?.policy.name).toBe('Kommunens anvisning – åäö');
    expect(problems).toEqual([]);
  });

  test('counts for nothing under other keys', async () => {
    expect(await signer(signed(POLICY), [second.key])).toBeNull();
    expect(await signer(signed(POLICY), [])).toBeNull();
  });

  test('holds by either key while one takes the place of the other', async () => {
    const file = signed(POLICY, [first, second]);
    expect(await signer(file, [first.key])).toBe(first.key);
    expect(await signer(file, [second.key])).toBe(second.key);
  });

  test('does not hold when any of its bytes is another', async () => {
    const file = signed(POLICY);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = Uint8Array.from(file);
          changed[at] = (changed[at] as number) ^ by;
          expect(await signer(changed, [first.key])).toBeNull();
        },
      ),
      { numRuns: 400 },
    );
  });

  test('does not hold when something is put before or after it, or taken away', async () => {
    const file = Buffer.from(signed(POLICY)).toString();
    for (const other of [
      `${file}\n`,
      `\n${file}`,
      `\uFEFF${file}`,
      file.slice(0, -1),
      `#\n${file}`,
    ]) {
      expect(await signer(Buffer.from(other), [first.key])).toBeNull();
    }
  });

  test('cannot lend its signature to another number', async () => {
    const file = Buffer.from(signed(POLICY)).toString().replace('version 12', 'version 13');
    expect(readSigned(Buffer.from(file))?.publication.version).toBe(13);
    expect(await signer(Buffer.from(file), [first.key])).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['a page for logging in', '<!doctype html><title>Wi-Fi</title>'],
    ['a policy that nobody signed', POLICY],
    ['a signature alone', `# saklig-signature ${'A'.repeat(43)} ${'A'.repeat(86)}\n`],
    [
      'a policy without its number',
      writeSigned([{ key: 'A'.repeat(43), signature: 'A'.repeat(86) }], POLICY),
    ],
    [
      'more signatures than anybody needs',
      Buffer.from(signed(POLICY, Array(9).fill(first))).toString(),
    ],
    ['no text', '\u0000\uFFFD'],
    ['version 0', Buffer.from(signed(POLICY, [first], { epoch: 1, version: 0 })).toString()],
    [
      'a version that no number holds',
      Buffer.from(signed(POLICY, [first], { epoch: 1, version: 1e12 })).toString(),
    ],
  ])('is not %s', (_, text) => {
    expect(readSigned(Buffer.from(text))).toBeNull();
  });

  test('is not text in another encoding, nor anything at random', () => {
    expect(readSigned(Buffer.concat([signed(POLICY), Buffer.from([0xe5, 0xe4])]))).toBeNull();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => !readSigned(bytes)));
  });
});

test('a key is known by its form', () => {
  expect(isKey(first.key)).toBe(true);
  for (const other of [
    '',
    'A',
    `${first.key}A`,
    first.key.slice(1),
    `${'A'.repeat(42)}B`,
    `${'A'.repeat(42)}+`,
  ]) {
    expect(isKey(other), other).toBe(false);
  }
});

test('people compare keys by a fingerprint', async () => {
  expect(await fingerprint(first.key)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  expect(await fingerprint(first.key)).not.toBe(await fingerprint(second.key));
});
