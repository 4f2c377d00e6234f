import type { Language } from './policy.ts';

/**
 * A document for people, in blocks that every form of writing knows: `document.ts` makes one of a
 * policy, `document-html.ts` and `document-markdown.ts` write it down.
 */
export interface PaperDocument {
  language: Language;
  title: string;
  /** What kind of document it is, above the title that does not say so itself. */
  kind?: string | undefined;
  /** What stands at the foot of each printed page, beside its number. */
  foot: string;
  blocks: Block[];
  sections: Section[];
}

/** A heading with what belongs to it. The level is how deep it lies, so that none can be skipped. */
export interface Section {
  heading: Inline[];
  /** What others point at it by. */
  anchor?: string | undefined;
  /** True for one that is best kept on one page. */
  whole?: boolean;
  blocks: Block[];
  sections: Section[];
}

export type Block =
  | { kind: 'paragraph'; text: Inline[] }
  | List
  | { kind: 'definitions'; items: Definition[] }
  | { kind: 'table'; caption: string; head: string[]; rows: Row[] }
  | { kind: 'examples'; wrong: List | null; right: List | null }
  | { kind: 'callout'; blocks: Block[] }
  | { kind: 'signature'; lines: { label: string; value?: string | undefined }[] };

export interface List {
  kind: 'list';
  /** What the items are, on a line of its own. */
  label?: string;
  items: Inline[][];
  /** True for short items that may stand beside each other. */
  narrow?: boolean;
}

export interface Definition {
  term: string;
  meanings: Inline[][];
}

/** A row of a table: what heads it, and its cells of one or more lines. */
export interface Row {
  head: string;
  cells: Inline[][][];
}

/** Text; words that break a rule; an expression; a pointer to a section; a line to fill in by hand. */
export type Inline =
  | string
  | { mark: string }
  | { code: string }
  | { to: string; text: string }
  | { blank: true };

/**
 * A text as one line of ordinary signs: what a policy says is not trusted to break lines, to hide, or
 * to turn the direction of what stands around it.
 */
export function oneLine(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/gu, (space) => (space === '\u00a0' ? space : ' '))
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '');
}
