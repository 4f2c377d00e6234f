import { aroundOf } from '../tree.ts';
import type { Box, Field, Span } from './field.ts';
import { linesOf } from './lines.ts';
import { Mirror } from './mirror.ts';
import { reveal } from './reveal.ts';
import { isTurned, px } from './scale.ts';
import { valueBoxes } from './value-range.ts';
import { innerBox, inView, throughContainers } from './view-port.ts';

/** Input types that hold plain text; an unknown or missing type is "text" (HTML standard). */
const TEXT_TYPES = ['text', 'search'];

/** Textareas, and inputs of plain text. */
export function textControl(element: Element, workshop: () => HTMLElement): Field | null {
  const isText =
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && TEXT_TYPES.includes(element.type));
  return isText ? new TextControl(element, workshop) : null;
}

export class TextControl implements Field {
  readonly element: HTMLTextAreaElement | HTMLInputElement;
  readonly isPlain: boolean = true;
  readonly #workshop: () => HTMLElement;
  #mirror: Mirror | null = null;

  constructor(element: HTMLTextAreaElement | HTMLInputElement, workshop: () => HTMLElement) {
    this.element = element;
    this.#workshop = workshop;
  }

  read(): string {
    return this.element.value;
  }

  boxes(spans: readonly Span[]): Box[][] {
    const frame = this.frame();
    if (!frame || isTurned(aroundOf(this.element))) return spans.map(() => []);
    return this.#laidOut(spans).map((boxes) =>
      linesOf(boxes).flatMap((box) => inView(box, frame) ?? []),
    );
  }

  frame(): Box | null {
    return throughContainers(this.element, innerBox(this.element));
  }

  takes({ start, end }: Span, text: string): boolean {
    const length = this.element.value.length - (end - start) + text.length;
    return this.element.maxLength < 0 || length <= this.element.maxLength;
  }

  replace({ start, end }: Span, text: string): void {
    this.element.focus();
    this.element.setSelectionRange(start, end);
    // The one way that keeps the undo history and fires the events that frameworks listen to.
    document.execCommand('insertText', false, text);
  }

  reveal(span: Span): void {
    reveal(this.element, () => this.#laidOut([span])[0]?.[0] ?? null);
  }

  caret(): number | null {
    const root = this.element.getRootNode();
    const active =
      root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
    return active === this.element ? this.element.selectionEnd : null;
  }

  caretBox(): Box | null {
    const caret = this.caret();
    const frame = caret === null ? null : this.frame();
    if (caret === null || !frame) return null;
    const before = this.read().slice(0, caret);
    // Where nothing is written on a line, it is told by the lines above.
    const written = before.replace(/\n+$/, '');
    const lines = before.length - written.length;
    const style = getComputedStyle(this.element);
    const line = px(style.lineHeight) || px(style.fontSize) * 1.3;
    const left = frame.left + px(style.paddingLeft);
    const end = { start: written.length - 1, end: written.length };
    const last = written ? this.#laidOut([end])[0]?.at(-1) : undefined;
    if (last && lines === 0) return { ...last, left: last.left + last.width, width: 0 };
    const top = last
      ? last.top + lines * line
      : frame.top + px(style.paddingTop) + lines * line - this.element.scrollTop;
    return { left, top, width: 0, height: last?.height ?? line };
  }

  putCaret(offset: number): void {
    this.element.focus();
    this.element.setSelectionRange(offset, offset);
  }

  editable(): boolean {
    const { element } = this;
    return !element.matches(':disabled') && !element.readOnly && !isBehindEditor(element);
  }

  #laidOut(spans: readonly Span[]): Box[][] {
    const told = valueBoxes(this.element, spans);
    if (told) return told;
    this.#mirror ??= new Mirror(this.element, this.#workshop());
    return this.#mirror.boxes(spans);
  }

  close(): void {
    this.#mirror?.close();
    this.#mirror = null;
  }
}

/**
 * True for a control that a rich text editor has hidden and stands beside: the teacher writes in the
 * editor, which fills the control when the form is sent. One that is hidden for another reason (in a
 * part of the form that is folded away) is still a note.
 */
function isBehindEditor(control: Element): boolean {
  if (getComputedStyle(control).display !== 'none') return false;
  const beside = [...(control.parentElement?.children ?? [])];
  return beside.some((other) => other !== control && hasEditor(other));
}

const EDITOR = 'iframe, [contenteditable]:not([contenteditable=false])';

const hasEditor = (element: Element) =>
  element.matches(EDITOR) || element.querySelector(EDITOR) !== null;
