import { spawnSync } from 'node:child_process';
import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { expect, test } from 'vitest';
import { CATEGORIES } from '../../src/engine/engine.ts';

test('every entry can be read, and every yes: and no: note holds', () => {
  const { status, stdout, stderr } = spawnSync('node', ['src/cli/saklig.mjs', 'dictionaries']);
  expect(`${stdout}${stderr}`).not.toMatch(/txt:\d+/);
  expect(status).toBe(0);
});

test.each([
  ['sv', sv],
  ['en', en],
])('the %s dictionary has all six categories', (_, dictionary) => {
  const categories = new Set(dictionary.groups.map((group) => group.split(' ')[0]));
  expect([...categories].sort()).toEqual([...CATEGORIES].sort());
});
