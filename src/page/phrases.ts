import type { Add } from './additions.ts';
import { OWN } from './alive.ts';
import type { Span } from './fields/field.ts';
import { framesAround, outerOf } from './frames.ts';
import type { HearsKey } from './keys.ts';
import type { Note } from './notes.ts';
import { pathOf } from './tree.ts';
import { Front } from './ui/front.ts';
import { drawPhrases, PHRASES_STYLE, type Said } from './ui/phrases.tsx';

/** So long the list is there before it is said aloud, and so long a pause in the typing is. In milliseconds. */
const SAY_AFTER = 250;
/** So long a slash is waited for to be written, in milliseconds. */
const SLASH_WITHIN = 1000;

/** A list of ready phrases that is open. */
interface List {
  note: Note;
  /** Where what is typed for the list begins: at its slash, or where the caret stood. */
  start: number;
  /** "/" when it was opened by one, else nothing. */
  slash: '' | '/';
  /** What stands behind the caret: when it changes, the caret has moved over words of the note. */
  behind: string;
  /** What was typed behind that; only phrases with these words are listed. */
  typed: string;
  phrases: readonly string[];
  active: number;
  closed: AbortController;
}

/**
 * Lists the ready phrases of the policy at the caret: by "/" at the start of a line, or by a key of
 * the extension. Arrows, Enter and Escape are for the list while it shows something; what else is typed goes
 * into the note as ever, and narrows the list. Tab leads on through the form: who has typed "/" for a tick
 * and goes on must not find a phrase in the note.
 */
