import { readFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Instruction } from '../../src/policy/instruction.ts';
import { compileLinear } from '../../src/policy/linear.ts';
import { LANGUAGES, type Language } from '../../src/policy/policy.ts';
import { problemText } from '../../src/policy/problem.ts';
import { prove } from '../../src/policy/prove.ts';
import { readPolicy } from '../../src/policy/read.ts';
import schema from '../../src/policy/schema.json' with { type: 'json' };
import { violations } from '../../src/policy/validate.ts';
import { mutated } from './mutate.ts';

/** Rules and fields in one file that stands on its own. */
const WHOLE = ['rules', 'notes', 'health-record']
  .map((name) => readFileSync(`src/policy/built-in/${name}.sv.yaml`, 'utf8'))
  .map((text, i) => (i ? text.slice(text.indexOf('\nfields:') + 8) : `${text}\nfields:`))
  .join('');
const lineOf = (text: string, words: string) =>
  text.slice(0, text.indexOf(words)).split('\n').length;
const read = (text: string) => readPolicy(text, 'policy.yaml');
const told = (text: string, language: Language = 'en') =>
  read(text).problems.map((problem) => problemText(problem, language));

test('a policy with rules and fields reads without a problem', () => {
  const { problems, resolved } = read(WHOLE);
  expect(problems).toEqual([]);
  expect(resolved?.policy.fields.map(({ id }) => id)).toEqual(['absence', 'comment', 'journal']);
});

test('JSON is read as well', () => {
  const { layer, problems } = readPolicy(JSON.stringify(parse(WHOLE)), 'policy.json');
  expect(problems).toEqual([]);
  expect(layer).toEqual(read(WHOLE).layer);
});

describe('what is wrong is told with line and column, in both languages', () => {
  test.each([
    ['severity: warn', 'severity: strict', 'is “strict”. There are off, hint, warn, block.'],
    ['channel: record', 'chanel: record', 'Did you mean “channel”?'],
    ['id: absence', 'id: Absence!', 'small letters a to z'],
    ['instruction:', 'instrucktion:', 'Did you mean “instruction”?'],
    ['id: care-contact', 'id: health-detail', 'There are two rules with the id “health-detail”.'],
    [
      'urls: ["https://*.skola24.se/*"]',
      'urls: [skola24.se]',
      'An address looks like https://*.example.se/*.',
    ],
    ['https://*.skola24.se/*', 'https://a b/*', 'Browsers know of no such site.'],
    ['https://*.skola24.se/*', 'https://skola24.se,/*', 'Browsers know of no such site.'],
    ['https://*.skola24.se/*', 'https://me@skola24.se/*', 'Browsers know of no such site.'],
    ['https://*.skola24.se/*', 'https://skåla.se/*', 'begins with xn--'],
    ['https://*.skola24.se/*', 'https://127.0.0.999/*', 'Browsers know of no such site.'],
    ['https://*.skola24.se/*', 'https://skola24.se:99999/*', 'between 1 and 65535'],
    ['https://*.skola24.se/*', 'https://skola24.se:0/*', 'between 1 and 65535'],
    ['https://*.skola24.se/*', 'https://*/*', 'sites that are not the school’s'],
    ['https://*.skola24.se/*', '*://*/*', 'sites that are not the school’s'],
    ['https://*.skola24.se/*', 'https://*.se/*', 'sites that are not the school’s'],
    ['https://*.skola24.se/*', 'https://*.github.io/x/*', 'sites that are not the school’s'],
    ['language: sv\n', 'language: fi\n', 'There are sv, en.'],
    [
      'selector: textarea }',
      'selector: "textarea[" }',
      'The CSS selector “textarea[” cannot be read',
    ],
    [
      'dataskyddsombud',
      'dataskyddsombud\noverride: { allowed: reason }',
      '“reasons” has none to choose from',
    ],
    ['name: Frånvaroanteckning', 'name: ""', '“fields.absence.name” is empty.'],
    ['version: "1"', 'version: 1', '“version” has to be a text; numbers'],
    ['version: "1"', 'version: "1"\nreviewBy: 2026-13-01', 'A date looks like 2026-08-01.'],
  ])('%s → %s', (right, wrong, message) => {
    const text = WHOLE.replace(right, wrong);
    const { problems } = read(text);
    const found = problems.find((p) => problemText(p, 'en').includes(message));
    expect(found, JSON.stringify(told(text))).toBeDefined();
    const added = wrong.trimEnd().split('\n').length - 1;
    expect(found?.line).toBe(lineOf(WHOLE, right) + added);
    expect(problemText(found as (typeof problems)[0], 'sv')).not.toBe(
      problemText(found as (typeof problems)[0], 'en'),
    );
  });

  test('all problems at once, in the order of their lines', () => {
    const text = WHOLE.replace('severity: warn', 'severity: strict').replace(
      'id: absence',
      'id: A B',
    );
    const { problems } = read(text);
    expect(problems).toHaveLength(2);
    expect(problems[0]?.line).toBeLessThan(problems[1]?.line as number);
  });

  test('a severity for a rule that is not there names the nearest', () => {
    const text = WHOLE.replace(
      'channel: record',
      'channel: record\n    severity: { third-partty: hint }',
    );
    expect(told(text)).toEqual([expect.stringContaining('Did you mean “third-party”?')]);
  });

  test('a policy to build on that is not there names the nearest', () => {
    const text = WHOLE.replace('languages:', 'extends: [saklig-note-sv]\nlanguages:');
    expect(told(text)).toEqual([expect.stringContaining('Did you mean “saklig-notes-sv”?')]);
  });
});

