import { isChoice, nameFor, sameKindOf } from './fields.ts';
import { selectionFor, selectorFor } from './selector.ts';

/** A field that was pointed at, as a policy can say where it is. */
export interface Picked {
  /** Selector of notes; or else of choices. */
  selector?: string;
  choices?: string;
  /** The frame it stands in, where that has no address of its own. */
  frame?: string;
  /** The address of its page. Stays with the editor: it may name a pupil. */
  address: string;
  /** What to call it. */
  label: string;
  /** How many fields of the page the selector fits. */
  count: number;
}

/** What to say of a field, and all fields it would be said of; null when no selector reaches it. */
export function pickedFrom(field: HTMLElement): { picked: Picked; fits: HTMLElement[] } | null {
  const selection = selectionFor(field);
  if (!selection) return null;
  const { selector, fits } = selection;
  const around = frameAround();
  const isOwn = /^https?:$/.test(location.protocol);
  const picked: Picked = {
    ...(isChoice(field) ? { choices: selector } : { selector }),
    ...(around && !isOwn && { frame: selectorFor(around) }),
    address: isOwn || !around ? location.href : around.ownerDocument.location.href,
    label: nameFor(field, sameKindOf(field)),
    count: fits.length,
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
