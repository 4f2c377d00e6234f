import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import { builtInPolicy } from '../../src/policy/built-in.ts';
import { Instruction, placesAt } from '../../src/policy/instruction.ts';
import { compileLinear } from '../../src/policy/linear.ts';
import type { CompilePattern } from '../../src/policy/patterns.ts';
import type { PolicyField, PolicyRule } from '../../src/policy/policy.ts';
import { problemText } from '../../src/policy/problem.ts';
import { matchesUrl } from '../../src/policy/url.ts';

const builtIn = builtInPolicy('sv');

const withRule = (change: object) => ({
  ...builtIn,
  rules: builtIn.rules.map((rule) => (rule.id === 'offensive' ? { ...rule, ...change } : rule)),
});

test('a school’s own terms are found under their rule', () => {
  const instruction = new Instruction(
    withRule({ terms: ['kvurk/n2', 'grön [kort|lapp]'] }),
    () => [sv],
    compileLinear,
  );
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
    const instruction = new Instruction(
      { ...builtIn, rules: rules(severity) },
      () => [sv],
      compileLinear,
    );
    const { findings } = lint('hade hög feber i dag', instruction.contextFor());
    expect(findings.map((f) => [f.rule, f.severity])).toEqual([['own', 'block']]);
  }
});

test('a school’s own term takes no ordinary word for a slip of its own', () => {
  const instruction = new Instruction(
    withRule({ terms: ['affären', 'anmäld'] }),
    () => [sv],
    compileLinear,
  );
  const { findings } = lint('affärer är anmält', instruction.contextFor());
  expect(findings.filter((f) => f.rule === 'offensive')).toEqual([]);
});

test('a school’s own term is found in a note in another language, and learned does not take it away', () => {
  const instruction = new Instruction(
    withRule({ terms: ['kvurk/n2'] }),
    () => [sv, en],
    compileLinear,
  );
  const note = 'She was late again this morning because the kvurken would not start.';
  const { language, findings } = lint(note, instruction.contextFor());
  expect(language).toBe('en');
  expect(findings.map((f) => f.text)).toEqual(['kvurken']);
});

test('what a rule allows is left alone, and only there', () => {
  const instruction = new Instruction(
    withRule({ terms: ['kvurk/n2'], allow: ['stora kvurken'] }),
    () => [sv],
    compileLinear,
  );
  const { findings } = lint('fick stora kvurken, sedan en kvurk', instruction.contextFor());
  expect(findings.map((f) => [f.text, f.start])).toEqual([['kvurk', 29]]);
});

test('a term that cannot be read is told, and the others go on', () => {
  const instruction = new Instruction(
    withRule({ terms: ['[a|b', 'kvurk'] }),
    () => [sv],
    compileLinear,
  );
  expect(instruction.problems.map((p) => problemText(p, 'en'))).toEqual([
    '“[a|b” cannot be searched for: “]” is missing.',
  ]);
  expect(lint('kvurk', instruction.contextFor()).findings).toHaveLength(1);
});

describe('a field', () => {
  const field = (change: object): PolicyField => {
    const [first] = builtIn.fields as [PolicyField];
    return { ...first, ...change };
  };
  const severities = (note: string, own: PolicyField) => {
    const instruction = new Instruction({ ...builtIn, fields: [own] }, () => [sv], compileLinear);
    return lint(note, instruction.contextFor(own)).findings.map((f) => `${f.severity} ${f.text}`);
  };

  test('asks what its channel asks, and its own word goes before that', () => {
    expect(severities('förkyld', field({}))).toEqual(['warn förkyld']);
    expect(severities('förkyld', field({ channel: 'open-email' }))).toEqual(['block förkyld']);
    const own = { channel: 'open-email', severity: { 'health-detail': 'hint' } };
    expect(severities('förkyld', field(own))).toEqual(['hint förkyld']);
  });

  test('with consent lets the bare registration pass, and nothing more', () => {
    const consent = { to: ['health'], recorded: 'Blankett i elevakten' };
    expect(severities('sjuk idag', field({}))).toEqual(['warn sjuk']);
    expect(severities('sjuk idag', field({ consent }))).toEqual([]);
    expect(severities('feber, sjuk idag', field({ consent }))).toEqual(['warn feber']);
    expect(severities('sjuk idag', field({ consent, channel: 'open-email' }))).toEqual([
      'block sjuk',
    ]);
  });

  test('that is stricter than a rule is so with quoted words as well', () => {
    const note = 'Eleven sa ”du är en idiot” till läraren.';
    expect(severities(note, field({}))).toEqual(['hint en idiot']);
    expect(severities(note, field({ severity: { offensive: 'block' } }))).toEqual([
      'block en idiot',
    ]);
    expect(severities(note, field({ severity: { offensive: 'off' } }))).toEqual([]);
  });
});

