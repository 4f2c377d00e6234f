import sv from 'virtual:dictionary/sv';
import { expect, test } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import builtIn from '../../src/policy/built-in.sv.yaml';
import { failedExamples } from '../../src/policy/examples.ts';
import { Instruction, placesAt } from '../../src/policy/instruction.ts';
import type { PolicyRule } from '../../src/policy/policy.ts';
import { matchesUrl } from '../../src/policy/url.ts';

const withRule = (change: object) => ({
  ...builtIn,
  rules: builtIn.rules.map((rule) => (rule.id === 'offensive' ? { ...rule, ...change } : rule)),
});

test('a school’s own terms are found under their rule', () => {
  const instruction = new Instruction(withRule({ terms: ['kvurk/n2', 'grön [kort|lapp]'] }), () => [
    sv,
  ]);
  const { findings } = lint('fick en grön lapp, kvurkens fel', instruction.contextFor());
  expect(findings.map((f) => [f.rule, f.text])).toEqual([
    ['offensive', 'grön lapp'],
    ['offensive', 'kvurkens'],
  ]);
});

test('a school’s own term stays its own where the dictionary finds the same or more', () => {
  const [first] = builtIn.rules as [PolicyRule];
  const own = { ...first, id: 'own', category: 'health', severity: 'block' } as const;
  const rules = (severity: 'warn' | 'off') => [
    { ...own, terms: ['feber'], groups: ['none'] },
    ...builtIn.rules.map((r) => (r.category === 'health' ? { ...r, severity } : r)),
  ];
  for (const severity of ['warn', 'off'] as const) {
    const instruction = new Instruction({ ...builtIn, rules: rules(severity) }, () => [sv]);
    const { findings } = lint('hade hög feber i dag', instruction.contextFor());
    expect(findings.map((f) => [f.rule, f.severity])).toEqual([['own', 'block']]);
  }
});

test('a school’s own term takes no ordinary word for a slip of its own', () => {
  const instruction = new Instruction(withRule({ terms: ['affären', 'anmäld'] }), () => [sv]);
  const { findings } = lint('affärer är anmält', instruction.contextFor());
  expect(findings.filter((f) => f.rule === 'offensive')).toEqual([]);
});

test('a term that cannot be read is told, and the others go on', () => {
  const instruction = new Instruction(withRule({ terms: ['[a|b', 'kvurk'] }), () => [sv]);
  expect(instruction.brokenTerms).toMatchObject([{ rule: 'offensive', term: '[a|b' }]);
  expect(lint('kvurk', instruction.contextFor()).findings).toHaveLength(1);
});

test('an example that fails is told', () => {
  const examples = { wrong: [{ note: 'fin dag', find: ['dag'] }], right: ['SKÄRPNING'] };
  const failed = failedExamples(new Instruction(withRule({ examples }), () => [sv]));
  expect(failed.map((f) => f.message)).toEqual([
    'The rule does not find "dag".',
    'The rule finds "SKÄRPNING", though the example is right.',
  ]);
});

test('a field stands where its address patterns say', () => {
  const at = (address: string) => placesAt(builtIn, address).map(({ field }) => field.id);
  expect(at('https://web.skola24.se/portal')).toEqual(['comment']);
  expect(at('http://127.0.0.1:4711/lektion')).toContain('absence');
  expect(at('https://example.org/')).toEqual([]);
});

test.each([
  ['https://*.skola24.se/*', 'https://web.skola24.se/x?y=1', true],
  ['https://*.skola24.se/*', 'https://skola24.se/', true],
  ['https://*.skola24.se/*', 'https://notskola24.se/', false],
  ['https://*.skola24.se/*', 'http://web.skola24.se/', false],
  ['*://a.se/b/*/c', 'http://a.se/b/x/y/c', true],
  ['*://a.se/b/*/c', 'http://a.se/b/c', false],
  ['http://127.0.0.1/*', 'http://127.0.0.1:8080/', true],
  ['http://127.0.0.1:80/*', 'http://127.0.0.1:8080/', false],
  ['https://a.se/*', 'https://a.se.evil.example/', false],
  ['https://a.se/*', 'file:///a.se/', false],
  ['no pattern', 'https://a.se/', false],
])('%s and %s: %s', (pattern, address, fits) => {
  expect(matchesUrl(pattern, address)).toBe(fits);
});

test('a hostile address pattern takes no time', () => {
  const pattern = `https://a.se/${'*a'.repeat(2000)}b`;
  expect(matchesUrl(pattern, `https://a.se/${'a'.repeat(100_000)}`)).toBe(false);
});
