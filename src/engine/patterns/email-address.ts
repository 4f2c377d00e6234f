import type { TextPattern } from './pattern.ts';

/** An e-mail address as people write it; the parts are bounded, so that time stays linear. */
export const emailAddress: TextPattern = {
  id: 'email-address',
  category: 'identity',
  group: 'email',
  sign: '@',
  expression:
    /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@[\p{L}\p{N}][\p{L}\p{N}.-]{0,250}\.\p{L}{2,24}(?![\p{L}\p{N}])/gu,
};
