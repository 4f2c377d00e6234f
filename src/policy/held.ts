import type { Severity } from '../engine/engine.ts';
import type { Policy, PolicyField, PolicyRule } from './policy.ts';
import { BARE, consentHolds, overrideIn, severityIn } from './strictness.ts';

/** What a field does with what breaks a rule, as the one who writes there meets it. */
export function heldIn(policy: Policy, rule: PolicyRule, field: PolicyField): Severity {
  if (isLifted(rule, field)) return 'off';
  const severity = severityIn(rule, field);
  // Where nobody may save anyway, what would be asked about has to be changed.
  return severity === 'warn' && overrideIn(policy, field).allowed === 'none' ? 'block' : severity;
}

/** The fields in which a rule asks for something. */
export const fieldsHeldTo = (policy: Policy, rule: PolicyRule): PolicyField[] =>
  policy.fields.filter((field) => heldIn(policy, rule, field) !== 'off');

/** The rules that ask for something somewhere. */
export const rulesHeld = (policy: Policy): PolicyRule[] =>
  policy.rules.filter((rule) =>
    policy.fields.length ? fieldsHeldTo(policy, rule).length > 0 : rule.severity !== 'off',
  );

/** True for a rule about nothing but what consent lets pass. */
function isLifted({ category, groups, terms, patterns }: PolicyRule, field: PolicyField): boolean {
  const isOnlyBare = groups?.every((group) => group === BARE) ?? false;
  return isOnlyBare && !terms?.length && !patterns?.length && consentHolds(category, field);
}
