import type { Problem } from './problem.ts';

// What is told beside a policy is not all for its author: whose it is to mend shows in its key.

/** About what the school's IT has set, or about what its address gave and when. */
export const isOfSchool = ({ key }: Problem): boolean => /^(managed|remote)_/.test(key);

/** The edition that came last is told to be out of date: the address is asked for another. */
export const isOfStored = ({ key }: Problem): boolean => key.startsWith('remote_stored');

/** The browser runs nothing of ours in any page. */
export const isOfScripts = ({ key }: Problem): boolean => key === 'problem_noScripts';

/** About the instruction itself. */
export const isOfInstruction = (problem: Problem): boolean =>
  !isOfSchool(problem) && !isOfScripts(problem);
