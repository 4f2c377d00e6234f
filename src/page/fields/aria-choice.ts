import { boxesOf, type Content, contentOf } from './content.ts';
import type { Box, Field, Span } from './field.ts';
import { TextControl } from './text-control.ts';
import { innerBox, inView, throughContainers } from './view-port.ts';

/**
 * Lists that a page has made itself, by what they say to screen readers (ARIA): a listbox or group of
 * radios is read by the labels that are chosen in it, a combobox by the text that it shows.
 */
export function ariaChoice(element: Element, workshop: () => HTMLElement): Field | null {
  if (!(element instanceof HTMLElement)) return null;
  const role = element.getAttribute('role') ?? '';
  if (element instanceof HTMLInputElement) {
    return role === 'combobox' && element.type === 'text'
      ? new ComboInput(element, workshop)
      : null;
  }
  if (element instanceof HTMLSelectElement) return null;
  return CHOICES.includes(role) ? new AriaChoice(element) : null;
}

const CHOICES = ['listbox', 'radiogroup', 'combobox'];
const ROLES = CHOICES.map((role) => `[role=${role}]`).join(', ');

/** The list that an option or what stands in it belongs to, an element of ours to read; or null. */
export const ariaChoiceAround = (element: Element): Element | null => element.closest(ROLES);

/** An input with a list of its own: what is typed is read, and a text of the list is chosen there. */
class ComboInput extends TextControl {
  override readonly isPlain = false;

  override takes(_: Span, text: string): boolean {
    return optionNamed(this.element, text) !== undefined;
  }

  override replace(_: Span, text: string): void {
    chooseByHand(optionNamed(this.element, text));
  }
}

class AriaChoice implements Field {
  readonly element: HTMLElement;
  readonly isPlain = false;

  constructor(element: HTMLElement) {
    this.element = element;
  }

  read(): string {
    return this.#contents()
      .map(({ text }) => text)
      .join(SEPARATOR);
  }

  boxes(spans: readonly Span[]): Box[][] {
    const frame = this.frame();
    if (!frame) return spans.map(() => []);
    const boxes: Box[][] = spans.map(() => []);
    let at = 0;
    for (const content of this.#contents()) {
      spans.forEach(({ start, end }, i) => {
        const own = boxesOf(content, { start: Math.max(0, start - at), end: end - at });
        boxes[i]?.push(...own.flatMap((box) => inView(box, frame) ?? []));
      });
      at += content.text.length + SEPARATOR.length;
    }
    return boxes;
  }

  frame(): Box | null {
    return throughContainers(this.element, innerBox(this.element));
  }

  /** Another option can be chosen in its place, and no other text put there. */
  takes(_: Span, text: string): boolean {
    return optionNamed(this.element, text) !== undefined;
  }

  replace(span: Span, text: string): void {
    const other = optionNamed(this.element, text);
    // Where several are chosen, the new one takes the place of just one.
    const before = this.element.getAttribute('aria-multiselectable') === 'true' && this.#at(span);
    if (before) chooseByHand(before);
    if (other && !isChosen(other)) chooseByHand(other);
  }

  reveal(span: Span): void {
    (this.#at(span) ?? this.element).scrollIntoView({ block: 'nearest' });
  }

  caret(): null {
    return null;
  }

  caretBox(): null {
    return null;
  }

  putCaret(): void {
    this.element.focus();
  }

  editable(): boolean {
    return !this.element.matches('[aria-disabled=true], [aria-readonly=true], :disabled');
  }

  watch(changed: () => void, signal: AbortSignal): void {
    const observer = new MutationObserver(changed);
    observer.observe(this.element, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['aria-selected', 'aria-checked'],
    });
    signal.addEventListener('abort', () => observer.disconnect());
  }

  close(): void {}

  /** What is chosen; of a combobox what it shows. */
  #contents(): Content[] {
    return this.element.getAttribute('role') === 'combobox'
      ? [contentOf(this.element)]
      : optionsOf(this.element).filter(isChosen).map(contentOf);
  }

  /** The chosen option that a span of the note lies in. */
  #at({ start }: Span): HTMLElement | undefined {
    let at = 0;
    return optionsOf(this.element)
      .filter(isChosen)
      .find((option) => {
        at += contentOf(option).text.length + SEPARATOR.length;
        return start < at;
      });
  }
}

const SEPARATOR = ', ';

/** The options of a list: those in it, and in the lists that it says it opens or owns. */
function optionsOf(element: HTMLElement): HTMLElement[] {
  const root = element.getRootNode() as Document | ShadowRoot;
  const named = ['aria-controls', 'aria-owns'].flatMap((name) =>
    (element.getAttribute(name) ?? '').split(/\s+/).filter((id) => id !== ''),
  );
  const lists = [element, ...named.flatMap((id) => root.getElementById(id) ?? [])];
  const options = lists.flatMap((list) => [
    ...(list.matches(OPTION) ? [list] : []),
    ...list.querySelectorAll<HTMLElement>(OPTION),
  ]);
  return [...new Set(options)].filter((option) => option.getAttribute('aria-disabled') !== 'true');
}

const OPTION = '[role=option], [role=radio]';

const isChosen = (option: HTMLElement) =>
  option.getAttribute('aria-selected') === 'true' || option.getAttribute('aria-checked') === 'true';

function optionNamed(element: HTMLElement, text: string): HTMLElement | undefined {
  const wanted = text.trim().toLowerCase();
  return optionsOf(element).find(
    (option) => contentOf(option).text.trim().toLowerCase() === wanted,
  );
}

/** What a mouse does to an element: pages listen for one or other of these. */
function chooseByHand(option: HTMLElement | undefined): void {
  if (!option) return;
  const { left, top, width, height } = option.getBoundingClientRect();
  const init = {
    ...{ bubbles: true, cancelable: true, composed: true, view: window, detail: 1 },
    ...{ clientX: left + width / 2, clientY: top + height / 2 },
  };
  const pointer = { ...init, pointerId: 1, pointerType: 'mouse', isPrimary: true };
  option.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, buttons: 1 }));
  option.dispatchEvent(new MouseEvent('mousedown', { ...init, buttons: 1 }));
  option.dispatchEvent(new PointerEvent('pointerup', pointer));
  option.dispatchEvent(new MouseEvent('mouseup', init));
  option.dispatchEvent(new MouseEvent('click', init));
}
