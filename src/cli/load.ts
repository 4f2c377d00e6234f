import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { builtInPolicy } from '../policy/built-in.ts';
import { Instruction } from '../policy/instruction.ts';
import { type Layer, lay, type Resolved, resolve } from '../policy/layers.ts';
import { compileLinear } from '../policy/linear.ts';
import type { Language, Policy } from '../policy/policy.ts';
import { type PlacedProblem, problemLine } from '../policy/problem.ts';
import { prove } from '../policy/prove.ts';
import { type PolicyReading, readPolicy } from '../policy/read.ts';
import { languageFor } from '../policy/texts.ts';
import { CallError, readText } from './files.ts';

export const instructionOf = (policy: Policy): Instruction =>
  new Instruction(policy, () => [sv, en], compileLinear);

/** A policy file read, with the layers it stands on. */
export interface LoadedPolicy {
  file: string;
  text: string;
  reading: PolicyReading;
}

/** Reads policy files in their order from the top down; each may extend those before it. */
export async function loadPolicies(files: readonly string[]): Promise<LoadedPolicy[]> {
  const loaded: LoadedPolicy[] = [];
  const known: Layer[] = [];
  for (const file of files) {
    const text = await readText(file);
    const reading = readPolicy(text, file, known);
    if (reading.layer) known.push(reading.layer);
    loaded.push({ file, text, reading });
  }
  return loaded;
}

/** What a file says. Throws a CallError when it is no policy. */
export function layerOf({ file, reading }: LoadedPolicy): Layer {
  if (reading.layer) return reading.layer;
  const lines = reading.problems.map((problem) => problemLine(problem, callerLanguage()));
  throw new CallError(`${file} cannot be used.\n${lines.join('\n')}`);
}

/** What holds when policy files are laid over each other. Throws a CallError when one is no policy. */
export async function loadLaid(files: readonly string[]): Promise<Resolved> {
  const loaded = await loadPolicies(files);
  for (const one of loaded) layerOf(one);
  return resolve(lay(...loaded.map(({ reading }) => reading.stack)));
}

/** What is wrong with a file: as it is written, and when it is tried. */
export function problemsOf({ file, reading }: LoadedPolicy): PlacedProblem[] {
  const { resolved, problems, place } = reading;
  const proved = resolved ? prove(instructionOf(resolved.policy), resolved) : [];
  // What stands in another file is told there.
  const own = proved.flatMap((problem) => place(problem) ?? []);
  const all = [...problems, ...own];
  return all.sort((a, b) => a.line - b.line || a.column - b.column).map((p) => ({ ...p, file }));
}

/** The policy of a file, or the one that is built in, ready to read notes with. */
export async function loadInstruction(file: string | undefined): Promise<Instruction> {
  if (file === undefined) return instructionOf(builtInPolicy('sv'));
  const [loaded] = (await loadPolicies([file])) as [LoadedPolicy];
  const { resolved, problems } = loaded.reading;
  const instruction = resolved && instructionOf(resolved.policy);
  const own = instruction?.problems.flatMap((p) => loaded.reading.place(p) ?? []) ?? [];
  const errors = [...problems, ...own];
  if (!instruction || errors.length) {
    const lines = errors.map((problem) => problemLine(problem, callerLanguage()));
    throw new CallError(`The policy cannot be used.\n${lines.join('\n')}`);
  }
  return instruction;
}

/** The language of whoever calls: LC_ALL, LC_MESSAGES or LANG, as other programs take it. */
export function callerLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return languageFor([LC_ALL || LC_MESSAGES || LANG || '']);
}
