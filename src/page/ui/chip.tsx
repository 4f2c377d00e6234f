import type { Box } from '../fields/field.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { type Covered, isCovered } from './covered.ts';
import { outward } from './outward.ts';
import type { Shown } from './view.tsx';

interface ChipProps {
  note: Note;
  /** See `chipPlace`. */
  place: Place;
  origin: Box | DOMRect;
  shown: Shown;
  messages: Messages;
}

/** The corner of a field that its chip stands at, in CSS pixels of the outermost page's viewport. */
export interface Place {
  left: number;
  top: number;
}

/** Where a note's chip stands; null when that is not to be seen. */
export function chipPlace({ field }: Note, covered: Covered = isCovered): Place | null {
  const seen = field.frame();
  // What is not laid out has no size.
  if (!seen?.width || !seen.height) return null;
  const frame = outward(seen);
  if (!frame || isHidden(field.element, seen, covered)) return null;
  return { left: frame.left + frame.width, top: frame.top + frame.height };
}

/** The count at the corner of a field; opens the card of its one finding, or a list of several. */
export function Chip({ note, place, origin, shown, messages }: ChipProps) {
  const { findings } = note;
  const count = findings.length;
  const asks = findings.some((finding) => finding.severity !== 'hint');
  const label = messages(count === 1 ? 'chipOne' : 'chipMany', count);
  const unsaved = shown.isUnsaved(note)
    ? messages(count === 1 ? 'chipUnsavedOne' : 'chipUnsavedMany', count)
    : null;
  const isOpen = [shown.card, shown.list].some((panel) => panel?.note === note);
  const open = (event: MouseEvent) => {
    if (!event.isTrusted) return;
    shown.openList(note);
  };
  return (
    <button
      type="button"
      class="chip"
      data-asks={String(asks)}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={unsaved ? `${unsaved}. ${label}` : label}
      title={messages('chipHint')}
      style={{
        left: `${place.left - origin.left - 6}px`,
        top: `${place.top - origin.top}px`,
      }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={open}
    >
      {unsaved ?? count}
    </button>
  );
}

/** True when the corner that the chip stands at and the middle lie under something of the page. */
const isHidden = (element: Element, { left, top, width, height }: Box, covered: Covered): boolean =>
  [
    { left: left + width - 4, top: top + height - 4, width: 4, height: 4 },
    { left, top, width, height: height / 2 },
  ].every((box) => covered(element, box));
