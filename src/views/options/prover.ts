import { Instruction } from '../../policy/instruction.ts';
import type { Resolved } from '../../policy/layers.ts';
import { compileLinear } from '../../policy/linear.ts';
import type { Problem } from '../../policy/problem.ts';
import { prove } from '../../policy/prove.ts';
import { loadDictionaries } from '../dictionaries.ts';

/** A worker that tries drafts: all examples take so long that typing would be felt to wait. */
export interface Trial {
  number: number;
  resolved: Resolved;
}
export interface Proof {
  number: number;
  problems: Problem[];
}

addEventListener('message', async ({ data }: MessageEvent<Trial>) => {
  const { number, resolved } = data;
  const dictionaries = await loadDictionaries(resolved.policy.languages);
  const instruction = new Instruction(resolved.policy, () => dictionaries, compileLinear);
  const proof: Proof = { number, problems: prove(instruction, resolved) };
  postMessage(proof);
});
