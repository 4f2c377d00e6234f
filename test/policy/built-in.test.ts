import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import { BUILT_IN, builtInPolicy, builtInStack } from '../../src/policy/built-in.ts';
import { Instruction } from '../../src/policy/instruction.ts';
import { resolve } from '../../src/policy/layers.ts';
import { compileLinear } from '../../src/policy/linear.ts';
import { LANGUAGES, type Language } from '../../src/policy/policy.ts';
import { problemText } from '../../src/policy/problem.ts';
import { prove } from '../../src/policy/prove.ts';
import schema from '../../src/policy/schema.json' with { type: 'json' };
import { violations } from '../../src/policy/validate.ts';

const builtIn = builtInPolicy('sv');

const instruction = new Instruction(builtIn, () => [sv, en], compileLinear);
const inField = (id: string) => instruction.contextFor(instruction.field(id));
const found = (note: string, field = 'absence') =>
  lint(note, inField(field)).findings.map(({ category, text }) => `${category}: ${text}`);

test.each(LANGUAGES)(
  'what is built in reads without a problem and holds all it promises (%s)',
  (language) => {
    const { policy, ...rest } = resolve(builtInStack(language));
    expect(rest.incomplete).toEqual([]);
    const own = new Instruction(policy, () => [sv, en], compileLinear);
    const said = prove(own, { policy, ...rest }).map((problem) => problemText(problem, 'en'));
    expect(said).toEqual([]);
  },
);

test.each(BUILT_IN.map(({ policy }) => policy))('$id fits the schema', (policy) => {
  expect(violations(policy, schema as never)).toEqual([]);
});

test('Swedish and English are the same but for their words', () => {
  const shape = (language: Language) => {
    const { fields, rules } = builtInPolicy(language);
    return {
      fields: fields.map(({ id, channel, where, severity, override }) => {
        const places = where.map(({ tool: _, ...place }) => place);
        return { id, channel, places, severity, override: override?.allowed };
      }),
      rules: rules.map(({ id, category, groups, severity, channels, quoted }) => {
        return { id, category, groups, severity, channels, quoted };
      }),
    };
  };
  expect(shape('en')).toEqual(shape('sv'));
});

test('every rule has a reason, a source, and examples right and wrong', () => {
  for (const language of LANGUAGES) {
    for (const { id, examples, reason, source } of builtInPolicy(language).rules) {
      expect([reason, source], id).not.toContain(undefined);
      expect(examples?.wrong?.length, id).toBeGreaterThan(1);
      expect(examples?.right?.length, id).toBeGreaterThan(1);
    }
  }
});

describe('the four notes of the decision', () => {
  test('praise is a judgement', () => {
    expect(found('spelat bra handboll')).toEqual([expect.stringMatching(/^judgement: .*bra/)]);
  });

  test('illness is health', () => {
    expect(found('förkyld')).toEqual(['health: förkyld']);
  });

  test('a visit to care is health, with its place', () => {
    expect(found('följde med kompis till vårdcentralen')).toContain('health: vårdcentralen');
  });

  test('the scolding is offensive, shouts, judges and points out a third party', () => {
    const note =
      'sitter på golvet och tjafsar jättelänge om vems pennan är, som HON tagit. Det var XX:s och det visste du ju hela tiden!!! SKÄRPNING';
    const all = found(note);
    expect(all).toContain('identity: XX:s');
    expect(all).toContain('offensive: HON');
    expect(all).toContainEqual(expect.stringMatching(/^offensive: .*SKÄRPNING/));
    expect(all).toContainEqual(expect.stringMatching(/^offensive: .*!!!/));
    expect(all).toContainEqual(expect.stringMatching(/^judgement: .*tjafsar/));
  });
});

test.each(['Anmäld frånvaro', 'kom 08.25, bussen försenad', 'prov i Idrott och hälsa på fredag'])(
  '“%s” passes',
  (note) => {
    for (const field of builtIn.fields) expect(found(note, field.id)).toEqual([]);
  },
);

test('health is at home in the health record, offence is not', () => {
  expect(found('förkyld, var på vårdcentralen', 'journal')).toEqual([]);
  expect(found('SKÄRPNING', 'journal')).toEqual(['offensive: SKÄRPNING']);
});

test('open e-mail refuses what other fields ask about, and lets meeting times pass', () => {
  const severities = (field: string) =>
    lint('möte med socialtjänsten', inField(field)).findings.map((f) => f.severity);
  expect(severities('message')).toEqual(['warn']);
  expect(severities('email')).toEqual(['block']);
  expect(found('Utredningen är klar och kan hämtas. Mötet är torsdag kl 15.', 'email')).toEqual([]);
});

test('the words found at a school in 2008 are found', () => {
  for (const word of ['mobboffer', 'slagpåse', 'damp', 'adhd']) {
    expect(found(word, 'comment'), word).not.toEqual([]);
  }
});
