import type { Category } from '../dictionary.ts';

/** Something that is told by its shape: found with a regular expression of linear time. */
export interface TextPattern {
  /** Named in findings, so that a false alarm leads to a file. */
  id: string;
  category: Category;
  group: string;
  /** A text without this character has none; absent: any may. */
  sign?: string;
  /** Global and Unicode; must not nest quantifiers, so that time stays linear in the text. */
  expression: RegExp;
  /** Decides about a candidate. Absent: every candidate counts. */
  accepts?(candidate: string): boolean;
}
