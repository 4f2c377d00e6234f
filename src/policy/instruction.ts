import type { Context, Dictionary, Rule } from '../engine/engine.ts';
import type { CompilePattern } from './patterns.ts';
import type { Override, Policy, PolicyField, PolicyRule } from './policy.ts';
import type { Problem } from './problem.ts';
import { type Reader, readerFor } from './reader.ts';
import { BARE, consentHolds, overrideIn, quotedIn, severityIn } from './strictness.ts';
import { matchesUrl } from './url.ts';

/** A policy made ready to read notes with: the written instruction, running. */
export class Instruction {
  readonly policy: Policy;
  readonly #dictionaries: () => readonly Dictionary[];
  readonly #compile: CompilePattern;
  readonly #words: Dictionary | null | undefined;
  readonly #contexts = new Map<string, Context>();
  #reader: Reader | null = null;

  /**
   * `dictionaries` gives at least those of the policy's languages; others are left aside. It is
   * called when the first note is read: most pages never come so far. `compile` makes the policy's own
   * patterns ready, and is called only for these. `words` are its own words where they were compiled
   * before, null where it has none.
   */
  constructor(
    policy: Policy,
    dictionaries: () => readonly Dictionary[],
    compile: CompilePattern,
    words?: Dictionary | null,
  ) {
    this.policy = policy;
    this.#words = words;
    this.#dictionaries = dictionaries;
    this.#compile = compile;
  }

  /** Own words and patterns that cannot be read; the rest of the policy goes on. */
  get problems(): readonly Problem[] {
    return this.#read().problems;
  }

  /** What to read notes of a field with; without a field, the rules as they say themselves. */
  contextFor(field?: PolicyField, language?: string): Context {
    const key = `${field?.id ?? ''} ${language ?? ''}`;
    let context = this.#contexts.get(key);
    if (!context) {
      const { lexicons, models, memory, patterns } = this.#read();
      const rules = engineRules(this.policy, field);
      const learnedAsHint = this.policy.learned === 'hint';
      const find = patterns.count ? patterns.matches : undefined;
      context = { lexicons, rules, models, memory, patterns: find, learnedAsHint, language };
      this.#contexts.set(key, context);
    }
    return context;
  }

  /** How a save from a field may go on although something was found that asks. */
  overrideIn(field: PolicyField): Override {
    return overrideIn(this.policy, field);
  }

  field(id: string): PolicyField | undefined {
    return this.policy.fields.find((field) => field.id === id);
  }

  #read(): Reader {
    this.#reader ??= readerFor(this.policy, this.#dictionaries(), this.#compile, this.#words);
    return this.#reader;
  }
}

/** The places of a policy that lie on a page's address, with their field. */
export function placesAt(policy: Policy, address: string) {
  return policy.fields.flatMap((field) =>
    field.where
      .filter((place) => place.urls.some((pattern) => matchesUrl(pattern, address)))
      .map((place) => ({ field, place })),
  );
}

/** The rules of a policy as they hold in a field. */
function engineRules(policy: Policy, field: PolicyField | undefined): Rule[] {
  const rules = policy.rules.map((rule) => engineRule(rule, field));
  const categories = new Set(policy.rules.map((rule) => rule.category));
  const lifted = [...categories].filter((category) => consentHolds(category, field));
  // Before all others, so that it answers for the bare registration. No rule has such an id.
  const consent = lifted.map((category): Rule => ({ ...NOTHING, category }));
  return [...consent, ...rules];
}

/** What is asked where consent holds. */
const NOTHING = {
  id: 'consent:bare',
  groups: [BARE],
  severity: 'off',
  instruction: '',
  suggestions: [],
  prompts: [],
} as const;

function engineRule(rule: PolicyRule, field: PolicyField | undefined): Rule {
  const { id, category, groups, instruction, reason, source } = rule;
  const { suggestions = [], prompts = [] } = rule;
  const severity = severityIn(rule, field);
  const quoted = quotedIn(rule, field);
  return {
    id,
    category,
    groups,
    severity,
    quoted,
    instruction,
    reason,
    source,
    suggestions,
    prompts,
  };
}
