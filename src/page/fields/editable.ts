import { aroundOf } from '../tree.ts';
import { boxesOf, type Content, contentOf, offsetOf, rangeOf } from './content.ts';
import type { Box, Field, Span } from './field.ts';
import { reveal } from './reveal.ts';
import { isTurned } from './scale.ts';
import { caretBoxAt, select, selectionEnd } from './selection.ts';
import { innerBox, inView, throughContainers } from './view-port.ts';
import { write } from './write.ts';

/** Rich text: elements that the browser itself lets people edit, whatever editor stands behind them. */
export function editable(element: Element): Field | null {
  return element instanceof HTMLElement && isEditable(element) && hostOf(element) === element
    ? new Editable(element)
    : null;
}

/** Firefox does not call what stands in a document of `designMode` editable. */
const isEditable = (element: HTMLElement) => element.isContentEditable || isDesigned(element);
const isDesigned = ({ ownerDocument }: Element) => ownerDocument.designMode === 'on';

/** The outermost element that is edited together with an element of rich text; else itself. */
export function hostOf(element: Element): Element {
  if (!(element instanceof HTMLElement) || !isEditable(element)) return element;
  // In rich text a control is still a field of its own.
  if (element.matches('input, textarea, select')) return element;
  if (isDesigned(element)) return element.ownerDocument.body;
  let host: HTMLElement = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

class Editable implements Field {
  readonly element: HTMLElement;
  readonly isPlain = false;
  readonly #observer: MutationObserver;
  /** What was read last, while nothing has changed since. */
  #content: Content | null = null;
  #changed: (() => void) | null = null;

  constructor(element: HTMLElement) {
    this.element = element;
    this.#observer = new MutationObserver(() => {
      this.#content = null;
      this.#changed?.();
    });
  }

  read(): string {
    return this.#read().text;
  }

  boxes(spans: readonly Span[]): Box[][] {
    const frame = this.frame();
    if (!frame || isTurned(aroundOf(this.element))) return spans.map(() => []);
    const content = this.#read();
    return spans.map((span) => boxesOf(content, span).flatMap((box) => inView(box, frame) ?? []));
  }

  frame(): Box | null {
    return throughContainers(this.element, innerBox(this.element));
  }

  takes(): boolean {
    return true;
  }

  replace({ start, end }: Span, text: string): void {
    this.#focus();
    const range = rangeOf(this.#read(), start, end);
    if (range) write(this.element, range, text);
  }

  reveal(span: Span): void {
    // From the innermost element that holds the words: what scrolls may stand within the note.
    const node = rangeOf(this.#read(), span.start, span.end)?.startContainer;
    const within = node instanceof Element ? node : node?.parentElement;
    reveal(within ?? this.element, () => boxesOf(this.#read(), span)[0] ?? null);
  }

  caret(): number | null {
    const end = selectionEnd(this.element);
    return end && this.element.contains(end.node)
      ? offsetOf(this.#read(), end.node, end.offset)
      : null;
  }

  caretBox(): Box | null {
    const end = selectionEnd(this.element);
    return end && this.element.contains(end.node) ? caretBoxAt(end.node, end.offset) : null;
  }

  putCaret(offset: number): void {
    this.#focus();
    const range = rangeOf(this.#read(), offset, offset);
    if (range) select(range);
  }

  editable(): boolean {
    return isEditable(this.element);
  }

  watch(changed: () => void, signal: AbortSignal): void {
    this.#changed = changed;
    this.#read();
    signal.addEventListener('abort', () => {
      this.#changed = null;
    });
  }

  close(): void {
    this.#observer.disconnect();
    this.#content = null;
  }

  #focus(): void {
    // A document of `designMode` has the focus as a whole.
    if (isDesigned(this.element)) window.focus();
    else this.element.focus();
  }

  /** A note of 200 kB is thousands of nodes; between two changes it is read once. */
  #read(): Content {
    if (this.#observer.takeRecords().length) {
      this.#content = null;
      if (this.#changed) queueMicrotask(this.#changed);
    }
    if (!this.#content) {
      this.#observer.observe(this.element, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      this.#content = contentOf(this.element);
    }
    return this.#content;
  }
}
