import type { Box, Field, Span } from './field.ts';
import { cut, throughContainers } from './view-port.ts';

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
  /** Where it is shown by itself, as in a list that is open. */
  shown: Element | null;
  /** Chooses it; where several may be chosen, in the place of another. */
  choose(before: Option | undefined): void;
}

class Choice<E extends HTMLSelectElement | HTMLInputElement> implements Field {
  readonly element: E;
  readonly isPlain = false;
  readonly #options: (element: E) => Option[];

  constructor(element: E, options: (element: E) => Option[]) {
    this.element = element;
    this.#options = options;
  }

  read(): string {
    return this.#chosen()
      .map((option) => option.label)
      .join(SEPARATOR);
  }

  boxes(spans: readonly Span[]): Box[][] {
    const frame = this.frame();
    return spans.map((span) => {
      const shown = this.#at(span)?.shown;
      const box = frame && shown ? cut(boxOf(shown), frame) : frame;
      return box ? [box] : [];
    });
  }

  frame(): Box | null {
    const labelled = this.element.labels?.[0];
    const shown = this.element instanceof HTMLInputElement && labelled ? labelled : this.element;
    return throughContainers(shown, boxOf(shown));
  }

  /** Another option can be chosen in its place, and no other text put there. */
  takes(_: Span, text: string): boolean {
    return this.#option(text) !== undefined;
  }

  replace(span: Span, text: string): void {
    this.#option(text)?.choose(this.#at(span));
  }

  reveal(span: Span): void {
    (this.#at(span)?.shown ?? this.element).scrollIntoView({ block: 'nearest' });
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
    return !this.element.matches(':disabled');
  }

  close(): void {}

  /** Of a group of radio buttons only the chosen one has something to say. */
  #chosen(): Option[] {
    return this.#options(this.element).filter((option) => option.chosen);
  }

  /** The chosen option that a span of the note lies in. */
  #at({ start }: Span): Option | undefined {
    let at = 0;
    return this.#chosen().find(({ label }) => {
      at += label.length + SEPARATOR.length;
      return start < at;
    });
  }

  #option(text: string): Option | undefined {
    const wanted = text.trim().toLowerCase();
    return this.#options(this.element).find(({ label }) => label.toLowerCase() === wanted);
  }
}

const SEPARATOR = ', ';

function boxOf(element: Element): Box {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}

function optionsOf(select: HTMLSelectElement): Option[] {
  const isList = select.multiple || select.size > 1;
  return [...select.options]
    .filter((option) => !option.disabled)
    .map((option) => ({
      label: option.label.trim(),
      chosen: option.selected,
      shown: isList ? option : null,
      choose(before) {
        const old = [...select.selectedOptions].find((o) => o.label.trim() === before?.label);
        if (old) old.selected = false;
        option.selected = true;
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
    shown: null,
    // Frameworks listen for the click, which brings the other events with it.
    choose: () => {
      one.focus();
      one.click();
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