describe('a pattern of the school', () => {
  const found = (pattern: string, note: string) => {
    const instruction = new Instruction(
      withRule({ patterns: [pattern] }),
      () => [sv],
      compileLinear,
    );
    expect(instruction.problems).toEqual([]);
    const { findings } = lint(note, instruction.contextFor());
    return findings.filter((f) => f.cause.entry === pattern).map((f) => f.text);
  };

  test.each([
    ['sve-\\d{4}', 'ärende SVE-1234, sve-12345 och xsve-1234', ['SVE-1234']],
    ['kl(ass)?', 'klass kl klas kl.', ['klass', 'kl', 'kl']],
    ['[åäö]+', 'Åäö🙂ö öa', ['Åäö', 'ö']],
    ['\\d\\d', '12 34 56', ['12', '34', '56']],
    ['a.*b', 'a x b\na b', ['a x b', 'a b']],
  ])('%s finds whole words in “%s”', (pattern, note, words) => {
    expect(found(pattern, note)).toEqual(words);
  });

  test('is told when it cannot be used, and the others go on', () => {
    const patterns = ['(', 'a*', '\\bord', '((a?){500}){2}a', '(?=x)', 'kvurk'];
    const instruction = new Instruction(withRule({ patterns }), () => [sv], compileLinear);
    expect(instruction.problems).toHaveLength(5);
    expect(lint('kvurk', instruction.contextFor()).findings).toHaveLength(1);
  });

  test.each(['(a+)+$', '(a|aa)*b', '(.*)*x', '(?:aa.*b)|a'])(
    '%s takes time that grows with the text, not with its square',
    (pattern) => {
      const searched = (length: number) => {
        let characters = 0;
        const counting: CompilePattern = (source) => {
          const own = compileLinear(source);
          return {
            ...own,
            find(text, from) {
              characters += text.length;
              return own.find(text, from);
            },
          };
        };
        const instruction = new Instruction(
          withRule({ patterns: [pattern] }),
          () => [sv],
          counting,
        );
        lint('a'.repeat(length), instruction.contextFor());
        return characters;
      };
      expect(searched(100_000)).toBeLessThan(25 * searched(10_000) + 500_000);
    },
  );

  test('is searched again only in the paragraph that was changed', () => {
    const searched: string[] = [];
    const counting: CompilePattern = (source) => {
      const own = compileLinear(source);
      return {
        ...own,
        find(text, from) {
          searched.push(text);
          return own.find(text, from);
        },
      };
    };
    const instruction = new Instruction(withRule({ patterns: ['kvurk'] }), () => [sv], counting);
    const context = instruction.contextFor();
    lint('first kvurk\nsecond', context);
    searched.length = 0;
    expect(lint('first kvurk\nsecond one', context).findings).toHaveLength(1);
    expect(searched).toEqual(['second one']);
  });
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
  ['http://127.0.0.1:8080/*', 'http://127.0.0.1:8080/', true],
  ['https://a.se:443/*', 'https://a.se/', true],
  ['*://a.se:443/*', 'http://a.se/', false],
  ['http://a.se:80/*', 'http://a.se/', true],
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
