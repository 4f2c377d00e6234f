import { SEVERITIES, type Severity } from '../engine/engine.ts';
import type { Learned, Override, Pause, Policy, PolicyField, PolicyRule } from './policy.ts';

const rank = (severity: Severity) => SEVERITIES.indexOf(severity);

export const stricter = (a: Severity, b: Severity): Severity => (rank(a) >= rank(b) ? a : b);
export const isStricter = (a: Severity, b: Severity): boolean => rank(a) > rank(b);

/** What a rule asks in a field, and who says so: the field, its channel, or the rule itself. */
export function severitySaid(
  rule: PolicyRule,
  field: PolicyField | undefined,
): { severity: Severity; by: 'field' | 'channel' | 'rule' } {
  const table = field?.severity;
  const ofField = table && Object.hasOwn(table, rule.id) ? table[rule.id] : undefined;
  if (ofField) return { severity: ofField, by: 'field' };
  const ofChannel = field && rule.channels?.[field.channel];
  if (ofChannel) return { severity: ofChannel, by: 'channel' };
  return { severity: rule.severity, by: 'rule' };
}

export const severityIn = (rule: PolicyRule, field: PolicyField | undefined): Severity =>
  severitySaid(rule, field).severity;

/**
 * What a rule asks of quoted words in a field. A field or channel that is stricter than the rule is so
 * with quoted words too: an e-mail that quotes a secret discloses it.
 */
export function quotedIn(rule: PolicyRule, field: PolicyField | undefined): Severity {
  const own = severityIn(rule, field);
  if (!rule.quoted || isStricter(own, rule.severity)) return own;
  return isStricter(rule.quoted, own) ? own : rule.quoted;
}

/**
 * True when the school's consent lets the bare registration of a category pass in a field. Consent lifts
 * no demand of the channel: security cannot be set aside by it (JO 1376-2013).
 */
export function consentHolds(category: string, field: PolicyField | undefined): boolean {
  const given = field?.consent?.to.some((kind) => kind === category);
  return Boolean(given) && CONSENT_CHANNELS.includes(field?.channel as string);
}
const CONSENT_CHANNELS: readonly string[] = ['record', 'health-record'];

/** The group of a category that consent lets pass: "sjuk", with no detail. */
export const BARE = 'bare';

const OVERRIDES = ['once', 'reason', 'none'] as const;
/** How a save goes on where nothing is said. */
export const OVERRIDE: Override = { allowed: 'once' };

export const stricterOverride = (a: Override | undefined, b: Override | undefined) => {
  const rankOf = (o: Override | undefined) => OVERRIDES.indexOf((o ?? OVERRIDE).allowed);
  return rankOf(b) > rankOf(a) ? b : a;
};

/** How a save from a field goes on although something was found that asks. */
export const overrideIn = (policy: Policy, field: PolicyField): Override =>
  field.override ?? policy.override ?? OVERRIDE;

/** The strictest of some; where two are as strict, the first. */
export const strictestOverride = (all: readonly Override[]): Override =>
  all.reduce((a, b) => stricterOverride(a, b) ?? a, all[0] ?? OVERRIDE);

const LEARNED = ['off', 'hint', 'on'] as const;
export const stricterLearned = (a: Learned = 'on', b: Learned = 'on'): Learned =>
  LEARNED.indexOf(a) >= LEARNED.indexOf(b) ? a : b;

/** True where no layer may allow a pause again. */
export const forbidsPause = ({ pause }: { pause?: Pause }): boolean => pause === 'none';
