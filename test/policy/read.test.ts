import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/policy/read.ts';

const builtIn = readFileSync('src/policy/built-in.sv.yaml', 'utf8');
const lineOf = (text: string, words: string) =>
  text.slice(0, text.indexOf(words)).split('\n').length;

test('the built-in policy reads without a problem', () => {
  expect(readPolicy(builtIn, 'policy.yaml').problems).toEqual([]);
});

test('JSON is read as well', () => {
  const { policy } = readPolicy(builtIn, 'policy.yaml');
  expect(readPolicy(JSON.stringify(policy), 'policy.json')).toEqual({ policy, problems: [] });
});

describe('what is wrong is told with line and column, and there is no policy', () => {
  test.each([
    ['severity: warn', 'severity: strict', '"rules.0.severity" is "strict"'],
    ['channel: record', 'chanel: record', 'Did you mean "channel"?'],
    ['id: absence', 'id: Absence!', 'small letters a to z'],
    ['third-party: hint', 'third-partty: hint', 'Did you mean "third-party"?'],
    ['id: care-contact', 'id: health-detail', 'There are two rules with the id "health-detail"'],
    [
      'urls: ["http://127.0.0.1/*", "http://localhost/*"]',
      'urls: [skola24.se]',
      'looks like "https://*.example.se/*"',
    ],
    ['language: sv\n', 'language: fi\n', 'Known are sv, en'],
  ])('%s → %s', (right, wrong, message) => {
    const text = builtIn.replace(right, wrong);
    const { policy, problems } = readPolicy(text, 'policy.yaml');
    expect(policy).toBeNull();
    const told = problems.find((p) => p.message.includes(message));
    expect(told, JSON.stringify(problems)).toBeDefined();
    expect(told?.line).toBe(lineOf(builtIn, right));
  });

  test('all problems at once, in the order of their lines', () => {
    const text = builtIn
      .replace('severity: warn', 'severity: strict')
      .replace('id: absence', 'id: A B');
    const { problems } = readPolicy(text, 'policy.yaml');
    expect(problems).toHaveLength(2);
    expect(problems[0]?.line).toBeLessThan(problems[1]?.line as number);
  });

  test.each([
    ['', 'has to be a group of keys and values'],
    ['- a\n- b', 'has to be a group of keys and values'],
    ['just words', 'has to be a group of keys and values'],
    ['{"saklig": 1, ', 'This is not YAML'],
    ['saklig: 2', 'reads no other version'],
    [
      `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]`,
      'alias',
    ],
  ])('%j', (text, message) => {
    const { policy, problems } = readPolicy(text, 'p.yaml');
    expect(policy).toBeNull();
    expect(problems.map((p) => p.message).join('\n')).toContain(message);
    expect(problems[0]?.line).toBeGreaterThan(0);
  });
});
