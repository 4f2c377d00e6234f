import {
  Builder,
  type Context,
  type Dictionary,
  LearnedModel,
  Lexicon,
  Memory,
  type Rule,
} from '../engine/engine.ts';
import type { Policy, PolicyField, PolicyRule } from './policy.ts';
import { matchesUrl } from './url.ts';

/** A policy made ready to read notes with: the written instruction, running. */
export class Instruction {
  readonly policy: Policy;
  readonly #dictionaries: () => readonly Dictionary[];
  readonly #contexts = new Map<string, Context>();
  #reader: Reader | null = null;

  /**
   * `dictionaries` gives at least those of the policy's languages; others are left aside. It is
   * called when the first note is read: most pages never come so far.
   */
  constructor(policy: Policy, dictionaries: () => readonly Dictionary[]) {
    this.policy = policy;
    this.#dictionaries = dictionaries;
  }

  /** Own terms that cannot be read, as sentences; the rest of the policy goes on. */
  get brokenTerms(): readonly BrokenTerm[] {
    return this.#read().brokenTerms;
  }

  /** What to read notes of a field with; without a field, the rules as they say themselves. */
  contextFor(field?: PolicyField, language?: string): Context {
    const key = `${field?.id ?? ''} ${language ?? ''}`;
    let context = this.#contexts.get(key);
    if (!context) {
      const { lexicons, models, memory } = this.#read();
      const rules = this.policy.rules.map((rule) => engineRule(rule, field));
      const learnedAsHint = this.policy.learned === 'hint';
      context = { lexicons, rules, models, memory, learnedAsHint, language };
      this.#contexts.set(key, context);
    }
    return context;
  }

  #read(): Reader {
    this.#reader ??= readerFor(this.policy, this.#dictionaries());
    return this.#reader;
  }

  field(id: string): PolicyField | undefined {
    return this.policy.fields.find((field) => field.id === id);
  }
}

interface BrokenTerm {
  rule: string;
  term: string;
  message: string;
}

/** What a policy reads notes with. */
interface Reader {
  lexicons: Lexicon[];
  models: LearnedModel[];
  memory: Memory;
  brokenTerms: BrokenTerm[];
}

function readerFor(policy: Policy, dictionaries: readonly Dictionary[]): Reader {
  const own = dictionaries.filter((d) => policy.languages.includes(d.language));
  const lexicons = own.map((d) => new Lexicon(d));
  const learned = policy.learned === 'off' ? [] : own.flatMap((d) => d.learned ?? []);
  const models = learned.map((weights) => new LearnedModel(weights));
  const inflections = own.find((d) => d.language === policy.language)?.inflections ?? {};
  const builder = new Builder(policy.language, inflections);
  const brokenTerms: BrokenTerm[] = [];
  for (const { id, category, terms = [] } of policy.rules) {
    for (const term of terms) {
      try {
        builder.add([category, `@${id}`, 0], term);
      } catch (error) {
        brokenTerms.push({ rule: id, term, message: (error as Error).message });
      }
    }
  }
  if (builder.entries.length) {
    // It knows no ordinary words that might be taken for slips of its own.
    lexicons.push(new Lexicon(builder.dictionary, { slips: false }));
  }
  return { lexicons, models, memory: new Memory(), brokenTerms };
}

/** The places of a policy that lie on a page's address, with their field. */
export function placesAt(policy: Policy, address: string) {
  return policy.fields.flatMap((field) =>
    field.where
      .filter((place) => place.urls.some((pattern) => matchesUrl(pattern, address)))
      .map((place) => ({ field, place })),
  );
}

function engineRule(rule: PolicyRule, field: PolicyField | undefined): Rule {
  const { id, category, groups, quoted, instruction, reason, source } = rule;
  const { suggestions = [], prompts = [] } = rule;
  const severity = field?.severity?.[id] ?? rule.severity;
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
