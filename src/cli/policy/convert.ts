import type { PolicyLayer } from '../../policy/policy.ts';
import { isJson, rewrite } from '../../policy/rewrite.ts';
import { CallError } from '../files.ts';
import { loadLaid } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';

/** Writes a policy as YAML or JSON, alone or with all its layers in one. */
export const convert: PolicyCommand = async ({ files, values }) => {
  const { to = 'yaml', flat } = values;
  if (to !== 'yaml' && to !== 'json') {
    throw new CallError(`There is no form "${to}" to convert to. There are yaml and json.`);
  }
  const { last, layer, resolved, isWrong } = await loadLaid(files);
  const own: PolicyLayer = flat ? resolved.policy : layer.policy;
  // JSON as a file for people is written anew.
  const before = flat || isJson(last.text) ? '' : last.text;
  if (to === 'json') console.log(JSON.stringify(own, null, 2));
  else process.stdout.write(rewrite(before, own));
  return isWrong ? 1 : 0;
};