export const readyPhrases: Add = ({ notes, messages, language, focused }, signal) => {
  const front = new Front(PHRASES_STYLE, messages);
  let list: List | null = null;
  /** The note that a slash was typed in just now. */
  let slashed: Note | null = null;
  let written: AbortController | null = null;
  let said: Said = [];
  let frame = 0;
  let saying: ReturnType<typeof setTimeout> | undefined;

  const open = (note: Note, start: number, slash: List['slash']) => {
    close();
    const closed = new AbortController();
    const behind = behindCaret(note);
    said = [];
    list = { note, start, slash, behind, typed: '', phrases: [], active: 0, closed };
    const options = { capture: true, passive: true, signal: closed.signal };
    // Not every editor lets the browser tell of what is typed, but the caret moves.
    for (const type of ['input', 'selectionchange']) document.addEventListener(type, soon, options);
    // Some editors take the focus away from themselves, and back.
    const left = () => setTimeout(() => focused() !== list?.note && close());
    window.addEventListener('focusout', left, options);
    window.addEventListener('pagehide', close, options);
    for (const outer of [window, ...framesAround().map(outerOf)]) {
      for (const type of ['scroll', 'resize']) outer.addEventListener(type, soon, options);
      outer.addEventListener('pointerdown', closeOutside, options);
    }
    look();
    if (!list) return;
    draw();
    saySoon();
  };

  const close = () => {
    if (!list) return;
    end();
    front.close();
  };

  const end = () => {
    list?.closed.abort();
    list = null;
    clearTimeout(saying);
  };

  const closeOutside = (event: Event) => {
    if (!pathOf(event).some(({ localName }) => localName === OWN)) close();
  };

  /** Takes in what has been typed since, or closes when the caret has left. */
  const look = () => {
    if (!list) return;
    const { note, start, slash, behind } = list;
    const text = note.field.read();
    const caret = note.field.caret();
    const own = text.slice(start, caret ?? start);
    const isWithin = caret !== null && caret >= start && behindCaret(note) === behind;
    const isThere = isWithin && own.startsWith(slash);
    if (!isThere || own.includes('\n')) return close();
    const typed = own.slice(slash.length);
    if (typed === list.typed && list.phrases.length) return;
    const span = { start, end: caret };
    list.typed = typed;
    list.phrases = matching(note.policyField.phrases ?? [], typed).filter((phrase) =>
      note.field.takes(span, fitted(phrase, text, span)),
    );
    list.active = 0;
    saySoon();
  };

  const draw = () => {
    if (list) drawAs(list, isShown(list));
  };

  const drawAs = ({ note, phrases, active }: List, isShown: boolean) => {
    const { marks, panels } = front.at([note.field.element]);
    drawPhrases(panels, {
      ...{ field: note.field, phrases, active, said, isShown, language, messages },
      origin: marks.getBoundingClientRect(),
      insert: (i) => insert(i),
    });
  };

  const soon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      look();
      draw();
    });
  };

  const saySoon = () => {
    clearTimeout(saying);
    saying = setTimeout(() => say(true), SAY_AFTER);
  };

  /** The focus stays in the note, so that what is active in the list has to be said. */
  const say = (withCount: boolean) => {
    if (!list) return;
    const { phrases, active } = list;
    const count = phrases.length;
    const [phrase = ''] = phrases.slice(active);
    const one = [{ phrase }, `, ${messages('cardCount', active + 1, count)}`];
    if (!count) said = list.typed ? [] : [messages('phrasesNone')];
    else said = withCount ? [`${messages('phrasesLabel')}. `, ...one] : one;
    draw();
  };

  const move = (by: number) => {
    if (!list) return;
    const count = list.phrases.length;
    list.active = (list.active + by + count) % count;
    clearTimeout(saying);
    say(false);
  };

  const insert = (i: number) => {
    const phrase = list?.phrases[i];
    if (!list || phrase === undefined) return;
    const { note, start } = list;
    const text = note.field.read();
    const span = { start, end: note.field.caret() ?? start };
    // No screen reader reads what a script writes: it is said, before the list's layer goes with the focus.
    const written = list;
    end();
    said = [messages('phrasesWritten')];
    drawAs(written, false);
    const options = { capture: true, once: true, signal };
    for (const type of ['focusout', 'pagehide'])
      window.addEventListener(type, () => list || front.close(), options);
    note.field.replace(span, fitted(phrase, text, span));
  };

  const onList: HearsKey = ({
    key,
    isTrusted,
    isComposing,
    ctrlKey,
    altKey,
    metaKey,
    shiftKey,
  }) => {
    if (!isTrusted || isComposing || ctrlKey || altKey || metaKey || shiftKey) return false;
    look();
    if (key === 'Tab') close();
    // Where nothing is listed the keys are the page's.
    if (!list || !isShown(list)) return false;
    if (key === 'Escape') close();
    else if (!list.phrases.length) return false;
    else if (key === 'ArrowDown') move(1);
    else if (key === 'ArrowUp') move(-1);
    else if (key === 'Enter') insert(list.active);
    else return false;
    return true;
  };

  /** Opens at a slash that a line begins with, with what was typed behind it since. */
  const lookForSlash = (): boolean => {
    const note = slashed;
    const caret = note?.field.caret();
    if (!note || caret == null) return false;
    const text = note.field.read();
    const from = text.lastIndexOf('\n', caret - 1) + 1;
    const before = /^\s*(\/[^/]*)$/.exec(text.slice(from, caret))?.[1];
    if (before === undefined) return false;
    slashed = null;
    open(note, caret - before.length, '/');
    return true;
  };

  /** Editors write in their own time, and not all let the browser tell of it. */
  const waitForSlash = (note: Note) => {
    written?.abort();
    slashed = note;
    const waiting = new AbortController();
    written = waiting;
    const look = () => {
      if (lookForSlash()) waiting.abort();
    };
    const options = { capture: true, passive: true, signal: waiting.signal };
    for (const type of ['input', 'selectionchange', 'keyup'])
      document.addEventListener(type, look, options);
    requestAnimationFrame(look);
    setTimeout(() => {
      if (!waiting.signal.aborted) slashed = null;
      waiting.abort();
    }, SLASH_WITHIN);
  };

  const onSlash = (event: Event) => {
    if (list || !event.isTrusted) return;
    const note = notes.of(event);
    if (note?.policyField.phrases?.length && note.field.editable()) waitForSlash(note);
  };

  const key: HearsKey = (event) => {
    if (slashed) lookForSlash();
    if (list) return onList(event);
    if (event.key === '/') onSlash(event);
    return false;
  };

  // Keyboards on a screen do not say which key it is, only what it writes.
  const onWriting = (event: InputEvent) => event.data === '/' && onSlash(event);
  window.addEventListener('beforeinput', onWriting, { capture: true, passive: true, signal });

  signal.addEventListener('abort', () => {
    end();
    front.close();
    written?.abort();
    cancelAnimationFrame(frame);
  });
  const phrases = () => {
    const note = focused();
    const caret = note?.field.caret();
    if (list) close();
    else if (note?.field.editable() && caret != null) open(note, caret, '');
  };
  return { key, doing: { phrases } };
};

/** Asked for by a key, an empty list says so. */
const isShown = ({ phrases, slash, typed }: List) =>
  phrases.length > 0 || (slash === '' && typed === '');

/** Some editors end a line with a break that no one sees, until something is typed in it. */
const behindCaret = ({ field }: Note) =>
  field
    .read()
    .slice(field.caret() ?? 0)
    .trim();

/** Phrases with every word that was typed, in their order. */
function matching(phrases: readonly string[], typed: string): string[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return phrases.filter((phrase) => words.every((word) => phrase.toLowerCase().includes(word)));
}

/** A phrase with the spaces that part it from the words around it. */
function fitted(phrase: string, text: string, { start, end }: Span): string {
  const before = /\S$/.test(text.slice(0, start)) ? ' ' : '';
  const behind = /^[\p{L}\p{N}]/u.test(text.slice(end)) ? ' ' : '';
  return before + phrase + behind;
}
