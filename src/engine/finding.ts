import type { Category } from './dictionary.ts';

/** How much a rule asks: shown; shown and asked before saving; not saved until changed. */
export const SEVERITIES = ['off', 'hint', 'warn', 'block'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One demand of a policy, as the engine needs it. */
export interface Rule {
  id: string;
  category: Category;
  /** Groups of the category this rule is about; absent: all that no other rule names. */
  groups?: readonly string[] | undefined;
  severity: Severity;
  /** What it asks of words in quotation marks; absent: the same. */
  quoted?: Severity | undefined;
  instruction: string;
  reason?: string | undefined;
  source?: string | undefined;
  /** What to write instead. */
  suggestions: readonly string[];
  /** Questions that help to say it differently. */
  prompts: readonly string[];
}

/** What matched, so that a false alarm leads to one line of a dictionary. */
export interface Cause {
  /** File of the dictionary, or the engine's part ("pattern", "tone") that found it. */
  file: string;
  /**
   * Line in that file, from 1; 0 where there is none. Of a policy's own terms: which of its rule's it is.
   */
  line: number;
  /** The entry as its author wrote it, or the name of the pattern. */
  entry: string;
  group: string;
}

/** A span of a note that breaks a rule. Offsets are UTF-16, `end` is past the last unit. */
export interface Finding {
  start: number;
  end: number;
  category: Category;
  rule: string;
  severity: Exclude<Severity, 'off'>;
  text: string;
  /** True when it stands in quotation marks: somebody else's words, or a title. */
  quoted: boolean;
  instruction: string;
  reason?: string | undefined;
  source?: string | undefined;
  suggestions: readonly string[];
  prompts: readonly string[];
  cause: Cause;
}
