import { pathOf } from '../tree.ts';
import { formOf, type Guard } from './guard.ts';

/**
 * Holds keys that save: Enter in a one-line field that stands in no form, where only a script of the
 * page can save on it, Ctrl+Enter and Ctrl+S in any note. Enter in a form is left alone, because the
 * browser makes a click or a submit event of it, which is held as such.
 */
export function holdKeys(guard: Guard, signal: AbortSignal): void {
  let held = '';
  const onKeyDown = (event: KeyboardEvent) => {
    const [element] = pathOf(event);
    if (!(element instanceof HTMLElement) || !maySave(event, element)) return;
    const note = guard.notes?.at(element);
    if (!note) return;
    const form = formOf(note.field.element);
    const notes = form ? [...new Set([note, ...guard.inForm(form)])] : [note];
    if (guard.hold(event, notes, form ?? element, () => pressAgain(element, event)))
      held = event.code;
  };
  // The key that was held comes up again; a page that saves on that must not see it either.
  const onKeyUp = (event: KeyboardEvent) => {
    if (held === '' || event.code !== held || !event.isTrusted) return;
    held = '';
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', onKeyDown, { capture: true, signal });
  window.addEventListener('keyup', onKeyUp, { capture: true, signal });
}

function maySave(event: KeyboardEvent, element: HTMLElement): boolean {
  const { key, ctrlKey, metaKey, altKey, isComposing } = event;
  if (isComposing || altKey) return false;
  if (ctrlKey || metaKey) return key === 'Enter' || key.toLowerCase() === 's';
  return key === 'Enter' && element instanceof HTMLInputElement && !formOf(element);
}

/** Presses the held key again, as pages that look at old properties of the event know it. */
function pressAgain(element: HTMLElement, held: KeyboardEvent): void {
  const { key, code, keyCode, ctrlKey, shiftKey, metaKey } = held;
  const press = (type: string, charCode: number) =>
    element.dispatchEvent(
      new KeyboardEvent(type, {
        ...{ key, code, ctrlKey, shiftKey, metaKey, keyCode, which: keyCode, charCode },
        ...{ bubbles: true, cancelable: true, composed: true, view: window },
      }),
    );
  // A key that writes nothing has no keypress.
  if (press('keydown', 0) && key === 'Enter') press('keypress', keyCode);
  press('keyup', 0);
}
