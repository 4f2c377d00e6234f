import type { Override } from '../policy/policy.ts';
import type { Note } from './notes.ts';

/** True when notes may be saved although something was found in them: none of it blocks, and the policy lets one. */
export const mayBeSaved = (notes: readonly Note[], { allowed }: Override): boolean =>
  allowed !== 'none' &&
  notes.every(({ findings }) => findings.every(({ severity }) => severity !== 'block'));
