import type { Language } from './policy.ts';
import { type TextKey, text } from './texts.ts';

/**
 * Something in a policy that its author has to mend (`error`: it does not work and is left out) or to
 * think over (`warning`). What it says is told in a language by `problemText`.
 */
export interface Problem {
  level: 'error' | 'warning';
  key: TextKey;
  /** What the text quotes; `{ key }` stands for another text. */
  values: readonly Value[];
  where: Where;
}
export type Value = string | { key: TextKey; values?: readonly string[] };

/** Where in a policy: a path of keys, in which an item of a list may stand for its number. */
export type Where = readonly (string | number | { item: unknown })[];

/** A problem with its place in a file. Line and column count from 1. */
export interface PlacedProblem extends Problem {
  file: string;
  line: number;
  column: number;
}

/** What a problem says, as a sentence or two for the author. */
export function problemText({ key, values }: Problem, language: Language): string {
  const told = values.map((value) =>
    typeof value === 'string' ? value : text(language, value.key, ...(value.values ?? [])),
  );
  return text(language, key, ...told);
}

/** "file:line:column: what is wrong", as compilers and editors write it. */
export function problemLine(problem: PlacedProblem, language: Language): string {
  const { file, line, column, level } = problem;
  const kind = text(language, level === 'error' ? 'problem_error' : 'problem_warning');
  return `${file}:${line}:${column}: ${kind}: ${problemText(problem, language)}`;
}
