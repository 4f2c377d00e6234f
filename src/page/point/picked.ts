import { buttonAt, buttonName, buttonsIn, sameButtons } from './buttons.ts';
import { fieldAt, fieldsIn, isChoice, isSeen, nameFor, sameKindOf } from './fields.ts';
import { selectionFor, selectorFor } from './selector.ts';

/** What is pointed at: a field, or the button that saves it. */
export type Target = 'field' | 'button';

/** What was pointed at, as a policy can say where it is. */
export interface Picked {
  /** Selector of notes, of choices, or of buttons. */
  selector?: string;
  choices?: string;
  save?: string;
  /** The frame it stands in, where that has no address of its own. */
  frame?: string;
  /** The address of its page. Stays with the editor: it may name a pupil. */
  address: string;
  /** What to call it. */
  label: string;
  /** How many of the page the selector fits. */
  count: number;
  /** False for a field that no form sends: a script saves it. */
  isInForm: boolean;
}

/** What may be picked at an element. */
export const targetAt = (element: Element | null, target: Target): HTMLElement | null =>
  target === 'field' ? fieldAt(element) : buttonAt(element);

/** All that may be picked, and is to be seen. */
export const targetsIn = (page: Document, target: Target): HTMLElement[] =>
  (target === 'field' ? fieldsIn(page) : buttonsIn(page)).filter(isSeen);

/** What to say of an element, and all that it would be said of; null when no selector reaches it. */
export function pickedFrom(
  element: HTMLElement,
  target: Target,
): { picked: Picked; fits: HTMLElement[] } | null {
  const kind = target === 'field' ? sameKindOf(element) : sameButtons(element);
  const selection = selectionFor(element, kind);
  if (!selection) return null;
  const { selector, fits } = selection;
  const around = frameAround();
  const isOwn = /^https?:$/.test(location.protocol);
  const picked: Picked = {
    [target === 'button' ? 'save' : isChoice(element) ? 'choices' : 'selector']: selector,
    ...(around && !isOwn && { frame: selectorFor(around) }),
    address: isOwn || !around ? location.href : around.ownerDocument.location.href,
    label: target === 'field' ? nameFor(element, kind) : buttonName(element),
    count: fits.length,
    isInForm: Boolean('form' in element ? element.form : element.closest('form')),
  };
  return { picked, fits };
}

/** The element of the frame that this page stands in; null in a tab, and where the page may not know. */
function frameAround(): HTMLElement | null {
  try {
    return window.frameElement as HTMLElement | null;
  } catch {
    return null;
  }
}
