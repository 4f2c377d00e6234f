import { stringify } from 'yaml';
import type { Dictionary } from '../src/engine/engine.ts';
import { builtInPolicy } from '../src/policy/built-in.ts';
import { Instruction } from '../src/policy/instruction.ts';
import { compileLinear } from '../src/policy/linear.ts';
import { compileOwnWords } from '../src/policy/own-words.ts';
import type { Policy, PolicyRule } from '../src/policy/policy.ts';
import { readPolicy } from '../src/policy/read.ts';
import { measure, median, ratio, type Times } from './measure.ts';
import { LANGUAGES, type Language, notesOf } from './notes.ts';
import { pick, randomFrom } from './random.ts';
import { digits, table } from './report.ts';
import { DICTIONARIES, forgetful, reader } from './saklig.ts';

const RULES = 200;
const TERMS = 5_000;
const SAMPLES = 15;

/** The built-in policy with so many rules, and so many terms of its own spread over them. */
function largePolicy(): Policy {
  const policy = structuredClone(builtInPolicy('sv'));
  const random = randomFrom(1);
  const more = Array.from({ length: RULES - policy.rules.length }, (_, i): PolicyRule => {
    const { category } = pick(policy.rules, random);
    return { id: `rule-${i}`, category, severity: 'warn', instruction: `Mening ${i}.` };
  });
  policy.rules.push(...more);
  const seen = new Set<string>();
  while (seen.size < TERMS) {
    const term = madeUpTerm(random);
    if (seen.has(term)) continue;
    seen.add(term);
    const rule = policy.rules[seen.size % RULES] as PolicyRule;
    rule.terms = [...(rule.terms ?? []), term];
  }
  return policy;
}

/** Words with a class, words in compounds, and phrases, as schools write them. */
function madeUpTerm(random: () => number): string {
  const syllable = () => pick('bdfgklmnprstv', random) + pick('aeiouyåäö', random);
  const word = () => syllable() + syllable() + syllable() + pick('klmnrst', random);
  const kinds = [
    () => `${word()}/n2`,
    () => `+${word()}+/n5`,
    () => word(),
    () => `[${word()}|${word()}] ${word()}`,
    () => `${word()} ..2 ${word()}`,
  ];
  return pick(kinds, random)();
}

/** What a large policy costs: to load, and to read notes with beside the built-in one. */
export async function measureLargePolicy(joined: Record<Language, string>): Promise<string> {
  const policy = largePolicy();
  const json = JSON.stringify(policy);
  const yaml = stringify(policy);
  const { words } = compileOwnWords(policy, DICTIONARIES);
  const loads: [string, () => unknown][] = [
    ['in a page: make its own words ready', () => ownWords(policy, words)],
    ['compile its own words, when it is put in force', () => compileOwnWords(policy, DICTIONARIES)],
    ['read and check the file, JSON', () => readPolicy(json, 'policy.json')],
    ['read and check the file, YAML', () => readPolicy(yaml, 'policy.yaml')],
  ];
  const rows = loads.map(([name, load]) => {
    const samples = Array.from({ length: SAMPLES }, () => {
      const start = performance.now();
      load();
      return performance.now() - start;
    });
    return [name, digits(samples[0] as number), digits(median(samples))];
  });
  return `${table(['', 'first time, ms', 'median, ms'], rows)}\n\n${await readings(policy, joined)}`;
}

/** Only what is the policy's own: no dictionaries. */
const ownWords = (policy: Policy, words: Dictionary | null) =>
  new Instruction(policy, () => [], compileLinear, words).contextFor();

async function readings(policy: Policy, joined: Record<Language, string>): Promise<string> {
  const contexts = [builtInPolicy('sv'), policy].map((own) =>
    new Instruction(own, () => DICTIONARIES, compileLinear).contextFor(),
  );
  const [own, large] = contexts as [(typeof contexts)[0], (typeof contexts)[0]];
  const rows: string[][] = [];
  for (const language of LANGUAGES) {
    for (const [how, make] of [
      ['every sentence anew', forgetful],
      ['while typing', reader],
    ] as const) {
      const notes = notesOf(500, joined[language]);
      const times = await measure(
        [
          { name: 'own', check: make(own) },
          { name: 'large', check: make(large) },
        ],
        notes,
      );
      const [a, b] = [times.get('own') as Times, times.get('large') as Times];
      rows.push([
        `${language}, ${how}`,
        digits(a.median),
        digits(b.median),
        `${digits(ratio(b, a))}×`,
      ]);
    }
  }
  return table(['', 'built in, µs', 'large, µs', 'ratio'], rows);
}
