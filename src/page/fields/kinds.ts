import { choice } from './choice.ts';
import { editable } from './editable.ts';
import type { FieldKind } from './field.ts';
import { textControl } from './text-control.ts';

/** The kinds of field. A new kind is a file and a line here. */
export const FIELD_KINDS: readonly FieldKind[] = [textControl, editable, choice];
