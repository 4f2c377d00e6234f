import { emailAddress } from './email-address.ts';
import { initials } from './initials.ts';
import type { TextPattern } from './pattern.ts';
import { personalNumber } from './personal-number.ts';
import { telephone } from './telephone.ts';

/** What is told by its shape rather than by words. A new pattern is a file and a line here. */
export const TEXT_PATTERNS: readonly TextPattern[] = [
  personalNumber,
  emailAddress,
  telephone,
  initials,
];
