import sv from 'virtual:dictionary/sv';
import { describe, expect, test } from 'vitest';
import { CATEGORIES, LearnedModel, Lexicon, lint } from '../../src/engine/engine.ts';
import { featureNumber, KINDS, ownFeatures, type Weights } from '../../src/engine/learned.ts';
import { packNumbers, zigzag } from '../../src/engine/numbers.ts';
import { tokenise } from '../../src/engine/tokens.ts';
import { builtInPolicy } from '../../src/policy/built-in.ts';
import { Instruction } from '../../src/policy/instruction.ts';
import { compileLinear } from '../../src/policy/linear.ts';

const builtIn = builtInPolicy('sv');

/** Weights of one feature each: by kind, a feature's name and what it weighs in steps of 0.1. */
function weights(of: Partial<Record<number, Record<string, number>>>): Weights {
  const features: string[] = [];
  const values: string[] = [];
  for (let kind = 0; kind < KINDS; kind++) {
    const own = Object.entries(of[kind] ?? {})
      .map(([name, steps]) => [featureNumber(name), steps] as const)
      .sort((a, b) => a[0] - b[0]);
    const numbers = own.map(([feature]) => feature);
    features.push(packNumbers(numbers.map((feature, i) => feature - (numbers[i - 1] ?? 0))));
    values.push(packNumbers(own.map(([, steps]) => zigzag(steps))));
  }
  const bias = Array(KINDS).fill(-2);
  const limits = {
    add: Array(6).fill(1),
    drop: Array(6).fill(-5),
    proseAdd: 2,
    proseDrop: 3,
    fewest: 2,
  };
  return { language: 'sv', bias, step: 0.1, features, values, ...limits };
}

const JUDGEMENT = CATEGORIES.indexOf('judgement');
const HEALTH = CATEGORIES.indexOf('health');
const PROSE = KINDS - 1;

describe('what was learned', () => {
  const rules = CATEGORIES.map((category) => ({
    ...{ id: category, category, severity: 'warn' as const, instruction: 'x' },
    ...{ suggestions: [], prompts: [] },
  }));
  const read = (note: string, learned: Weights) =>
    lint(note, { lexicons: [new Lexicon(sv)], rules, models: [new LearnedModel(learned)] });

  test('adds what no list has, and names the words that weighed', () => {
    const { findings } = read('zork idag', weights({ [JUDGEMENT]: { 'word zork': 50 } }));
    expect(findings).toMatchObject([
      { category: 'judgement', text: 'zork', cause: { file: 'learned sv', group: 'learned' } },
    ]);
    expect(findings[0]?.cause.entry).toContain('zork');
  });

  test('takes away what the words around it make harmless', () => {
    expect(read('feber idag', weights({})).findings).toHaveLength(1);
    const harmless = weights({ [HEALTH]: { 'word feber': -60 } });
    expect(read('feber idag', harmless).findings).toEqual([]);
  });

  test('adds nothing where a word stands alone', () => {
    expect(read('zork', weights({ [JUDGEMENT]: { 'word zork': 50 } })).findings).toEqual([]);
  });

  test('asks for more in a sentence that reads like prose', () => {
    const note = weights({ [JUDGEMENT]: { 'word zork': 50 } });
    const prose = weights({ [JUDGEMENT]: { 'word zork': 50 }, [PROSE]: { 'word zork': 120 } });
    expect(read('zork nu', note).findings).toHaveLength(1);
    expect(read('zork nu', prose).findings).toEqual([]);
  });

  test('looks at a word by its letters, so that its forms and kin are known', () => {
    const [a, b] = tokenise('bråkig bråkiga').map((token) => new Set(ownFeatures(token)));
    expect([...(a ?? [])].filter((feature) => b?.has(feature)).length).toBeGreaterThan(8);
  });
});

describe('a policy', () => {
  const note = 'eleven är zorkig i dag';
  const learned = weights({ [JUDGEMENT]: { 'word zorkig': 60 } });
  const severities = (setting: 'on' | 'hint' | 'off') => {
    const instruction = new Instruction(
      { ...builtIn, learned: setting },
      () => [{ ...sv, learned }],
      compileLinear,
    );
    return lint(note, instruction.contextFor())
      .findings.filter((f) => f.cause.group === 'learned')
      .map((f) => f.severity);
  };

  test('may let learned findings count, only show them, or switch them off', () => {
    expect(severities('on')).toEqual(['warn']);
    expect(severities('hint')).toEqual(['hint']);
    expect(severities('off')).toEqual([]);
  });

  test('keeps its own terms, whatever was learned', () => {
    const rules = builtIn.rules.map((r) => (r.id === 'judgement' ? { ...r, terms: ['zork'] } : r));
    const against = weights({ [JUDGEMENT]: { 'word zork': -120 } });
    const instruction = new Instruction(
      { ...builtIn, rules },
      () => [{ ...sv, learned: against }],
      compileLinear,
    );
    expect(lint('zork', instruction.contextFor()).findings).toHaveLength(1);
  });
});
