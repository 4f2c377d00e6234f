import { formOf, type Guard } from './guard.ts';

/**
 * Holds Enter in a one-line field that stands in no form: only a script of the page can save on it.
 * In a form the key is left alone, because the browser makes a click or a submit event of it, which
 * is held as such.
 */
export function holdEnter(guard: Guard, signal: AbortSignal): void {
  let held = false;
  const onKeyDown = (event: KeyboardEvent) => {
    const input = event.target;
    if (event.key !== 'Enter' || event.isComposing || event.altKey) return;
    if (!(input instanceof HTMLInputElement) || formOf(input)) return;
    const note = guard.notes?.at(input);
    if (note && guard.hold(event, [note], () => pressEnter(input, event))) held = true;
  };
  // The key that was held comes up again; a page that saves on that must not see it either.
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !held) return;
    held = false;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true, signal });
  window.addEventListener('keyup', onKeyUp, { capture: true, signal });
}

/** Presses the held key again, as pages that look at old properties of the event know it. */
function pressEnter(input: HTMLInputElement, held: KeyboardEvent): void {
  const { key, code, ctrlKey, shiftKey, metaKey } = held;
  const init = { key, code, ctrlKey, shiftKey, metaKey, keyCode: 13, which: 13, charCode: 0 };
  const press = (type: string, charCode: number) =>
    input.dispatchEvent(
      new KeyboardEvent(type, {
        ...init,
        charCode,
        ...{ bubbles: true, cancelable: true, composed: true, view: window },
      }),
    );
  if (press('keydown', 0)) press('keypress', 13);
  press('keyup', 0);
}
