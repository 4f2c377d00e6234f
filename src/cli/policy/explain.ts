import {
  decidingPath,
  type Explanation,
  explain as explainAll,
  settingAt,
} from '../../policy/explain.ts';
import type { Resolved } from '../../policy/layers.ts';
import { quotedIn, severityIn } from '../../policy/strictness.ts';
import { CallError } from '../files.ts';
import { loadLaid } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';

/** Shows which layer decided each setting. */
export const explain: PolicyCommand = async ({ files, values, json }) => {
  const { resolved } = await loadLaid(files);
  const { rule: ruleId, field: fieldId } = values;
  const rule = ruleId === undefined ? undefined : itemOf(resolved, 'rules', String(ruleId));
  const field = fieldId === undefined ? undefined : itemOf(resolved, 'fields', String(fieldId));
  const settings = [
    ...(rule ? explainAll(resolved, 'rules', rule.id) : []),
    ...(field ? explainAll(resolved, 'fields', field.id) : []),
    ...(rule || field ? [] : explainAll(resolved, '')),
  ];
  const both = rule &&
    field && {
      severity: severityIn(rule, field),
      quoted: quotedIn(rule, field),
      setting: settingAt(decidingPath(rule, field)),
    };
  if (json) console.log(JSON.stringify({ ...both, settings }, null, 2));
  else {
    if (both) console.log(`${rule?.id} in ${field?.id}: ${both.severity} (${both.setting})\n`);
    for (const setting of settings) console.log(linesOf(setting).join('\n'));
  }
  return 0;
};

function itemOf<K extends 'rules' | 'fields'>(
  { policy }: Resolved,
  kind: K,
  id: string,
): Resolved['policy'][K][number] {
  const items: readonly Resolved['policy'][K][number][] = policy[kind];
  const item = items.find((one) => one.id === id);
  if (item) return item;
  const known = items.map((one) => one.id).join(', ');
  throw new CallError(`The policy has no ${kind.slice(0, -1)} "${id}". It has ${known}.`);
}

function linesOf({ setting, value, decidedBy, says }: Explanation): string[] {
  const shown = (one: unknown) => JSON.stringify(one);
  const others = says.map(({ layer, value: said, as, lockedBy }) => {
    const how = as === 'refused' ? `refused: ${lockedBy} has locked it` : as;
    return `    ${layer} (${how}): ${shown(said)}`;
  });
  return [
    `${setting}: ${shown(value)}  ← ${decidedBy.join(', ')}`,
    ...(says.length > 1 ? others : []),
  ];
}
