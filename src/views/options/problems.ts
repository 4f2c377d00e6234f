import { type Problem, problemText, type Value } from '../../policy/problem.ts';
import type { PolicyReading } from '../../policy/read.ts';
import { same } from '../../policy/same.ts';
import { hasText } from '../../policy/texts.ts';
import { isTable, listOf, type Path, type Written } from './layer.ts';
import { language, titleOf } from './words.ts';

/** A problem of a draft as its author meets it: beside the control it is about, and in the file. */
export interface Told {
  /** `todo`: begun, and not finished. */
  level: Problem['level'] | 'todo';
  text: string;
  /** Where in the policy, fields and rules by their ids. */
  path: Path;
  /** Where in the file; null when it stands in another layer. */
  line: number | null;
}

/** What is only not finished yet. */
const BEGUN: readonly string[] = ['problem_incomplete', 'problem_fieldNowhere'];

/** All problems of a draft, in words for those who never saw its file. */
export function toldOf(
  written: Written,
  reading: PolicyReading,
  proof: readonly Problem[],
): Told[] {
  const read = reading.problems.map((problem) => ({ problem, line: problem.line }));
  const proved = proof.map((problem) => ({ problem, line: reading.place(problem)?.line ?? null }));
  return [...read, ...proved].map(({ problem, line }) => {
    const at = pathOf(problem, written);
    const path = problem.key === 'problem_fieldNowhere' ? [...at, 'where'] : at;
    const level = BEGUN.includes(problem.key) ? 'todo' : problem.level;
    return { level, text: plainText(problem, path), path, line };
  });
}

/** Where a problem is, by ids; an item of a list by its number. */
export function pathOf({ where }: Pick<Problem, 'where'>, written: Written): Path {
  let here: unknown = written;
  const path: string[] = [];
  for (const [i, part] of where.entries()) {
    if (typeof part === 'object') {
      const index = listOf(here).findIndex((item) => same(item, part.item));
      // What stands in another layer has no number here.
      path.push(index < 0 ? JSON.stringify(part.item) : String(index));
      here = part.item;
      continue;
    }
    const isItem = i === 1 && (where[0] === 'fields' || where[0] === 'rules');
    if (isItem && typeof part === 'string') {
      here = listOf(here).find((item) => isTable(item) && item.id === part);
      path.push(part);
      continue;
    }
    here = (here as Record<string | number, unknown> | undefined)?.[part];
    const id = isItem && isTable(here) ? here.id : undefined;
    path.push(typeof id === 'string' ? id : String(part));
  }
  return path;
}

/** What names keys of the file is said again without them. */
export function plainText(problem: Problem, path: Path): string {
  const { key, values } = problem;
  const own = `editor_${key}`;
  if (!hasText(own)) return problemText(problem, language);
  return problemText(
    { ...problem, key: own, values: plainValues(problem, path, values) },
    language,
  );
}

function plainValues({ key }: Problem, path: Path, values: readonly Value[]): Value[] {
  const [first = '', second = '', ...rest] = values;
  const title = titleOf(path);
  switch (key) {
    case 'problem_required':
      return [title, titleOf([...path, String(second)]), ...rest];
    case 'problem_incomplete': {
      const lacks = String(second).match(/[a-z]+/g) ?? [];
      return [first, lacks.map((one) => `”${titleOf([...path, one])}”`).join(', ')];
    }
    case 'problem_empty':
    case 'problem_type':
    case 'problem_pattern':
    case 'problem_enum':
    case 'problem_locked':
      return [title, second, ...rest];
    default:
      return [...values];
  }
}

/** True when a problem is about what stands at a path, or inside it. */
export const isAbout = ({ path }: Told, at: Path) => at.every((key, i) => path[i] === key);
