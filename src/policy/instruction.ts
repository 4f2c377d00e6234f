import { Builder, type Context, type Dictionary, Lexicon, type Rule } from '../engine/engine.ts';
import type { Policy, PolicyField, PolicyRule } from './policy.ts';
import { matchesUrl } from './url.ts';

/** A policy made ready to read notes with: the written instruction, running. */
export class Instruction {
  readonly policy: Policy;
  /** Own terms that cannot be read, as sentences; the rest of the policy goes on. */
  readonly brokenTerms: { rule: string; term: string; message: string }[] = [];
  readonly #lexicons: Lexicon[];
  readonly #contexts = new Map<string, Context>();

  /** `dictionaries`: at least those of the policy's languages; others are left aside. */
  constructor(policy: Policy, dictionaries: readonly Dictionary[]) {
    this.policy = policy;
    const own = dictionaries.filter((d) => policy.languages.includes(d.language));
    this.#lexicons = own.map((d) => new Lexicon(d));
    const terms = this.#ownTerms(own);
    if (terms) this.#lexicons.push(new Lexicon(terms));
  }

  /** What to read notes of a field with; without a field, the rules as they say themselves. */
  contextFor(field?: PolicyField, language?: string): Context {
    const key = `${field?.id ?? ''} ${language ?? ''}`;
    let context = this.#contexts.get(key);
    if (!context) {
      const rules = this.policy.rules.map((rule) => engineRule(rule, field));
      context = { lexicons: this.#lexicons, rules, language };
      this.#contexts.set(key, context);
    }
    return context;
  }

  field(id: string): PolicyField | undefined {
    return this.policy.fields.find((field) => field.id === id);
  }

  rule(id: string): PolicyRule | undefined {
    return this.policy.rules.find((rule) => rule.id === id);
  }

  #ownTerms(dictionaries: Dictionary[]): Dictionary | null {
    const language = this.policy.language;
    const inflections = dictionaries.find((d) => d.language === language)?.inflections ?? {};
    const builder = new Builder(language, inflections);
    for (const rule of this.policy.rules) {
      for (const term of rule.terms ?? []) {
        try {
          builder.add([rule.category, `@${rule.id}`, 'policy', 0, term]);
        } catch (error) {
          this.brokenTerms.push({ rule: rule.id, term, message: (error as Error).message });
        }
      }
    }
    return builder.dictionary.entries.length ? builder.dictionary : null;
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

function engineRule(rule: PolicyRule, field: PolicyField | undefined): Rule {
  const { id, category, groups, instruction, reason, source } = rule;
  const { suggestions = [], prompts = [] } = rule;
  const severity = field?.severity?.[id] ?? rule.severity;
  return { id, category, groups, severity, instruction, reason, source, suggestions, prompts };
}
