import type { Line } from './line.ts';
import { apply } from './natives.ts';
import { wrap } from './wrap.ts';

/**
 * Holds forms that scripts send: `submit` tells nobody, and the event that `requestSubmit` fires does
 * not come out of shadow roots.
 */
export function holdForms(line: Line): void {
  const { prototype } = HTMLFormElement;
  const { submit, requestSubmit } = prototype;
  const { matches } = Element.prototype;
  wrap(prototype, 'submit', (form, _, pass) => {
    const held = line.holdForm(form, { go: () => apply(submit, form, []), fail() {} });
    if (!held) pass();
  });
  wrap(prototype, 'requestSubmit', (form, [submitter], pass) => {
    // The browser itself refuses a form that is not filled in rightly, and says so.
    const button = submitter as HTMLButtonElement | null | undefined;
    const isChecked = !button?.formNoValidate && !form.hasAttribute('novalidate');
    if (isChecked && !apply(matches, form, [':valid'])) return pass();
    const held = line.holdForm(form, {
      go() {
        try {
          apply(requestSubmit, form, [submitter]);
        } catch {
          // The page has changed the button in the meantime: it submits no more, or not this form.
          apply(requestSubmit, form, []);
        }
      },
      fail() {},
    });
    if (!held) pass();
  });
}
