import type { Box, Field } from './field.ts';
import { Mirror } from './mirror.ts';

/** Input types that hold plain text; an unknown or missing type is "text" (HTML standard). */
const TEXT_TYPES = ['text', 'search'];

/** Textareas, and inputs of plain text. */
export function textControl(element: Element, workshop: () => HTMLElement): Field | null {
  const isText =
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && TEXT_TYPES.includes(element.type));
  return isText ? new TextControl(element, workshop) : null;
}

class TextControl implements Field {
  readonly element: HTMLTextAreaElement | HTMLInputElement;
  readonly #workshop: () => HTMLElement;
  #mirror: Mirror | null = null;

  constructor(element: HTMLTextAreaElement | HTMLInputElement, workshop: () => HTMLElement) {
    this.element = element;
    this.#workshop = workshop;
  }

  read(): string {
    return this.element.value;
  }

  boxes(start: number, end: number): Box[] {
    const { left, top, width } = this.element.getBoundingClientRect();
    const scale = this.element.offsetWidth ? width / this.element.offsetWidth : 1;
    const { scrollLeft, scrollTop } = this.element;
    const frame = this.frame();
    this.#mirror ??= new Mirror(this.element, this.#workshop());
    return this.#mirror
      .boxes(start, end)
      .map((box) => ({
        left: left + (box.left - scrollLeft) * scale,
        top: top + (box.top - scrollTop) * scale,
        width: box.width * scale,
        height: box.height * scale,
      }))
      .map((box) => cut(box, frame))
      .filter((box) => box !== null);
  }

  frame(): Box {
    const { element } = this;
    const rect = element.getBoundingClientRect();
    const scale = element.offsetWidth ? rect.width / element.offsetWidth : 1;
    return {
      left: rect.left + element.clientLeft * scale,
      top: rect.top + element.clientTop * scale,
      width: element.clientWidth * scale,
      height: element.clientHeight * scale,
    };
  }

  replace(start: number, end: number, text: string): void {
    this.element.focus();
    this.element.setSelectionRange(start, end);
    // The one way that keeps the undo history and fires the events that frameworks listen to.
    document.execCommand('insertText', false, text);
  }

  caret(): number | null {
    if (this.element.getRootNode() instanceof Document && document.activeElement !== this.element) {
      return null;
    }
    return this.element.selectionEnd;
  }

  putCaret(offset: number): void {
    this.element.focus();
    this.element.setSelectionRange(offset, offset);
  }

  editable(): boolean {
    return !this.element.disabled && !this.element.readOnly;
  }

  close(): void {
    this.#mirror?.close();
    this.#mirror = null;
  }
}

/** The part of a box that lies in a frame; null when a sliver or nothing does. */
function cut(box: Box, frame: Box): Box | null {
  const left = Math.max(box.left, frame.left);
  const right = Math.min(box.left + box.width, frame.left + frame.width);
  // A line counts while its lower part, where the mark is drawn, is in view.
  const bottom = box.top + box.height;
  const inView = bottom > frame.top + 2 && bottom <= frame.top + frame.height + 2;
  if (!inView || right - left < 1) return null;
  return { left, top: box.top, width: right - left, height: box.height };
}
