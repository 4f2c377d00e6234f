import sv from 'virtual:dictionary/sv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lint, SEVERITIES } from '../../src/engine/engine.ts';
import { builtInLayer, builtInPolicy, builtInStack } from '../../src/policy/built-in.ts';
import { Instruction, placesAt } from '../../src/policy/instruction.ts';
import { type Layer, lay, resolve, ruleFor, type Stack, stackOf } from '../../src/policy/layers.ts';
import { compileLinear } from '../../src/policy/linear.ts';
import {
  CHANNELS,
  type FieldLayer,
  type Policy,
  type PolicyLayer,
  type RuleLayer,
} from '../../src/policy/policy.ts';
import {
  consentHolds,
  overrideIn,
  quotedIn,
  severityIn,
  stricter,
} from '../../src/policy/strictness.ts';

const head = (id: string): PolicyLayer => ({
  ...{ saklig: 1, id, name: id, version: '1', language: 'sv', languages: ['sv'] },
});
const layer = (id: string, more: Partial<PolicyLayer>): Layer => ({
  source: 'file',
  policy: { ...head(id), ...more },
});
const over = (...below: Partial<PolicyLayer>[]): Stack =>
  lay(
    builtInStack('sv'),
    below.map((more, i) => layer(`layer-${i}`, more)),
  );
const ruleIn = (stack: Stack, id: string) =>
  resolve(stack).policy.rules.find((rule) => rule.id === id);
const fieldIn = (stack: Stack, id: string) =>
  resolve(stack).policy.fields.find((field) => field.id === id);

test('a layer below adds to lists and sets the rest anew', () => {
  const stack = over({
    rules: [
      { id: 'health-detail', severity: 'block', terms: ['kvurk'], suggestions: ['Frånvarande'] },
    ],
    fields: [{ id: 'absence', retention: 'En vecka', phrases: ['Kom senare.'] }],
  });
  const [before, now] = [builtInPolicy('sv'), resolve(stack).policy];
  const [was, is] = [before, now].map((p) => p.rules.find(({ id }) => id === 'health-detail'));
  expect(is).toEqual({
    ...was,
    severity: 'block',
    terms: ['kvurk'],
    suggestions: [...(was?.suggestions ?? []), 'Frånvarande'],
  });
  expect(fieldIn(stack, 'absence')?.retention).toBe('En vecka');
  expect(fieldIn(stack, 'absence')?.phrases?.at(-1)).toBe('Kom senare.');
  expect(now.rules.map(({ id }) => id)).toEqual(before.rules.map(({ id }) => id));
});

test('a list takes the place of the one above where its layer says so', () => {
  const stack = over({
    rules: [{ id: 'health-detail', suggestions: ['Frånvarande'], replaces: ['suggestions'] }],
  });
  expect(ruleIn(stack, 'health-detail')?.suggestions).toEqual(['Frånvarande']);
});

test('a new rule or field that lacks something is left out and named', () => {
  const { policy, incomplete } = resolve(over({ rules: [{ id: 'new-rule', severity: 'warn' }] }));
  expect(policy.rules.some(({ id }) => id === 'new-rule')).toBe(false);
  expect(incomplete).toMatchObject([
    { path: 'rules/new-rule', lacks: ['category', 'instruction'] },
  ]);
});

test('what a layer extends lies above it, once, with what is built in on top', () => {
  const ids = (stack: Stack) => stack.map(({ policy }) => policy.id);
  const town = layer('town', { extends: ['saklig-notes-sv'] });
  const school = layer('school', { extends: ['saklig-email-sv', 'town'] });
  const find = (id: string) => (id === 'town' ? town : builtInLayer(id));
  expect(ids(stackOf(school, find))).toEqual([
    ...['saklig-rules-sv', 'saklig-email-sv', 'saklig-notes-sv', 'town', 'school'],
  ]);
});

