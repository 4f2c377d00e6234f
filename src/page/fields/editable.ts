import { aroundOf } from '../tree.ts';
import type { Box, Field, Span } from './field.ts';
import { linesOf } from './lines.ts';
import { isTurned } from './scale.ts';
import { innerBox, inView, throughContainers } from './view-port.ts';

/** Rich text: elements that the browser itself lets people edit, whatever editor stands behind them. */
export function editable(element: Element): Field | null {
  return element instanceof HTMLElement && isHost(element) ? new Editable(element) : null;
}

/** True for the outermost element of what can be edited. */
const isHost = (element: HTMLElement) =>
  element.isContentEditable && !element.parentElement?.isContentEditable;

/** The element that a click or key inside rich text is about. */
export function hostOf(element: Element): Element {
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return element;
  let host: HTMLElement = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

/** A stretch of the note and the text node that it stands in. */
interface Piece {
  node: Text;
  start: number;
}

/** The note of rich text: its text nodes in their order, with line breaks where people see them. */
interface Content {
  text: string;
  pieces: Piece[];
}

/** Elements that begin a line of their own. */
const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TD TH TR UL'.split(
    ' ',
  ),
);
const NO_TEXT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'BUTTON']);

class Editable implements Field {
  readonly element: HTMLElement;

  constructor(element: HTMLElement) {
    this.element = element;
  }

  read(): string {
    return contentOf(this.element).text;
  }

  boxes(spans: readonly Span[]): Box[][] {
    const frame = this.frame();
    if (!frame || isTurned(aroundOf(this.element))) return spans.map(() => []);
    const { pieces } = contentOf(this.element);
    const range = document.createRange();
    return spans.map((span) =>
      linesOf(boxesOf(pieces, span, range)).flatMap((box) => inView(box, frame) ?? []),
    );
  }

  frame(): Box | null {
    return throughContainers(this.element, innerBox(this.element));
  }

  takes(): boolean {
    return true;
  }

  replace({ start, end }: Span, text: string): void {
    const { pieces } = contentOf(this.element);
    this.element.focus();
    select(rangeOf(pieces, start, end));
    // Editors listen for what the browser would do, do it themselves, and can take it back.
    document.execCommand('insertText', false, text);
  }

  caret(): number | null {
    const selection = getSelection();
    const { focusNode } = selection ?? {};
    if (!selection || !focusNode || !this.element.contains(focusNode)) return null;
    const { pieces } = contentOf(this.element);
    if (focusNode instanceof Text) {
      const piece = pieces.find(({ node }) => node === focusNode);
      return piece ? piece.start + selection.focusOffset : null;
    }
    const at = document.createRange();
    at.setStart(focusNode, selection.focusOffset);
    const next = pieces.find(({ node }) => at.comparePoint(node, 0) >= 0);
    return next?.start ?? contentOf(this.element).text.length;
  }

  putCaret(offset: number): void {
    this.element.focus();
    select(rangeOf(contentOf(this.element).pieces, offset, offset));
  }

  editable(): boolean {
    return this.element.isContentEditable;
  }

  close(): void {}
}

function select(range: Range | null): void {
  const selection = getSelection();
  if (!range || !selection) return;
  selection.removeAllRanges();
  selection.addRange(range);
}

function contentOf(host: HTMLElement): Content {
  const pieces: Piece[] = [];
  let text = '';
  /** A line break that is written only when more text follows. */
  let broken = false;
  const breakLine = () => {
    broken = text !== '';
  };
  const visit = (parent: Node) => {
    for (const node of parent.childNodes) {
      if (node instanceof Text) {
        if (node.data === '') continue;
        // Between blocks there is white space that nobody sees.
        if (broken && node.data.trim() === '' && !isPreserved(node)) continue;
        if (broken) text += '\n';
        broken = false;
        pieces.push({ node, start: text.length });
        text += node.data;
      } else if (node instanceof HTMLElement && !NO_TEXT.has(node.tagName)) {
        if (node.tagName === 'BR') breakLine();
        else if (!isPlaceholder(node)) {
          const block = BLOCKS.has(node.tagName);
          if (block) breakLine();
          visit(node);
          if (block) breakLine();
        }
      }
    }
  };
  visit(host);
  return { text, pieces };
}

const isPreserved = ({ parentElement }: Text) =>
  parentElement !== null && getComputedStyle(parentElement).whiteSpaceCollapse === 'preserve';

/** What an editor shows where nothing has been written is no note. */
const isPlaceholder = (element: HTMLElement) =>
  element.hasAttribute('data-slate-placeholder') || element.classList.contains('cm-placeholder');

function boxesOf(pieces: readonly Piece[], { start, end }: Span, range: Range): Box[] {
  const boxes: Box[] = [];
  for (const { node, start: from } of pieces) {
    if (from >= end || from + node.length <= start) continue;
    range.setStart(node, Math.max(0, start - from));
    range.setEnd(node, Math.min(node.length, end - from));
    for (const { left, top, width, height } of range.getClientRects()) {
      if (width > 0) boxes.push({ left, top, width, height });
    }
  }
  return boxes;
}

/** A range of the document from offset to offset of the note; null when there is no text. */
function rangeOf(pieces: readonly Piece[], start: number, end: number): Range | null {
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
  const fits = ({ node, start }: Piece) =>
    begins ? offset < start + node.length : offset <= start + node.length;
  const piece = pieces.find(fits) ?? pieces.at(-1);
  return piece && [piece.node, Math.max(0, Math.min(piece.node.length, offset - piece.start))];
}
