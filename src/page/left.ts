import { editBetween, type Finding } from '../engine/engine.ts';
import type { Override } from '../policy/policy.ts';
import type { Span } from './fields/field.ts';

/** Words that a teacher has left as they are, with the rule that they break. */
export interface Left extends Span {
  rule: string;
}

/**
 * True when a finding may be left in its note: what only hints, and what asks where the policy lets one
 * save anyway without a reason. What blocks never, else it would not.
 */
export const mayBeLeft = ({ severity }: Finding, { allowed }: Override): boolean =>
  severity === 'hint' || (severity === 'warn' && allowed === 'once');

export const isLeft = (left: readonly Left[], { start, end, rule }: Finding): boolean =>
  left.some((one) => one.start === start && one.end === end && one.rule === rule);

/**
 * Where left words stand after an edit: those that it did not touch. The note of the next pupil, which a
 * tool puts into the same field, begins with nothing left.
 */
export function afterEdit(left: readonly Left[], before: string, after: string): Left[] {
  const { from, to, by } = editBetween(before, after);
  return left.flatMap((one) => {
    if (one.end <= from) return one;
    return one.start >= to ? { ...one, start: one.start + by, end: one.end + by } : [];
  });
}
