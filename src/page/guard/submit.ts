import type { Guard } from './guard.ts';

/** Holds the sending of forms, before the page's own handlers see it. */
export function holdSubmits(guard: Guard, signal: AbortSignal): void {
  const onSubmit = (event: SubmitEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const { submitter } = event;
    guard.watch(event, guard.inForm(form), () => requestSubmit(form, submitter));
  };
  window.addEventListener('submit', onSubmit, { capture: true, signal });
}

/** Sends a form as its submitter would; a form may hold inputs named "requestSubmit" or "submit". */
function requestSubmit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const own = submitter?.isConnected ? submitter : null;
  HTMLFormElement.prototype.requestSubmit.call(form, own);
}
