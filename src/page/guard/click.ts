import { matches } from '../notes.ts';
import { pathOf } from '../tree.ts';
import { pressInWorld } from '../wire.ts';
import { formOf, type Guard, type Saved } from './guard.ts';
import { savedByName } from './plain-button.ts';

/**
 * Holds clicks that save: on the submit buttons of a form, on the save buttons that a policy names,
 * and on those that are plainly called so. The click is held rather than what follows from it, because
 * pages disable their buttons and show "Saving…" in their click handlers.
 */
export function holdClicks(guard: Guard, signal: AbortSignal): void {
  const onClick = (event: MouseEvent) => {
    if (guard.owns(event)) return;
    const path = pathOf(event).filter((element) => element instanceof HTMLElement);
    const saved = path.flatMap((element) => [
      ...savedByForm(guard, element),
      ...savedByPolicy(guard, element),
      ...savedByName(guard, element),
    ]);
    const [clicked] = path;
    if (!clicked || !saved.length) return;
    const notes = new Set(saved.flatMap((one) => one.notes));
    const within = saved.length === 1 ? (saved[0]?.within ?? null) : null;
    const isScript = path.some((element) => element.matches('a[href^="javascript:" i]'));
    guard.hold(event, [...notes], within, () => {
      if (!isScript || !pressInWorld(clicked)) clicked.dispatchEvent(again(event));
    });
  };
  window.addEventListener('click', onClick, { capture: true, signal });
}

/** What a submit button sends, unless the browser itself will refuse to send it. */
function savedByForm(guard: Guard, element: HTMLElement): Saved[] {
  if (!isSubmitButton(element)) return [];
  const form = formOf(element);
  if (!form) return [];
  const checked = !form.noValidate && !element.formNoValidate;
  const isRefused = checked && form.matches(':invalid');
  return isRefused ? [] : [{ notes: guard.inForm(form), within: form }];
}

function isSubmitButton(element: HTMLElement): element is HTMLButtonElement | HTMLInputElement {
  if (element instanceof HTMLButtonElement) return element.type === 'submit' && !element.disabled;
  return element instanceof HTMLInputElement && /^(submit|image)$/.test(element.type);
}

/** What a button saves because the policy says so. */
function savedByPolicy(guard: Guard, button: HTMLElement): Saved[] {
  const places = (guard.notes?.places() ?? [])
    .map(({ place }) => place)
    .filter(({ save }) => save !== undefined && matches(button, save));
  if (!places.length) return [];
  const form = formOf(button);
  const own = guard.notes?.all().filter((note) => places.includes(note.place)) ?? [];
  return [{ notes: form ? [...own, ...guard.inForm(form)] : own, within: form }];
}

/** The same click once more: where it was, and with the keys that were held. */
function again(event: MouseEvent): MouseEvent {
  const { detail, screenX, screenY, clientX, clientY, button, buttons } = event;
  const { ctrlKey, shiftKey, altKey, metaKey } = event;
  return new MouseEvent('click', {
    ...{ bubbles: true, cancelable: true, composed: true, view: window },
    ...{ detail, screenX, screenY, clientX, clientY, button, buttons },
    ...{ ctrlKey, shiftKey, altKey, metaKey },
  });
}
