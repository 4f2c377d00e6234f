import { formOf, type Guard } from './guard.ts';

/** Holds Enter in a one-line field: it sends the form, or a script of the page saves on it. */
export function holdEnter(guard: Guard, signal: AbortSignal): void {
  const onKeyDown = (event: KeyboardEvent) => {
    const input = event.target;
    if (event.key !== 'Enter' || event.isComposing || !(input instanceof HTMLInputElement)) return;
    if (event.altKey || event.metaKey) return;
    const note = guard.notes.at(input);
    if (!note) return;
    const form = formOf(input);
    const notes = form ? guard.inForm(form) : [note];
    guard.watch(event, notes, () => pressEnter(input, event));
  };
  window.addEventListener('keydown', onKeyDown, { capture: true, signal });
}

/**
 * Does what the held key would have done: the page's handlers see it, and unless one of them takes
 * it, the form is sent as by implicit submission (HTML standard, 4.10.21.2): with its first submit
 * button, or without one when only this field would block it.
 */
function pressEnter(input: HTMLInputElement, held: KeyboardEvent): void {
  const { key, code, ctrlKey, shiftKey } = held;
  const init = { key, code, ctrlKey, shiftKey, bubbles: true, cancelable: true, composed: true };
  if (!input.dispatchEvent(new KeyboardEvent('keydown', init))) return;
  const form = formOf(input);
  if (!form) return;
  const elements = [...form.elements];
  const button = elements.find(
    (e): e is HTMLButtonElement | HTMLInputElement =>
      (e instanceof HTMLButtonElement && e.type === 'submit') ||
      (e instanceof HTMLInputElement && /^(submit|image)$/.test(e.type)),
  );
  if (button) {
    if (!button.disabled) button.click();
    return;
  }
  const blocking = elements.filter((e) => e instanceof HTMLInputElement && BLOCKING.test(e.type));
  if (blocking.length <= 1) HTMLFormElement.prototype.requestSubmit.call(form);
}

/** The fields that keep a form without a submit button from being sent by Enter. */
const BLOCKING =
  /^(text|search|tel|url|email|password|date|month|week|time|datetime-local|number)$/;
