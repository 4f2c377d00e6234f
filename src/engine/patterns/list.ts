import { emailAddress } from './email-address.ts';
import { handle } from './handle.ts';
import { initials } from './initials.ts';
import { neighboursNumber } from './neighbours-number.ts';
import type { TextPattern } from './pattern.ts';
import { personalNumber } from './personal-number.ts';
import { telephone } from './telephone.ts';

/** What is told by its shape rather than by words. A new pattern is a file and a line here. */
export const TEXT_PATTERNS: readonly TextPattern[] = [
  personalNumber,
  neighboursNumber,
  emailAddress,
  telephone,
  initials,
  handle,
];
