import type { Box, Field, Span } from './field.ts';
import { throughContainers } from './view-port.ts';

/** Drop-down lists and radio buttons: what is read is the label of the option that is chosen. */
export function choice(element: Element): Field | null {
  if (element instanceof HTMLSelectElement) return new Choice(element, optionsOf);
  const isRadio = element instanceof HTMLInputElement && element.type === 'radio';
  return isRadio ? new Choice(element, radiosOf) : null;
}

/** One thing to choose: what people read of it, whether it is chosen, and how to choose it. */
interface Option {
  label: string;
  chosen: boolean;
  choose(): void;
}

class Choice<E extends HTMLSelectElement | HTMLInputElement> implements Field {
  readonly element: E;
  readonly #options: (element: E) => Option[];

  constructor(element: E, options: (element: E) => Option[]) {
    this.element = element;
    this.#options = options;
  }

  read(): string {
    // Of a group of radio buttons only the chosen one has something to say.
    if (this.element instanceof HTMLInputElement && !this.element.checked) return '';
    const chosen = this.#options(this.element).filter((option) => option.chosen);
    return chosen.map((option) => option.label).join(', ');
  }

  boxes(spans: readonly Span[]): Box[][] {
    const frame = this.frame();
    return spans.map(() => (frame ? [frame] : []));
  }

  frame(): Box | null {
    const labelled = this.element.labels?.[0];
    const shown = this.element instanceof HTMLInputElement && labelled ? labelled : this.element;
    const { left, top, width, height } = shown.getBoundingClientRect();
    return throughContainers(shown, { left, top, width, height });
  }

  /** Another option can be chosen in its place, and no other text put there. */
  takes(_: Span, text: string): boolean {
    return this.#option(text) !== undefined;
  }

  replace(_: Span, text: string): void {
    this.#option(text)?.choose();
  }

  caret(): null {
    return null;
  }

  putCaret(): void {
    this.element.focus();
  }

  editable(): boolean {
    return !this.element.matches(':disabled');
  }

  close(): void {}

  #option(text: string): Option | undefined {
    const wanted = text.trim().toLowerCase();
    return this.#options(this.element).find(({ label }) => label.toLowerCase() === wanted);
  }
}

function optionsOf(select: HTMLSelectElement): Option[] {
  return [...select.options]
    .filter((option) => !option.disabled)
    .map((option) => ({
      label: option.label.trim(),
      chosen: option.selected,
      choose() {
        select.value = option.value;
        tell(select);
      },
    }));
}

/** The radio buttons of a group: those of its form with the same name (HTML standard). */
function radiosOf(radio: HTMLInputElement): Option[] {
  const root = radio.getRootNode() as Document | ShadowRoot;
  const own = [...root.querySelectorAll<HTMLInputElement>('input[type=radio]')].filter(
    ({ name, form, disabled }) => name === radio.name && form === radio.form && !disabled,
  );
  return (radio.name ? own : [radio]).map((one) => ({
    label: labelOf(one),
    chosen: one === radio && one.checked,
    choose() {
      one.checked = true;
      tell(one);
    },
  }));
}

const labelOf = (radio: HTMLInputElement) =>
  (radio.getAttribute('aria-label') ?? radio.labels?.[0]?.textContent ?? radio.value).trim();

/** The events that a choice by hand fires. */
function tell(element: HTMLElement): void {
  element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}
