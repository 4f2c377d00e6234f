import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compare } from '../../src/policy/compare.ts';
import type { PolicyLayer } from '../../src/policy/policy.ts';
import { rewrite } from '../../src/policy/rewrite.ts';
import { mutated } from './mutate.ts';

const FOLDER = 'src/policy/built-in';
const FILES = readdirSync(FOLDER).map((name) => readFileSync(`${FOLDER}/${name}`, 'utf8'));
const RULES = readFileSync(`${FOLDER}/rules.sv.yaml`, 'utf8');

/** A file with a comment before each key and item, and behind some. */
function commented(text: string): string {
  let count = 0;
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .flatMap((line) => {
      const indent = /^(\s*)(- )?[a-z]+:/i.exec(line)?.[1];
      return indent === undefined ? [line] : [`${indent}# comment ${++count}`, line];
    })
    .join('\n');
}
const commentsOf = (text: string) =>
  text.split('\n').flatMap((line) => /# comment \d+/.exec(line) ?? []);
const read = (text: string) => parse(text) as PolicyLayer;

test.each(FILES)('what did not change is not touched', (text) => {
  expect(rewrite(text, read(text))).toBe(text);
});

test('one change changes one line', () => {
  const policy = read(RULES);
  const rules = policy.rules?.map((rule, i) =>
    i === 1 ? { ...rule, severity: 'block' as const } : rule,
  );
  const now = rewrite(RULES, { ...policy, rules: rules ?? [] }).split('\n');
  const was = RULES.split('\n');
  expect(now.length).toBe(was.length);
  expect(now.filter((line, i) => line !== was[i])).toEqual(['    severity: block']);
});

test('a rule keeps its comments wherever it is moved, and takes them along when it goes', () => {
  const text = commented(RULES);
  const policy = read(text);
  const [first, ...rest] = policy.rules ?? [];
  const moved = rewrite(text, { ...policy, rules: [...rest, first as never] });
  expect(read(moved).rules?.at(-1)).toEqual(first);
  expect(commentsOf(moved).sort()).toEqual(commentsOf(text).sort());
  const gone = rewrite(text, { ...policy, rules: rest });
  expect(commentsOf(gone).length).toBeLessThan(commentsOf(text).length);
  expect(commentsOf(gone).length).toBeGreaterThan(commentsOf(text).length * 0.8);
});

test('sentences with signs of YAML come back as they were', () => {
  const policy = read(RULES);
  const name = '- “Ja”: #1 & *alla* {a} [b] | > % @ ` on\n  två rader\n';
  expect(read(rewrite(RULES, { ...policy, name })).name).toBe(name);
});

test('an empty text gives a new file', () => {
  const policy = read(RULES);
  expect(read(rewrite('', policy))).toEqual(policy);
});

describe('whatever is changed', () => {
  const text = commented(RULES);
  const policy = read(text);

  test('the file then says it, and comments stay in their order where nothing was moved', () => {
    fc.assert(
      fc.property(mutated(policy), (changed) => {
        fc.pre(typeof changed === 'object' && changed !== null && !Array.isArray(changed));
        const now = rewrite(text, changed);
        expect(JSON.stringify(sorted(read(now)))).toBe(JSON.stringify(sorted(changed)));
        const numbers = commentsOf(now).map((c) => Number(c.slice('# comment '.length)));
        const all = new Set(commentsOf(text));
        for (const comment of commentsOf(now)) expect(all).toContain(comment);
        // A list whose items were repeated or taken away may have moved; at most a few then go.
        const inOrder = numbers.filter((n, i) => i === 0 || n > (numbers[i - 1] as number));
        expect(inOrder.length).toBe(numbers.length);
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test('comparing names exactly what was changed', () => {
    fc.assert(
      fc.property(mutated(policy), (changed) => {
        const changes = compare(policy, changed);
        expect(changes.length === 0).toBe(
          JSON.stringify(sorted(policy)) === JSON.stringify(sorted(changed)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

test('a comparison tells settings by the ids of their rules', () => {
  const policy = read(RULES);
  const rules = policy.rules?.map((rule, i) => (i === 0 ? { ...rule, severity: 'block' } : rule));
  expect(compare(policy, { ...policy, rules })).toEqual([
    { path: ['rules', 'health-registration', 'severity'], before: 'warn', after: 'block' },
  ]);
});

/** The same value with its keys in order: the file keeps its own order of keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]),
  );
}
