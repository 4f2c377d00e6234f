import type { Resolved, Say } from './layers.ts';
import type { PolicyField, PolicyRule } from './policy.ts';
import { severitySaid } from './strictness.ts';

/** Why a setting is as it is: all that layers said of it, from the top, and what holds. */
export interface Explanation {
  /** `rules.health-detail.severity` */
  setting: string;
  value: unknown;
  /** The layers whose word holds: the last that set it, and those that added to it since. */
  decidedBy: string[];
  says: { layer: string; value: unknown; as: Say['as']; lockedBy?: string }[];
}

/** Explains every setting of a rule or field, or of the policy itself (`kind` is then ""). */
export function explain(
  { policy, says }: Resolved,
  kind: 'rules' | 'fields' | '',
  id = '',
): Explanation[] {
  const start = kind ? `${kind}/${id}/` : '';
  const item = kind ? policy[kind].find((one) => one.id === id) : policy;
  return [...says]
    .filter(([path]) => (kind ? path.startsWith(start) : !path.includes('/')))
    .map(([path, all]) => {
      const keys = path.slice(start.length).split('/');
      const value = keys.reduce<unknown>((v, key) => (v as Record<string, unknown>)?.[key], item);
      return { setting: settingAt(path), value, ...deciding(all) };
    });
}

/** A path as people read it: `rules.health-detail.severity`. */
export const settingAt = (path: string): string => path.replaceAll('/', '.');

function deciding(all: readonly Say[]): Pick<Explanation, 'decidedBy' | 'says'> {
  const taken = all.filter(({ as }) => as !== 'refused');
  const last = taken.findLastIndex(({ as }) => as === 'set' || as === 'held');
  const names = taken.slice(Math.max(0, last)).map(({ layer }) => layer.policy.id);
  return {
    decidedBy: [...new Set(names)],
    says: all.map(({ layer, value, as, lockedBy }) => ({
      ...{ layer: layer.policy.id, value, as },
      ...(lockedBy && { lockedBy: lockedBy.policy.id }),
    })),
  };
}

/** The path of the setting that decides how strict a rule is in a field: a key of `Resolved.says`. */
export function decidingPath(rule: PolicyRule, field: PolicyField): string {
  switch (severitySaid(rule, field).by) {
    case 'field':
      return `fields/${field.id}/severity/${rule.id}`;
    case 'channel':
      return `rules/${rule.id}/channels/${field.channel}`;
    case 'rule':
      return `rules/${rule.id}/severity`;
  }
}
