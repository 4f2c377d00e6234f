import {
  Builder,
  Complaint,
  type Dictionary,
  LearnedModel,
  Lexicon,
  Memory,
  OWN,
} from '../engine/engine.ts';
import { type CompilePattern, Patterns } from './patterns.ts';
import type { Policy } from './policy.ts';
import type { Problem, Where } from './problem.ts';

/** What a policy reads notes with. */
export interface Reader {
  lexicons: Lexicon[];
  models: LearnedModel[];
  memory: Memory;
  patterns: Patterns;
  /** Own words and patterns that cannot be read; the rest goes on. */
  problems: Problem[];
}

/** Makes a policy's dictionaries, and its own words and patterns, ready to read with. */
export function readerFor(
  policy: Policy,
  dictionaries: readonly Dictionary[],
  compile: CompilePattern,
): Reader {
  const own = dictionaries.filter(({ language }) => policy.languages.some((l) => l === language));
  const lexicons = own.map((dictionary) => new Lexicon(dictionary));
  const learned = policy.learned === 'off' ? [] : own.flatMap((d) => d.learned ?? []);
  const models = learned.map((weights) => new LearnedModel(weights));
  const patterns = new Patterns(compile);
  const problems: Problem[] = [];
  const words = new Builder(OWN, inflectionsOf(policy, own));
  for (const rule of policy.rules) {
    const { id, category, terms = [], allow = [] } = rule;
    const attempt = (key: 'terms' | 'allow' | 'patterns', item: string, add: () => void) => {
      try {
        add();
      } catch (error) {
        problems.push(complaint(error, item, ['rules', id, key, { item }]));
      }
    };
    for (const term of terms)
      attempt('terms', term, () => words.add([category, `@${id}`, 0], term));
    for (const term of allow)
      attempt('allow', term, () => words.add([category, `!${id}`, 0], term));
    for (const pattern of rule.patterns ?? []) {
      attempt('patterns', pattern, () => patterns.add(pattern, { id, category }));
    }
  }
  // It knows no ordinary words that might be taken for slips of its own.
  if (words.entries.length) lexicons.push(new Lexicon(words.dictionary, { slips: false }));
  return { lexicons, models, memory: new Memory(), patterns, problems };
}

/** The classes of all languages; where two have the same name, that of the policy's own language. */
function inflectionsOf(policy: Policy, dictionaries: readonly Dictionary[]) {
  const own = dictionaries.filter(({ language }) => language === policy.language);
  return Object.assign({}, ...[...dictionaries, ...own].map(({ inflections }) => inflections));
}

/** What the engine complains of, as a problem of the policy. */
function complaint(error: unknown, item: string, where: Where): Problem {
  if (!(error instanceof Complaint)) throw error;
  const why = { key: `term_${error.key}` as const, values: error.values } as Problem['values'][0];
  return { level: 'error', key: 'problem_term', values: [item, why], where };
}
