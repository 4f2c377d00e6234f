import { decidingPath } from '../../policy/explain.ts';
import type { Layer, Resolved } from '../../policy/layers.ts';
import type { PolicyField } from '../../policy/policy.ts';
import { severitySaid } from '../../policy/strictness.ts';

/** What decided how much a rule asks in a field: the field, its channel, or the rule; and which layer. */
export interface Deciding {
  by: 'field' | 'channel' | 'rule';
  layer: Layer | null;
}

export function severityDeciding(resolved: Resolved, id: string, field: PolicyField): Deciding {
  const rule = resolved.policy.rules.find((one) => one.id === id);
  if (!rule) return { by: 'rule', layer: null };
  const said = resolved.says.get(decidingPath(rule, field));
  const last = said?.findLast(({ as }) => as !== 'refused');
  return { by: severitySaid(rule, field).by, layer: last?.layer ?? null };
}

/** The layer that an item of a rule's list (a term, a pattern) comes from. */
export function bringing(
  { says }: Resolved,
  rule: string,
  list: 'terms' | 'patterns',
  item: string,
): Layer | null {
  const brings = ({ as, value }: { as: string; value: unknown }) =>
    as !== 'refused' && Array.isArray(value) && value.includes(item);
  return says.get(`rules/${rule}/${list}`)?.find(brings)?.layer ?? null;
}
