import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { builtInPolicy } from '../policy/built-in.ts';
import { Instruction } from '../policy/instruction.ts';
import type { Layer, Resolved } from '../policy/layers.ts';
import { compileLinear } from '../policy/linear.ts';
import type { Language, Policy } from '../policy/policy.ts';
import { type PlacedProblem, type Problem, problemLine } from '../policy/problem.ts';
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
    const { layer } = reading;
    const twin = loaded.find((one) => one.reading.layer?.policy.id === layer?.policy.id);
    if (layer && twin) {
      throw new CallError(
        `${file} has the id "${layer.policy.id}", which is that of ${twin.file}.`,
      );
    }
    if (layer) known.push(layer);
    loaded.push({ file, text, reading });
  }
  return loaded;
}

/** What a file says. Throws a CallError when it is no policy. */
function layerOf({ file, reading }: LoadedPolicy): Layer {
  if (reading.layer) return reading.layer;
  const lines = reading.problems.map((problem) => problemLine(problem, callerLanguage()));
  throw new CallError(`${file} cannot be used.\n${lines.join('\n')}`);
}

/** What holds under the last of some policy files. */
export interface Laid {
  last: LoadedPolicy;
  /** The layer that the last one is. */
  layer: Layer;
  resolved: Resolved;
}

/**
 * Lays policies over each other. Throws a CallError when one is no policy, or stands outside of what the
 * last one builds on.
 */
export function lay(loaded: readonly LoadedPolicy[]): Laid {
  const layers = loaded.map(layerOf);
  const last = loaded.at(-1) as LoadedPolicy;
  const { file, reading } = last;
  for (const [i, { policy }] of layers.entries()) {
    if (reading.stack.some((layer) => layer.policy.id === policy.id)) continue;
    throw new CallError(
      `${file} does not build on ${loaded[i]?.file}: name "${policy.id}" under "extends" there.`,
    );
  }
  return { last, layer: layers.at(-1) as Layer, resolved: reading.resolved as Resolved };
}

/** The same for files; says on standard error what is wrong with them, and whether there is something. */
export async function loadLaid(files: readonly string[]): Promise<Laid & { isWrong: boolean }> {
  const loaded = await loadPolicies(files);
  const laid = lay(loaded);
  const problems = loaded.flatMap((one) => one.reading.problems);
  for (const problem of problems) console.error(problemLine(problem, callerLanguage()));
  return { ...laid, isWrong: problems.length > 0 };
}

/** What is wrong with files: as they are written, and when they are tried; each thing once. */
export function problemsOf(loaded: readonly LoadedPolicy[]): PlacedProblem[] {
  const told = new Set<string>();
  return loaded.flatMap(({ reading }) => {
    const { layer, resolved, problems, near } = reading;
    const proved = resolved
      ? prove(instructionOf(resolved.policy), resolved, layer ?? undefined)
      : [];
    // What is wrong with a layer above is so without this one, and was told there.
    const isNew = (problem: Problem) => {
      const key = JSON.stringify(problem);
      return !told.has(key) && told.add(key);
    };
    const own = proved.filter(isNew).map(near);
    return [...problems, ...own].sort((a, b) => a.line - b.line || a.column - b.column);
  });
}

/** Says on standard error all that is wrong with files, and whether browsers would refuse them for it. */
export function tellProblems(loaded: readonly LoadedPolicy[]): boolean {
  const problems = problemsOf(loaded);
  for (const problem of problems) console.error(problemLine(problem, callerLanguage()));
  return problems.some(({ level }) => level === 'error');
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
