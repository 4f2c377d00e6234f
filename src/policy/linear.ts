import { RE2JS } from 're2js';
import type { CompilePattern } from './patterns.ts';

const FLAGS = RE2JS.CASE_INSENSITIVE | RE2JS.LONGEST_MATCH;
const NO_WORD = '[^\\p{L}\\p{M}\\p{N}]';

/**
 * Compiles a regular expression (syntax of RE2) that finds whole words, in time linear in the text,
 * whatever it is: re2js walks an automaton and never goes back. It is large, so that pages load it only
 * when their policy has patterns. Throws when the expression cannot be read.
 */
export const compileLinear: CompilePattern = (source) => {
  const alone = RE2JS.compile(source, FLAGS);
  const whole = RE2JS.compile(`(?:^|${NO_WORD})((?:${source}))(?:$|${NO_WORD})`, FLAGS);
  return {
    size: alone.programSize(),
    matchesNothing: alone.matches(''),
    find(text, from) {
      const matcher = whole.matcher(text);
      return matcher.find(from) ? [matcher.start(1), matcher.end(1)] : null;
    },
  };
};
