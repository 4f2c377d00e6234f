import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { expect, test } from 'vitest';
import { builtInLayer, builtInPolicy } from '../../src/policy/built-in.ts';
import { Instruction } from '../../src/policy/instruction.ts';
import { type Layer, lay, resolve, stackOf } from '../../src/policy/layers.ts';
import { compileLinear } from '../../src/policy/linear.ts';
import type { PolicyField, PolicyLayer, PolicyRule } from '../../src/policy/policy.ts';
import { problemText } from '../../src/policy/problem.ts';
import { prove } from '../../src/policy/prove.ts';

const builtIn = builtInPolicy('sv');

/** What is said of the built-in policy with one rule, or one field, changed. */
function said({ rule = {}, field = {} }: { rule?: object; field?: object }): string[] {
  const rules = builtIn.rules.map((r) => (r.id === 'offensive' ? { ...r, ...rule } : r));
  const fields = builtIn.fields.map((f, i) => (i === 0 ? { ...f, ...field } : f));
  const policy = { ...builtIn, rules: rules as PolicyRule[], fields: fields as PolicyField[] };
  const instruction = new Instruction(policy, () => [sv, en], compileLinear);
  return prove(instruction).map((p) => `${p.level}: ${problemText(p, 'en')}`);
}

test.each([
  [
    'an example that fails',
    { rule: { examples: { wrong: [{ note: 'fin dag', find: ['dag'] }], right: ['SKÄRPNING'] } } },
    [
      'error: The rule “offensive” does not find “dag” in the example “fin dag”.',
      'error: The rule “offensive” finds “SKÄRPNING” in the example “SKÄRPNING”, which should pass.',
    ],
  ],
  [
    'an example without the words it names',
    { rule: { examples: { wrong: [{ note: 'fin dag', find: ['natt'] }] } } },
    ['error: The words “natt” are not in the example “fin dag”.'],
  ],
  [
    'a term that what is allowed takes away',
    { rule: { terms: ['grön kvurk'], allow: ['kvurk'] } },
    ['warning: “grön kvurk” is never found, not even in “grön kvurk”.'],
  ],
  [
    'a suggestion that breaks a rule',
    { rule: { suggestions: ['var sjuk'] } },
    ['warning: The suggestion “var sjuk” breaks the rule “health-registration” itself (“sjuk”).'],
  ],
  [
    'a ready phrase that breaks a rule',
    { field: { phrases: ['Anmäld frånvaro', 'Fick feber'] } },
    ['warning: The ready phrase “Fick feber” breaks the rule “health-detail” itself (“feber”).'],
  ],
  [
    'a group that does not exist',
    { rule: { groups: ['insults'] } },
    ['error: There is no group “insults” of offensive.'],
  ],
  [
    'a rule that others answer for',
    { rule: { category: 'health', examples: {} } },
    ['warning: The rule “offensive” never finds anything'],
  ],
  [
    'a field in which no rule holds',
    { field: { severity: Object.fromEntries(builtIn.rules.map(({ id }) => [id, 'off'])) } },
    ['warning: No rule applies in the field “Frånvaroanteckning”'],
  ],
  [
    'consent where the channel forbids it',
    { field: { channel: 'open-email', consent: { to: ['health'], recorded: 'pärm' } } },
    ['warning: The consent in the field “Frånvaroanteckning” does not apply'],
  ],
])('%s is told', (_, change, expected) => {
  const all = said(change);
  for (const sentence of expected) {
    expect(all).toContainEqual(expect.stringContaining(sentence));
  }
});

test('what is allowed and swallows all a rule is for is told', () => {
  const rule = {
    terms: ['kvurk'],
    allow: ['[kvurk|idiot/n3]'],
    examples: { wrong: [{ note: 'idiot', find: ['idiot'] }] },
  };
  expect(said({ rule })).toContainEqual(
    expect.stringContaining('takes away everything it should find'),
  );
});

test('a rule that is off is not tried where it holds nowhere', () => {
  const rule = {
    severity: 'off',
    channels: {},
    examples: { wrong: [{ note: 'fin', find: ['fin'] }] },
  };
  expect(said({ rule })).toEqual([]);
});

test('what a lock refuses is told of whoever could mend it, not of what is built in', () => {
  const layer = (id: string, more: Partial<PolicyLayer>): Layer => ({
    source: 'file',
    policy: { saklig: 1, id, name: id, version: '1', language: 'sv', languages: ['sv'], ...more },
  });
  const [id, category, instruction] = ['judgement', 'judgement', 'x'] as const;
  const rule = { id, category, severity: 'warn', instruction } as const;
  const town = layer('town', { locked: true, rules: [rule] });
  const own = layer('own', { extends: ['saklig-rules-sv'], rules: [{ id, severity: 'off' }] });
  const resolved = resolve(lay([town], stackOf(own, builtInLayer)));
  const instructed = new Instruction(resolved.policy, () => [sv, en], compileLinear);
  const refused = prove(instructed, resolved).filter(({ key }) => key === 'problem_locked');
  expect(refused.map(({ values }) => values)).toEqual([
    ['rules.judgement.severity', 'own', 'town'],
  ]);
});