test('what only a layer below builds on lies below the lock, and above all that lies below that', () => {
  const ids = (stack: Stack) => stack.map(({ policy }) => policy.id);
  const town = layer('town', { locked: true, extends: ['saklig-notes-sv'] });
  const bare = layer('bare', { locked: true });
  const find = (id: string) => [town, bare].find((l) => l.policy.id === id) ?? builtInLayer(id);
  const own = layer('own', { extends: ['saklig-email-sv'] });
  const NOTES = ['saklig-rules-sv', 'saklig-notes-sv'];
  expect(ids(lay(stackOf(town, find), [layer('loose', {})], stackOf(own, find)))).toEqual([
    ...[...NOTES, 'town', 'saklig-email-sv', 'loose', 'own'],
  ]);
  // Also where the layer below names it first.
  const school = layer('school', { extends: ['saklig-email-sv', 'town'] });
  expect(ids(stackOf(school, find))).toEqual([...NOTES, 'town', 'saklig-email-sv', 'school']);
  const other = layer('other', { extends: ['saklig-notes-sv', 'bare'] });
  expect(ids(stackOf(other, find))).toEqual(['bare', ...NOTES, 'other']);
});

test('policies that extend each other in a circle come to an end', () => {
  const a = layer('a', { extends: ['b'] });
  const b = layer('b', { extends: ['a'] });
  const stack = stackOf(a, (id) => (id === 'b' ? b : a));
  expect(stack.map(({ policy }) => policy.id)).toEqual(['b', 'a']);
});

describe('what is locked', () => {
  const LOCKED: Partial<PolicyLayer> = {
    rules: [{ id: 'health-detail', severity: 'warn', locked: true }],
  };
  const loosen = (more: Partial<PolicyLayer>) => over(LOCKED, more);

  test.each<[string, Partial<PolicyLayer>]>([
    ['a milder severity', { rules: [{ id: 'health-detail', severity: 'hint' }] }],
    [
      'a milder severity in a channel',
      { rules: [{ id: 'health-detail', channels: { record: 'off' } }] },
    ],
    [
      'a milder severity in a field',
      { fields: [{ id: 'absence', severity: { 'health-detail': 'off' } }] },
    ],
    ['a new rule that takes its words', { rules: [thief('off', ['symptom'])] }],
    [
      'a rule that was there and takes its words',
      { rules: [{ id: 'mental-health', groups: ['mind', 'symptom'], severity: 'off' }] },
    ],
  ])('is not loosened by %s', (_, more) => {
    const { policy } = resolve(loosen(more));
    const answering = ruleFor(policy, { category: 'health' }, 'symptom');
    for (const field of policy.fields.filter(({ id }) => id === 'absence')) {
      expect(severityIn(answering as never, field)).toBe('warn');
    }
  });

  test.each<[string, Partial<PolicyLayer>, string]>([
    ['allowed words', { rules: [{ id: 'health-detail', allow: ['feber'] }] }, 'allow'],
    [
      'another sentence',
      { rules: [{ id: 'health-detail', instruction: 'Skriv vad du vill.' }] },
      'instruction',
    ],
    ['another category', { rules: [{ id: 'health-detail', category: 'identity' }] }, 'category'],
  ])('keeps its own where a layer below has %s, which is told', (_, more, key) => {
    const { says } = resolve(loosen(more));
    const path = `rules/health-detail/${key}`;
    expect(says.get(path)?.at(-1)).toMatchObject({
      as: 'refused',
      lockedBy: { policy: { id: 'layer-0' } },
    });
    expect((ruleIn(loosen(more), 'health-detail') as never)[key]).toEqual(
      (ruleIn(over(), 'health-detail') as never)[key],
    );
  });

  test('may be made stricter', () => {
    expect(
      ruleIn(loosen({ rules: [{ id: 'health-detail', severity: 'block' }] }), 'health-detail')
        ?.severity,
    ).toBe('block');
  });

  test('takes no consent that was not there', () => {
    const more = { fields: [{ id: 'absence', consent: { to: ['health'], recorded: 'pärm' } }] };
    const lock = { rules: [{ id: 'health-registration', locked: true }] };
    expect(fieldIn(over(more as never), 'absence')?.consent).toBeDefined();
    expect(fieldIn(over(lock, more as never), 'absence')?.consent).toBeUndefined();
  });

  test('holds for all that a locked policy builds on', () => {
    const stack = over(
      { locked: true },
      {
        learned: 'off',
        override: { allowed: 'once' },
        rules: [{ id: 'circumstances', severity: 'off' }],
        fields: [{ id: 'email', channel: 'record', replaces: ['where'], where: [] }],
      },
    );
    const [was, is] = [over({ locked: true }), stack].map((s) => resolve(s).policy);
    expect(is?.learned).toEqual(was?.learned);
    expect(is?.rules).toEqual(was?.rules);
    expect(is?.fields).toEqual(was?.fields);
  });
});