describe('the smallest part that is wrong is left out, and the rest goes on', () => {
  const rulesOf = (text: string) => read(text).resolved?.policy.rules.map(({ id }) => id) ?? [];
  const all = rulesOf(WHOLE);

  test('a rule without what it needs is off', () => {
    const text = WHOLE.replace('category: health', 'category: helth');
    expect(told(text)).toEqual([expect.stringContaining('Did you mean “health”?')]);
    expect(rulesOf(text)).toEqual(all.filter((id) => id !== 'health-registration'));
  });

  test('a rule with a key that may be missing goes on without it', () => {
    const text = WHOLE.replace('    reason:', '    raeson:');
    expect(told(text)).toHaveLength(1);
    expect(rulesOf(text)).toEqual(all);
  });

  test('an address that browsers refuse is left out alone, and with the last one its place', () => {
    const placesOf = (text: string) => read(text).resolved?.policy.fields[1]?.where ?? [];
    const [first, ...others] = placesOf(WHOLE);
    const two = WHOLE.replace('https://*.skola24.se/*', 'https://a b/*", "https://a.se:8443/*');
    expect(placesOf(two)).toEqual([{ ...first, urls: ['https://a.se:8443/*'] }, ...others]);
    const one = WHOLE.replace('https://*.skola24.se/*', 'https://a b/*');
    expect(told(one)).toHaveLength(1);
    expect(placesOf(one)).toEqual(others);
  });

  test('a rule whose groups are wrong is not about all of its category', () => {
    const text = WHOLE.replace('groups: [bare]', 'groups: bare');
    expect(rulesOf(text)).not.toContain('health-registration');
  });

  test('an example that is wrong is left out alone', () => {
    const text = WHOLE.replace('note: sjuk idag', 'not: sjuk idag');
    const rule = read(text).resolved?.policy.rules.find(({ id }) => id === 'health-registration');
    const before = read(WHOLE).resolved?.policy.rules.find(({ id }) => id === rule?.id);
    expect(rule?.examples?.wrong).toEqual(before?.examples?.wrong?.slice(1));
  });
});

test.each([
  ['', 'This is not a policy'],
  ['- a\n- b', 'This is not a policy'],
  ['just words', 'This is not a policy'],
  ['{"saklig": 1, ', 'The file cannot be read'],
  ['saklig: 1\nid: a\nid: b', 'the key is there twice'],
  ['saklig: 2', 'which a newer version of Saklig reads'],
  [WHOLE.replace('id: saklig-rules-sv', 'id: "?"'), 'small letters'],
  ['<!doctype html><title>Log in</title>', 'This is not a policy'],
  [
    `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]`,
    'refers to itself',
  ],
])('%j is no policy at all', (text, message) => {
  const { layer, resolved, problems } = read(text);
  expect([layer, resolved]).toEqual([null, null]);
  expect(told(text).join('\n')).toContain(message);
  expect(problems[0]?.line).toBeGreaterThan(0);
});

test('what we call valid is what JSON Schema calls valid, whatever is changed', () => {
  const validator = new Validator(schema as object, '2020-12', false);
  const policy = parse(WHOLE);
  fc.assert(
    fc.property(mutated(policy), (value) => {
      const own = violations(value, schema as never).length === 0;
      expect(own).toBe(validator.validate(value as object).valid);
    }),
    { numRuns: 200 },
  );
});

test('1,000 changed policies are read and tried without a crash, and no rule is lost without a word', () => {
  const policy = parse(WHOLE);
  fc.assert(
    fc.property(mutated(policy), (value) => {
      const { resolved, problems } = readPolicy(JSON.stringify(value) ?? '', 'p.json');
      // Whatever is left of it can be tried, and read with.
      if (resolved) prove(new Instruction(resolved.policy, () => [], compileLinear), resolved);
      for (const problem of problems) {
        for (const language of LANGUAGES) expect(problemText(problem, language)).not.toBe('');
      }
      const written = Array.isArray(value?.rules) ? value.rules : [];
      const ids = new Set(resolved?.policy.rules.map(({ id }) => id));
      const lost = written.filter((rule: { id?: unknown } | null) => !ids.has(rule?.id as string));
      if (lost.length || !resolved) expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
}, 120_000);
