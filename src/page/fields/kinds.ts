import { ariaChoice, ariaChoiceAround } from './aria-choice.ts';
import { choice } from './choice.ts';
import { editable, hostOf } from './editable.ts';
import type { FieldKind } from './field.ts';
import { textControl } from './text-control.ts';

/** The kinds of field, the more particular first. A new kind is a file and a line here. */
export const FIELD_KINDS: readonly FieldKind[] = [ariaChoice, textControl, editable, choice];

/** The elements whose field a key or click on an element may be about, innermost first. */
export function fieldsAround(target: Element): Element[] {
  const host = hostOf(target);
  const list = ariaChoiceAround(host);
  // What can be edited may stand in what cannot, and that again in rich text: the caption of a picture.
  const outer = host.parentElement?.closest('[contenteditable]:not([contenteditable=false])');
  return [...new Set([host, ...(list ? [list] : []), ...(outer ? [hostOf(outer)] : [])])];
}
