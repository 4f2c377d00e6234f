import { Builder, Complaint, type Dictionary, OWN } from '../engine/engine.ts';
import type { Policy } from './policy.ts';
import type { Problem, Where } from './problem.ts';

/**
 * A policy's own words, and those that it allows, as a dictionary: null when it has none. Those that
 * cannot be read are told, and the others go on. `dictionaries` have the inflection classes.
 */
export function compileOwnWords(
  policy: Policy,
  dictionaries: readonly Dictionary[],
): { words: Dictionary | null; problems: Problem[] } {
  const problems: Problem[] = [];
  const builder = new Builder(OWN, inflectionsOf(policy, dictionaries));
  for (const { id, category, terms = [], allow = [] } of policy.rules) {
    for (const [key, sign, items] of [
      ['terms', '@', terms],
      ['allow', '!', allow],
    ] as const) {
      for (const [i, item] of items.entries()) {
        try {
          // Which of the rule's it is stands where other entries have their line.
          builder.add([category, `${sign}${id}`, i + 1], item);
        } catch (error) {
          problems.push(complaint(error, item, ['rules', id, key, { item }]));
        }
      }
    }
  }
  return { words: builder.entries.length ? builder.dictionary : null, problems };
}

/** True when a policy has words to be compiled. */
export const hasOwnWords = ({ rules }: Policy): boolean =>
  rules.some(({ terms, allow }) => terms?.length || allow?.length);

/** The classes of all languages; where two have the same name, that of the policy's own language. */
function inflectionsOf(policy: Policy, dictionaries: readonly Dictionary[]) {
  const own = dictionaries.filter(({ language }) => language === policy.language);
  return Object.assign({}, ...[...dictionaries, ...own].map(({ inflections }) => inflections));
}

/** What the engine complains of, as a problem of the policy. */
export function complaint(error: unknown, item: string, where: Where): Problem {
  // Whatever an author writes, the rest of the policy goes on.
  const { key, values } = error instanceof Complaint ? error : { key: 'unreadable', values: [] };
  const why = { key: `term_${key}`, values } as Problem['values'][0];
  return { level: 'error', key: 'problem_term', values: [item, why], where };
}
