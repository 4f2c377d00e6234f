import type { Severity } from '../engine/engine.ts';
import type { Inline } from './blocks.ts';
import { fieldsHeldTo, rulesHeld } from './held.ts';
import type { Policy, PolicyField, PolicyRule } from './policy.ts';
import { type TextKey, text } from './texts.ts';

/** How strictly a field takes a rule that holds there, strictest first. */
export type Strictness = Exclude<Severity, 'off'>;
const STRICTNESSES: readonly Strictness[] = ['block', 'warn', 'hint'];

/** What all chapters of a policy's document need: its language, its rules in order, how to refer to them. */
export class Author {
  readonly policy: Policy;
  /** The rules that hold somewhere, as the document numbers them: judgements have a chapter before the others. */
  readonly rules: readonly PolicyRule[];
  readonly strictnesses = STRICTNESSES;
  readonly #list: Intl.ListFormat;
  readonly #choice: Intl.ListFormat;
  readonly #dates: Intl.DateTimeFormat;
  readonly #numbers: Map<string, number>;

  constructor(policy: Policy) {
    this.policy = policy;
    const held = rulesHeld(policy);
    const isJudgement = ({ category }: PolicyRule) => category === 'judgement';
    const kinds = [...new Set(held.map(({ category }) => category))];
    const others = kinds
      .filter((kind) => kind !== 'judgement')
      .flatMap((kind) => held.filter(({ category }) => category === kind));
    this.rules = [...held.filter(isJudgement), ...others];
    this.#numbers = new Map(this.rules.map(({ id }, i) => [id, i + 1]));
    const locale = policy.language === 'sv' ? 'sv-SE' : 'en-GB';
    this.#list = new Intl.ListFormat(locale, { type: 'conjunction' });
    this.#choice = new Intl.ListFormat(locale, { type: 'disjunction' });
    this.#dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  }

  /** A text of ours in the policy's language. */
  t = (key: TextKey, ...values: readonly (string | number)[]): string =>
    text(this.policy.language, key, ...values);

  /** "1 augusti 2026"; a day that does not exist stays as it was written. */
  date = (day: string): string => {
    const time = Date.parse(day);
    return Number.isNaN(time) ? day : this.#dates.format(time);
  };

  /** "a, b och c" */
  list = (items: readonly string[]): string => this.#list.format(items);

  /** "”a” eller ”b”" */
  choice = (items: readonly string[]): string =>
    this.#choice.format(items.map((item) => this.t('document_quote', item)));

  names = (fields: readonly PolicyField[]): string => this.list(fields.map(({ name }) => name));

  numberOf = (rule: PolicyRule): number => this.#numbers.get(rule.id) as number;

  anchorOf = (rule: PolicyRule): string => `rule-${this.numberOf(rule)}`;

  /** What a field does with what breaks a rule, as a heading. */
  told = (how: Strictness): string => this.t(`document_how_${how}`);

  /** Where a rule holds, if that is not everywhere. */
  whereHeld(
    rule: PolicyRule,
    [notIn, onlyIn]: [TextKey, TextKey] = ['document_notIn', 'document_onlyIn'],
  ): string | null {
    const { fields } = this.policy;
    const held = fieldsHeldTo(this.policy, rule);
    if (held.length === fields.length) return null;
    const free = fields.filter((field) => !held.includes(field));
    return free.length < held.length
      ? this.t(notIn, this.names(free))
      : this.t(onlyIn, this.names(held));
  }

  /** "regel 2, 5–8 och 11", each a pointer. */
  pointers = (rules: readonly PolicyRule[]): Inline[] => {
    const byNumber = rules.toSorted((a, b) => this.numberOf(a) - this.numberOf(b));
    const runs: PolicyRule[][] = [];
    for (const rule of byNumber) {
      const run = runs.at(-1);
      const last = run?.at(-1);
      if (run && last && this.numberOf(rule) === this.numberOf(last) + 1) run.push(rule);
      else runs.push([rule]);
    }
    // Two in a row are no stretch.
    const parts = runs.flatMap((run) => (run.length > 2 ? [run] : run.map((rule) => [rule])));
    const told = parts.map((run) => {
      const [first, last] = [run[0] as PolicyRule, run.at(-1) as PolicyRule];
      const [from, to] = [this.numberOf(first), this.numberOf(last)];
      return { to: this.anchorOf(first), text: from === to ? `${from}` : `${from}–${to}` };
    });
    const word = this.t(rules.length > 1 ? 'document_rulesNumbered' : 'document_ruleNumbered');
    // Alone, the word is part of the pointer: a number says little to who meets only the link.
    const [only, another] = told;
    if (only && !another) return [{ ...only, text: `${word}\u00a0${only.text}` }];
    const joined = this.#list.formatToParts(told.map((_, i) => String(i)));
    const inOrder = joined.map(
      ({ type, value }): Inline => (type === 'element' ? (told[Number(value)] as Inline) : value),
    );
    return [`${word}\u00a0`, ...inOrder];
  };
}
