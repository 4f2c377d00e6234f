import { type Dictionary, LearnedModel, Lexicon, Memory } from '../engine/engine.ts';
import { compileOwnWords, complaint } from './own-words.ts';
import { type CompilePattern, Patterns } from './patterns.ts';
import type { Policy } from './policy.ts';
import type { Problem } from './problem.ts';

/** What a policy reads notes with. */
export interface Reader {
  lexicons: Lexicon[];
  models: LearnedModel[];
  memory: Memory;
  patterns: Patterns;
  /** Own words and patterns that cannot be read; the rest goes on. */
  problems: Problem[];
}

/**
 * Makes a policy's dictionaries, and its own words and patterns, ready to read with. `words` are its own
 * words where they were compiled before; null when it has none.
 */
export function readerFor(
  policy: Policy,
  dictionaries: readonly Dictionary[],
  compile: CompilePattern,
  words?: Dictionary | null,
): Reader {
  const own = dictionaries.filter(({ language }) => policy.languages.some((l) => l === language));
  const lexicons = own.map((dictionary) => new Lexicon(dictionary));
  const learned = policy.learned === 'off' ? [] : own.flatMap((d) => d.learned ?? []);
  const models = learned.map((weights) => new LearnedModel(weights));
  const known = words === undefined ? compileOwnWords(policy, own) : { words, problems: [] };
  const problems = [...known.problems];
  // It knows no ordinary words that might be taken for slips of its own.
  if (known.words) lexicons.push(new Lexicon(known.words, { slips: false }));
  const patterns = new Patterns(compile);
  for (const { id, category, patterns: sources = [] } of policy.rules) {
    for (const item of sources) {
      try {
        patterns.add(item, { id, category });
      } catch (error) {
        problems.push(complaint(error, item, ['rules', id, 'patterns', { item }]));
      }
    }
  }
  return { lexicons, models, memory: new Memory(), patterns, problems };
}
