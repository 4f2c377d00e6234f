import type { PolicyRule } from '../../policy/policy.ts';
import { type Problem, problemText } from '../../policy/problem.ts';
import { prove } from '../../policy/prove.ts';
import { callerLanguage, instructionOf, loadLaid } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';

/** Tries the examples of every rule: status 1 when one fails. */
export const test: PolicyCommand = async ({ files, json }) => {
  const language = callerLanguage();
  const { resolved, isWrong } = await loadLaid(files);
  const failed = prove(instructionOf(resolved.policy), resolved).filter(isOfExample);
  const results = resolved.policy.rules.map((rule) => {
    const own = failed.filter(({ where }) => where[1] === rule.id);
    const told = own.map((problem) => problemText(problem, language));
    return { rule: rule.id, examples: examplesOf(rule), failed: told };
  });
  if (json) console.log(JSON.stringify({ rules: results }, null, 2));
  else {
    for (const { rule, examples, failed } of results) {
      console.log(`${failed.length ? '✗' : '✓'} ${rule} (${examples})`);
      for (const sentence of failed) console.log(`    ${sentence}`);
    }
  }
  return failed.length || isWrong ? 1 : 0;
};

const isOfExample = ({ where }: Problem) => where[2] === 'examples';

const examplesOf = ({ examples }: PolicyRule) =>
  (examples?.wrong?.length ?? 0) + (examples?.right?.length ?? 0);
