import type { Box } from '../fields/field.ts';
import { withKeysOf } from '../key-names.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import type { Place } from './chip-place.ts';
import type { Shown } from './view.tsx';

interface ChipProps {
  note: Note;
  /** What the page calls its field, where there are several chips. */
  at: string | undefined;
  /** See `chipPlace`. */
  place: Place;
  origin: Box | DOMRect;
  shown: Shown;
  messages: Messages;
}

/** The count at a field; opens the card of its one finding, or a list of several. */
export function Chip({ note, at, place, origin, shown, messages }: ChipProps) {
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
      aria-label={[unsaved && `${unsaved}.`, label, at].filter(Boolean).join(' ')}
      title={messages('chipHint', withKeysOf(shown.moveKey()))}
      data-grows={place.grows}
      style={{ left: `${place.x - origin.left}px`, top: `${place.y - origin.top}px` }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={open}
    >
      {unsaved ?? count}
    </button>
  );
}
