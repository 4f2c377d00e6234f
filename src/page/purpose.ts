import type { Add } from './additions.ts';
import { watchMoves } from './fields/moves.ts';
import { Folded } from './folded.ts';
import { framesAround } from './frames.ts';
import type { Note } from './notes.ts';
import { Pause } from './pause.ts';
import { Front } from './ui/front.ts';
import { frameIn } from './ui/outward.ts';
import { drawPurpose, formOf, PURPOSE_STYLE, type Said } from './ui/purpose.tsx';
import type { Form } from './ui/purpose-place.ts';

/** So long after the focus the purpose is said aloud: first comes what the page calls its field. In milliseconds. */
const TELL_AFTER = 700;

/** So long after the last key or click it is looked what the page has opened for it, in milliseconds. */
const LOOK_AFTER = 200;

/**
 * Shows what a field is for, in the policy's own line, while it has the focus. It is placed when the field
 * gets the focus or changes its size, goes along when that moves, and looks for what the page has opened
 * over it when typing, clicking or moving has paused; a key itself only sets that time anew.
 */
export const purposeLine: Add = ({ messages, language, notes, focused }, signal) => {
  const front = new Front(PURPOSE_STYLE, messages, 'below');
  const folded = new Folded(() => draw(), signal);
  /** Ids of fields whose purpose was said aloud on this page. */
  const told = new Set<string>();
  let shown: { note: Note; left: AbortController } | null = null;
  /** How often somebody has asked for it since the field has the focus: then it may lie over the page. */
  let asked = 0;
  /** True when the next drawing has to look whether the page has opened something over the line. */
  let isLooking = false;
  const looking = new Pause(LOOK_AFTER, () => {
    isLooking = true;
    draw();
  });
  let said: Said | null = null;
  /** True from when it was asked to be unfolded until it is seen how it stands there. */
  let isUnfolding = false;
  let frame = 0;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const at = shown && frameIn(shown.note.field);
      if (!at && !front.host) return;
      const { marks, panels } = front.at(shown ? [shown.note.field.element] : []);
      const isFolded = shown && folded.has(shown.note.policyField.id);
      drawPurpose(panels, {
        said,
        shown: shown && at && isFolded !== null ? { ...shown, at, isFolded, asked } : null,
        isLooking,
        origin: marks.getBoundingClientRect(),
        language,
        messages,
        toggle,
      });
      isLooking = false;
      if (isUnfolding && shown && isFolded !== null) keepUnfolded(shown.note, formOf(panels));
    });
  };

  /** Where it lies over the page it was opened for now only; where it has room it stays. */
  const keepUnfolded = ({ policyField: { id } }: Note, form: Form | null) => {
    isUnfolding = false;
    if (form === 'line' && folded.has(id)) folded.toggle(id);
  };

  /** Not while somebody types: what a page opens for that, as lists of names, stays. */
  const lookSoon = () => {
    if (shown) looking.again();
  };

  /** It goes along at once; whether there is room for more than its sign now is looked at when it stands still. */
  const move = () => {
    draw();
    lookSoon();
  };

  const enter = (note: Note) => {
    if (note === shown?.note) return;
    leave();
    const left = new AbortController();
    shown = { note, left };
    // In a frame it shows in the page around it, and moves with that.
    for (const one of [note.field.element, ...framesAround()]) watchMoves(one, move, left.signal);
    telling = setTimeout(() => tell(note), TELL_AFTER);
    draw();
  };

  const leave = () => {
    if (!shown) return;
    clearTimeout(telling);
    shown.left.abort();
    shown = null;
    asked = 0;
    isUnfolding = false;
    looking.cancel();
    said = null;
    draw();
  };

  /** Once for a field of the policy: a class list has thirty. */
  const tell = ({ policyField: { id, purpose } }: Note) => {
    if (folded.has(id) !== false || told.has(id)) return;
    told.add(id);
    said = { text: purpose, language };
    draw();
  };

  const toggle = () => {
    if (!shown) return;
    const { id, purpose } = shown.note.policyField;
    const isFolded = folded.has(id);
    const form = front.host && formOf(front.host.panels);
    // Who comes from the card has asked for the line, which is there in a moment.
    if (!form && isFolded === false) return;
    const isOpen = form === 'line' || form === 'over';
    said = isOpen
      ? { text: messages('purposeFolded'), language: messages('language') }
      : { text: purpose, language };
    asked = isOpen ? 0 : asked + 1;
    isUnfolding = !isOpen;
    // What stood there of itself is folded away for good; what was only looked at is not.
    if (form === 'line' && !isFolded) folded.toggle(id);
    else draw();
  };

  const look = (note: Note | null) => {
    if (note?.policyField.purpose && note.field.editable()) enter(note);
    else leave();
  };
  const options = { capture: true, passive: true, signal };
  const onFocus = (event: FocusEvent) => {
    // An element that a script calls focused is not.
    if (event.isTrusted && !isOwn(event.target)) look(notes.of(event));
  };
  /** Screen readers, and whoever presses by voice, give the line's button the focus before they press it. */
  const isOwn = (to: EventTarget | null) => to !== null && to === front.host?.element;
  const onLeave = ({ relatedTarget }: FocusEvent) => {
    if (!isOwn(relatedTarget)) leave();
  };
  window.addEventListener('focusin', onFocus, options);
  window.addEventListener('focusout', onLeave, options);
  const onLayer = () => {
    front.cover();
    if (shown) draw();
  };
  for (const type of ['toggle', 'fullscreenchange'])
    window.addEventListener(type, onLayer, options);
  for (const type of ['click', 'keyup']) window.addEventListener(type, lookSoon, options);
  const end = () => {
    leave();
    cancelAnimationFrame(frame);
    frame = 0;
    front.close();
  };
  // A frame that is taken out of the page has shown its line outside of itself.
  window.addEventListener('pagehide', end, options);
  // It comes back by "Back" with the focus where it was.
  window.addEventListener('pageshow', ({ persisted }) => persisted && look(focused()), options);
  signal.addEventListener('abort', end);
  // A field may have the focus before the policy is there.
  look(focused());
  return { doing: { purpose: toggle } };
};
