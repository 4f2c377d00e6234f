import type { PolicyLayer } from '../../policy/policy.ts';
import { rewrite } from '../../policy/rewrite.ts';
import { CallError } from '../files.ts';
import { layerOf, loadLaid, loadPolicies } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';

/** Writes a policy as YAML or JSON, alone or with all its layers in one. */
export const convert: PolicyCommand = async ({ files, values }) => {
  const { to = 'yaml', flat } = values;
  if (to !== 'yaml' && to !== 'json') {
    throw new CallError(`There is no form "${to}" to convert to. There are yaml and json.`);
  }
  const loaded = (await loadPolicies(files)).map((one) => ({ ...one, layer: layerOf(one) }));
  const last = loaded.at(-1) as (typeof loaded)[0];
  const own: PolicyLayer = flat ? (await loadLaid(files)).policy : last.layer.policy;
  if (to === 'json') console.log(JSON.stringify(own, null, 2));
  else process.stdout.write(flat ? rewrite('', own) : rewrite(last.text, own));
  return 0;
};
