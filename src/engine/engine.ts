/** The engine's one way in, for the floors above. */
export { Complaint } from './complaint.ts';
export { Builder, CATEGORIES, type Category, type Dictionary, type Problem } from './dictionary.ts';
export { editBetween } from './edit.ts';
export { type Finding, type Rule, SEVERITIES, type Severity } from './finding.ts';
export { groupsKnown } from './groups.ts';
export { LearnedModel } from './learned.ts';
export { Lexicon, OWN } from './lexicon.ts';
export { type Context, type LintResult, lint } from './lint.ts';
export { Memory } from './memory.ts';
export type { Match } from './read.ts';
export { sampleOf } from './sample.ts';
