import { pathOf } from '../tree.ts';
import type { Guard } from './guard.ts';

/**
 * Holds the sending of forms, before the page's own handlers see it. Such an event does not come out
 * of a shadow root: we listen on each that is entered.
 */
export function holdSubmits(guard: Guard, signal: AbortSignal): void {
  const onSubmit = (event: SubmitEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const { submitter, isTrusted } = event;
    guard.hold(event, guard.inForm(form), form, () => {
      if (isTrusted) requestSubmit(form, submitter);
      // A script only told the page's handlers: they are told again, and nothing is sent.
      else form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    });
  };
  const entered = new WeakSet<Node>();
  const onEnter = (event: Event) => {
    for (const element of pathOf(event)) {
      const root = element.getRootNode();
      if (!(root instanceof ShadowRoot) || entered.has(root)) continue;
      entered.add(root);
      root.addEventListener('submit', (e) => onSubmit(e as SubmitEvent), { capture: true, signal });
    }
  };
  window.addEventListener('submit', onSubmit, { capture: true, signal });
  for (const type of ['focusin', 'click']) {
    window.addEventListener(type, onEnter, { capture: true, passive: true, signal });
  }
}

/** Sends a form as its submitter would; a form may hold inputs named "requestSubmit" or "submit". */
function requestSubmit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  try {
    HTMLFormElement.prototype.requestSubmit.call(form, submitter);
  } catch {
    // The page has changed the button in the meantime: it submits no more, or not this form.
    HTMLFormElement.prototype.requestSubmit.call(form);
  }
}
