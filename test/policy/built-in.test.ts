import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import builtIn from '../../src/policy/built-in.sv.yaml';
import { failedExamples } from '../../src/policy/examples.ts';
import { Instruction } from '../../src/policy/instruction.ts';

const instruction = new Instruction(builtIn, () => [sv, en]);
const inField = (id: string) => instruction.contextFor(instruction.field(id));
const found = (note: string, field = 'absence') =>
  lint(note, inField(field)).findings.map(({ category, text }) => `${category}: ${text}`);

test('every example of every rule holds', () => {
  expect(failedExamples(instruction)).toEqual([]);
});

test('every rule has examples, right and wrong', () => {
  for (const { id, examples } of builtIn.rules) {
    expect(examples?.wrong?.length, id).toBeGreaterThan(0);
    expect(examples?.right?.length, id).toBeGreaterThan(0);
  }
});

test('no suggestion breaks a rule itself', () => {
  for (const { suggestions = [] } of builtIn.rules) {
    for (const suggestion of suggestions) {
      for (const field of builtIn.fields)
        expect(found(suggestion, field.id), suggestion).toEqual([]);
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