const thief = (severity: 'off' | 'hint', groups: string[]): RuleLayer => ({
  ...{ id: 'thief', category: 'health', groups, severity, instruction: 'x', allow: ['feber'] },
});

// Random layers over a few rules and fields, so that they meet.
const IDS = ['a', 'b', 'c'];
const severity = fc.constantFrom(...SEVERITIES);
const some = <T extends object>(of: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(of, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
const words = fc.subarray(['kvurk', 'blärg', 'snöf'], { minLength: 1 });
const group = fc.subarray(['symptom', 'bare', 'care'], { minLength: 1 });

const anyRule = fc
  .tuple(
    fc.constantFrom(...IDS),
    some<RuleLayer>({
      ...{ id: fc.constant('') as never, locked: fc.boolean(), severity, quoted: severity },
      category: fc.constantFrom('health', 'identity'),
      groups: group,
      instruction: fc.constantFrom('x', 'y'),
      channels: some({ record: severity, 'open-email': severity }) as never,
      ...{ terms: words, allow: words, suggestions: words },
      replaces: fc.subarray(['terms', 'allow', 'suggestions']),
    }),
  )
  .map(([id, rule]): RuleLayer => ({ ...rule, id }));

const anyField = fc
  .tuple(
    fc.constantFrom(...IDS),
    some<FieldLayer>({
      ...{ id: fc.constant('') as never, locked: fc.boolean(), name: fc.constant('n') },
      purpose: fc.constant('p'),
      channel: fc.constantFrom(...CHANNELS),
      where: fc.constantFrom(
        [{ urls: ['https://a.se/*'], selector: 'a' }],
        [{ urls: ['https://b.se/*'], selector: 'b' }],
      ),
      severity: fc.dictionary(fc.constantFrom(...IDS), severity) as never,
      consent: fc.constant({ to: ['health'], recorded: 'r' }) as never,
      override: fc.constantFrom({ allowed: 'none' }, { allowed: 'once' }) as never,
      replaces: fc.subarray(['where', 'phrases']),
    }),
  )
  .map(([id, field]): FieldLayer => ({ ...field, id }));

let count = 0;
const once = <T extends { id: string }>(items: T[]) => [
  ...new Map(items.map((i) => [i.id, i])).values(),
];
const anyLayer = fc
  .record(
    {
      locked: fc.boolean(),
      learned: fc.constantFrom('off', 'hint', 'on'),
      override: fc.constantFrom({ allowed: 'none' }, { allowed: 'once' }),
      rules: fc.array(anyRule, { maxLength: 3 }).map(once),
      fields: fc.array(anyField, { maxLength: 3 }).map(once),
    },
    { requiredKeys: [] },
  )
  .map((more) => layer(`any-${count++}`, more as Partial<PolicyLayer>));
const anyStack = fc.array(anyLayer, { maxLength: 3 });
const anyBuiltIn = anyLayer.map(({ policy: { locked: _, ...policy } }): Layer => {
  const open = <T extends { locked?: boolean }>(items: readonly T[] = []) =>
    items.map(({ locked: __, ...item }) => item as T);
  const own = { ...policy, rules: open(policy.rules), fields: open(policy.fields) };
  return { source: 'built-in', policy: own };
});
/** Layers that may each build on one that is built in, which then lies in the stack too. */
const anyLaid = fc
  .array(fc.tuple(anyLayer, fc.option(anyBuiltIn)), { maxLength: 3 })
  .map((pairs) => lay(...pairs.map(([own, above]) => (above ? [above, own] : [own]))));

describe('whatever the layers', () => {
  test('laying them is associative, and nothing and the same again change nothing', () => {
    fc.assert(
      fc.property(anyLaid, anyLaid, anyLaid, (a, b, c) => {
        const said = (stack: Stack) => {
          const { policy, says, incomplete } = resolve(stack);
          return [policy, [...says], incomplete];
        };
        expect(said(lay(lay(a, b), c))).toEqual(said(lay(a, lay(b, c))));
        expect(said(lay(a, []))).toEqual(said(lay([], a)));
        expect(said(lay(a, a))).toEqual(said(a));
      }),
      { numRuns: 300 },
    );
  });

  test('nothing that is locked gets looser', () => {
    fc.assert(
      fc.property(anyStack, anyLayer, anyStack, (above, locking, below) => {
        const stack = [...above, locking];
        isNotLooser(resolve(stack).policy, resolve([...stack, ...below]).policy, locking);
      }),
      { numRuns: 2000 },
    );
  });

  test('nor by what is built in, where only a layer below builds on it', () => {
    fc.assert(
      fc.property(
        anyLayer,
        anyBuiltIn,
        anyLayer,
        fc.boolean(),
        (locking, builtIn, own, isFirst) => {
          const ids = [builtIn.policy.id, locking.policy.id];
          const names = isFirst ? ids : ids.toReversed();
          const find = (id: string) => [builtIn, locking].find((l) => l.policy.id === id) ?? null;
          const over = (names: string[]) =>
            stackOf({ ...own, policy: { ...own.policy, extends: names } }, find);
          const then = resolve([locking]).policy;
          isNotLooser(then, resolve(over(names)).policy, locking);
          isNotLooser(then, resolve(lay([locking], over(ids.slice(0, 1)))).policy, locking);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** What a layer has locked asks at least what it asked then. */
function isNotLooser(then: Policy, now: Policy, locking: Layer) {
  const isLocked = (kind: 'rules' | 'fields', id: string) =>
    locking.policy.locked || locking.policy[kind]?.some((i) => i.id === id && i.locked);
  for (const field of then.fields) {
    const later = now.fields.find(({ id }) => id === field.id);
    expect(later).toBeDefined();
    if (!later) continue;
    const fieldLocked = isLocked('fields', field.id);
    if (fieldLocked) {
      expect(later.where).toEqual(expect.arrayContaining(field.where));
      expect(later.channel).toBe(field.channel);
    }
    for (const rule of then.rules) {
      if (!fieldLocked && !isLocked('rules', rule.id)) continue;
      holdsAtLeast(then, now, rule.id, field, later);
    }
  }
  for (const rule of then.rules.filter(({ id }) => isLocked('rules', id))) {
    const later = now.rules.find(({ id }) => id === rule.id);
    expect(later?.terms ?? []).toEqual(expect.arrayContaining(rule.terms ?? []));
    for (const phrase of later?.allow ?? []) expect(rule.allow).toContain(phrase);
    expect(stricter(quotedIn(later as never, undefined), quotedIn(rule, undefined))).toBe(
      quotedIn(later as never, undefined),
    );
  }
  if (locking.policy.locked) {
    const rank = (p: Policy) => ['off', 'hint', 'on'].indexOf(p.learned ?? 'on');
    expect(rank(now)).toBeGreaterThanOrEqual(rank(then));
  }
}

/** In a field, whoever answers for a rule's groups now asks at least what the rule asked. */
function holdsAtLeast(then: Policy, now: Policy, id: string, field: FieldLayer, later: FieldLayer) {
  const rule = then.rules.find((r) => r.id === id) as Policy['rules'][0];
  const least = severityIn(rule, field as never);
  for (const name of ['symptom', 'bare', 'care', 'injury']) {
    if (ruleFor(then, rule, name)?.id !== id) continue;
    const answering = ruleFor(now, rule, name) as Policy['rules'][0];
    const asked = severityIn(answering, later as never);
    expect(stricter(asked, least), `${id} ${name}`).toBe(asked);
    if (name !== 'bare' || least === 'off') continue;
    const was = consentHolds(rule.category, field as never);
    if (!was) expect(consentHolds(rule.category, later as never)).toBe(false);
  }
}

describe('what a locked layer finds, however a layer below words it', () => {
  const town: Partial<PolicyLayer> = {
    locked: true,
    override: { allowed: 'none' },
    rules: [{ id: 'circumstances', terms: ['Kvarnen'], severity: 'block' }],
  };
  const found = (below: Partial<PolicyLayer>, note: string, field = 'absence') => {
    const { policy } = resolve(over(town, below));
    const instruction = new Instruction(policy, () => [sv], compileLinear);
    const { findings } = lint(note, instruction.contextFor(instruction.field(field)));
    return findings.map((f) => `${f.severity} ${f.rule}: ${f.text}`);
  };
  const NOTE = 'hade feber, mamma hämtade på Kvarnen';
  const asked = found({}, NOTE);

  const mild = {
    id: 'mild',
    category: 'health',
    severity: 'hint',
    instruction: 'Skriv vad du vill.',
  };
  test.each<[string, object]>([
    [
      'a milder rule with a pattern over all',
      { rules: [{ ...mild, groups: ['bare'], patterns: ['.+'] }] },
    ],
    ['a milder rule with the same words', { rules: [{ ...mild, terms: ['feber'] }] }],
    [
      'a milder rule that repeats its own term',
      { rules: [{ ...mild, category: 'circumstances', terms: ['Kvarnen', '_ Kvarnen'] }] },
    ],
    [
      'a new rule that takes its groups',
      { rules: [{ ...mild, groups: ['symptom'], allow: ['feber'] }] },
    ],
    ['another language of the policy', { language: 'en' }],
    ['nothing learned', { learned: 'off' }],
  ])('is found as before with %s', (_, below) => {
    expect(found(below as Partial<PolicyLayer>, NOTE)).toEqual(expect.arrayContaining(asked));
  });

  test('may not be saved anyway where a field says so below', () => {
    const fields = [{ id: 'absence', override: { allowed: 'once' as const } }];
    for (const below of [{ fields }, { override: { allowed: 'once' as const } }]) {
      const { policy } = resolve(over(town, below));
      const absence = policy.fields.find(({ id }) => id === 'absence');
      expect(overrideIn(policy, absence as never).allowed).toBe('none');
    }
  });

  test('keeps its elements, whatever field of a layer below names them', () => {
    const mail = { urls: ['https://mejl.se/*'], selector: 'textarea' };
    const stack = over(
      { locked: true, fields: [{ id: 'email', where: [mail] }] },
      {
        extends: ['saklig-health-record-sv'],
        fields: [{ id: 'absence', where: [{ ...mail, tool: 'x' }] }],
      },
    );
    const places = placesAt(resolve(stack).policy, 'https://mejl.se/');
    const locked = places.filter(({ place }) => place.locked);
    expect(locked.map(({ field }) => field.id)).toEqual(['email']);
  });

  test('quoted words stay as strict where a rule is made stricter', () => {
    const rule = { id: 'judgement', locked: true, channels: { record: 'block' as const } };
    const stack = over({ rules: [rule] }, { rules: [{ id: 'judgement', severity: 'block' }] });
    const own = ruleIn(stack, 'judgement');
    expect(quotedIn(own as never, fieldIn(stack, 'absence'))).toBe('block');
  });
});

test('layers written as one file keep their locks', () => {
  const stack = over({ locked: true });
  const flat: Layer = { source: 'file', policy: { ...resolve(stack).policy, id: 'flat' } };
  const below = layer('below', { rules: [{ id: 'health-detail', severity: 'off' }] });
  expect(ruleIn([flat, below], 'health-detail')?.severity).toBe('warn');
});

test('a layer can forbid the pause, and none below it can allow it again, without any lock', () => {
  const stack = over({ pause: 'none' }, { pause: 'until-tomorrow' });
  const { policy, says } = resolve(stack);
  expect(policy.pause).toBe('none');
  expect(says.get('pause')?.map(({ as, lockedBy }) => [as, lockedBy?.policy.id])).toEqual([
    ['set', undefined],
    ['refused', 'layer-0'],
  ]);
  expect(resolve(over({ pause: 'until-tomorrow' }, { pause: 'none' })).policy.pause).toBe('none');
  expect(resolve(over({})).policy.pause).toBeUndefined();
});
