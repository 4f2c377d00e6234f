import type { Layer, Resolved } from '../../policy/layers.ts';
import type { PolicyField } from '../../policy/policy.ts';

/** The layer whose word holds for a setting, by its path (`rules/health-detail/severity`). */
export function deciding({ says }: Resolved, path: string): Layer | null {
  return says.get(path)?.findLast(({ as }) => as !== 'refused')?.layer ?? null;
}

/** What decided how much a rule asks in a field: the field, its channel, or the rule; and which layer. */
export function severityDeciding(
  resolved: Resolved,
  rule: string,
  field: PolicyField,
): { by: 'field' | 'channel' | 'rule'; layer: Layer | null } {
  const ofField = deciding(resolved, `fields/${field.id}/severity/${rule}`);
  if (ofField) return { by: 'field', layer: ofField };
  const ofChannel = deciding(resolved, `rules/${rule}/channels/${field.channel}`);
  if (ofChannel) return { by: 'channel', layer: ofChannel };
  return { by: 'rule', layer: deciding(resolved, `rules/${rule}/severity`) };
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
