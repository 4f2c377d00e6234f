import type { TextPattern } from './pattern.ts';

/** A name on a social network, as it is written there: "@elle.ow". */
export const handle: TextPattern = {
  id: 'handle',
  category: 'identity',
  group: 'handle',
  sign: '@',
  expression: /(?<![\p{L}\p{N}._%+@-])@\p{L}[\p{L}\p{N}_.]{2,30}(?![\p{L}\p{N}@])/gu,
};
