import { problemLine, problemText } from '../../policy/problem.ts';
import { callerLanguage, loadPolicies, problemsOf } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';

/** All that is wrong with policies: status 1 when something does not work. */
export const check: PolicyCommand = async ({ files, json }) => {
  const language = callerLanguage();
  const problems = problemsOf(await loadPolicies(files));
  if (json) {
    const told = problems.map((problem) => {
      const { file, line, column, level, key } = problem;
      return { file, line, column, level, key, message: problemText(problem, language) };
    });
    console.log(JSON.stringify({ problems: told }, null, 2));
  } else for (const problem of problems) console.log(problemLine(problem, language));
  return problems.some(({ level }) => level === 'error') ? 1 : 0;
};
