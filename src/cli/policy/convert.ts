import type { PolicyLayer } from '../../policy/policy.ts';
import { rewrite } from '../../policy/rewrite.ts';
import { CallError } from '../files.ts';
import { type LoadedPolicy, layerOf, loadLaid, loadPolicies } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';

/** Writes a policy as YAML or JSON, alone or with all its layers in one. */
export const convert: PolicyCommand = async ({ files, values }) => {
  const { to = 'yaml', flat } = values;
  if (to !== 'yaml' && to !== 'json') {
    throw new CallError(`There is no form "${to}" to convert to. There are yaml and json.`);
  }
  const { resolved, isWrong } = await loadLaid(files);
  const last = (await loadPolicies(files)).at(-1) as LoadedPolicy;
  const own: PolicyLayer = flat ? resolved.policy : layerOf(last).policy;
  if (to === 'json') console.log(JSON.stringify(own, null, 2));
  else process.stdout.write(flat ? rewrite('', own) : rewrite(asYaml(last.text), own));
  return isWrong ? 1 : 0;
};

/** JSON is YAML in one line: as a file for people it is written anew. */
const asYaml = (text: string) => (text.trimStart().startsWith('{') ? '' : text);
