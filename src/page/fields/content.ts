import type { Box, Span } from './field.ts';
import { linesOf } from './lines.ts';

/** A stretch of the note: `length` units of a text node, from its unit `from` on. */
export interface Piece {
  node: Text;
  from: number;
  start: number;
  length: number;
}

/** The text of rich text as people see it, and where in the document each stretch of it stands. */
export interface Content {
  text: string;
  pieces: Piece[];
}

/** Elements that begin a line of their own. */
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TD TH TR UL'.split(
    ' ',
  ),
);
const NO_TEXT = new Set(
  'AUDIO BUTTON CANVAS DATALIST IFRAME NOSCRIPT OBJECT SCRIPT SELECT STYLE TEMPLATE TEXTAREA TITLE VIDEO'.split(
    ' ',
  ),
);

/** What editors lay among the text for themselves: placeholders, places for caret and selection. */
const NOT_WRITTEN =
  '[data-slate-placeholder], .cm-placeholder, [data-mce-bogus="all"], .ck-fake-selection-container';

/** Characters of no width that editors hold a place for the caret with; nobody has written them. */
const FILLERS = /[\uFEFF\u2060\u200B]+/;

/** White space that may be shown as less than it is; else nobody needs to ask how it is shown. */
const MAY_COLLAPSE = /[\t\n\r\f]| {2}|^ | $/;

/**
 * Reads rich text: its text nodes in their order, with line breaks where people see them, white space
 * as it is shown, and without what editors put there for themselves.
 */
export function contentOf(host: Element): Content {
  const pieces: Piece[] = [];
  const spaces = new Map<Element, RegExp | null>();
  let text = '';
  /** Line breaks that are written only when more text follows: the last one of a block is not seen. */
  let breaks = 0;
  let lineIsEmpty = true;
  /** True when what was written last is a space that swallows those behind it. */
  let swallows = false;
  const breakLine = () => {
    breaks++;
    lineIsEmpty = true;
    swallows = false;
  };
  const write = (node: Text, from: number, to: number, as = node.data.slice(from, to)) => {
    if (from >= to) return;
    if (breaks) text += '\n'.repeat(breaks);
    breaks = 0;
    lineIsEmpty = false;
    pieces.push({ node, from, start: text.length, length: to - from });
    text += as;
  };
  const writeUnfilled = (node: Text, from: number, to: number) => {
    let at = from;
    for (;;) {
      const filler = FILLERS.exec(node.data.slice(at, to));
      if (!filler) break;
      write(node, at, at + filler.index);
      at += filler.index + filler[0].length;
    }
    write(node, at, to);
  };
  const writeCollapsed = (node: Text, run: RegExp) => {
    const { data } = node;
    let at = 0;
    for (const { index, 0: found } of data.matchAll(run)) {
      writeUnfilled(node, at, index);
      if (index > at) swallows = false;
      at = index + found.length;
      if (lineIsEmpty || swallows) continue;
      // One space stands for all, whatever is written there.
      write(node, index, index + 1, ' ');
      swallows = true;
    }
    writeUnfilled(node, at, data.length);
    if (at < data.length) swallows = false;
  };
  const read = (node: Text) => {
    const { data, parentElement } = node;
    if (data === '') return;
    const run = parentElement && MAY_COLLAPSE.test(data) ? runIn(parentElement, spaces) : null;
    if (run) return writeCollapsed(node, run);
    if (FILLERS.test(data)) writeUnfilled(node, 0, data.length);
    else write(node, 0, data.length);
    swallows = false;
  };
  const visit = (parent: Node) => {
    for (const node of parent.childNodes) {
      if (node instanceof Text) read(node);
      else if (node instanceof HTMLBRElement) breakLine();
      else if (node instanceof HTMLElement && isWritten(node)) {
        const block = BLOCKS.has(node.tagName);
        if (block && !lineIsEmpty) breakLine();
        visit(node);
        if (block && !lineIsEmpty) breakLine();
      }
    }
  };
  visit(host);
  return { text, pieces };
}

const isWritten = (element: HTMLElement) =>
  !NO_TEXT.has(element.tagName) && !element.matches(NOT_WRITTEN);

/** Runs of white space that are shown as one space in an element; null where all is shown. */
function runIn(element: Element, known: Map<Element, RegExp | null>): RegExp | null {
  const before = known.get(element);
  if (before !== undefined) return before;
  const collapse = getComputedStyle(element).whiteSpaceCollapse;
  const run =
    collapse === 'collapse' ? /[ \t\n\r\f]+/g : collapse === 'preserve-breaks' ? /[ \t]+/g : null;
  known.set(element, run);
  return run;
}

/** The boxes of a span, one a line, in CSS pixels of the viewport. */
export function boxesOf({ pieces }: Content, { start, end }: Span): Box[] {
  const range = document.createRange();
  const boxes: Box[] = [];
  for (let i = pieceAt(pieces, start); i < pieces.length; i++) {
    const { node, from, start: first, length } = pieces[i] as Piece;
    if (first >= end) break;
    if (first + length <= start) continue;
    range.setStart(node, from + Math.max(0, start - first));
    range.setEnd(node, from + Math.min(length, end - first));
    for (const { left, top, width, height } of range.getClientRects()) {
      if (width > 0) boxes.push({ left, top, width, height });
    }
  }
  return linesOf(boxes);
}

/** A range of the document from offset to offset of the note; null when there is no text. */
export function rangeOf({ pieces }: Content, start: number, end: number): Range | null {
  const [from, to] = [placeOf(pieces, start, true), placeOf(pieces, end, end === start)];
  if (!from || !to) return null;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(...to);
  return range;
}

/** Where an offset lies: at a border between pieces in the one that begins, or in the one that ends. */
function placeOf(
  pieces: readonly Piece[],
  offset: number,
  begins: boolean,
): [Text, number] | undefined {
  const next = pieces[pieceAt(pieces, offset)];
  const ends = !begins || !next || next.start > offset;
  const piece = ends ? pieces[pieceAt(pieces, offset - 1)] : next;
  if (!piece) return undefined;
  const within = Math.max(0, Math.min(piece.length, offset - piece.start));
  return [piece.node, piece.from + within];
}

/** The index of the first piece that ends behind an offset; by halves, a long note has thousands. */
function pieceAt(pieces: readonly Piece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { start, length } = pieces[middle] as Piece;
    if (start + length > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The offset of a place in the document: of the text there, or else of what comes next. */
export function offsetOf({ text, pieces }: Content, node: Node, offset: number): number {
  const at = document.createRange();
  at.setStart(node, offset);
  let low = 0;
  let high = pieces.length;
  // The first piece that does not end before the place.
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle] as Piece;
    if (at.comparePoint(piece.node, piece.from + piece.length) >= 0) high = middle;
    else low = middle + 1;
  }
  const piece = pieces[low];
  if (!piece) return text.length;
  const within = piece.node === node ? offset - piece.from : 0;
  return piece.start + Math.max(0, Math.min(piece.length, within));
}
