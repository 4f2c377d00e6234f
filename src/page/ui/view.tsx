import { render } from 'preact';
import type { Finding } from '../../engine/engine.ts';
import type { Override } from '../../policy/policy.ts';
import { addStyle } from '../add-style.ts';
import type { Box } from '../fields/field.ts';
import type { Decision } from '../guard/guard.ts';
import { hostStyle } from '../host-style.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { Card } from './card.tsx';
import { Chip } from './chip.tsx';
import { drawMarks, type Mark } from './marks.ts';
import style from './style.css?inline';
import { Warning } from './warning.tsx';

/** The card that is open: about one finding of one note. */
export interface OpenCard {
  note: Note;
  finding: Finding;
  how: Opening;
}

/** `focus`: by key or button, it takes the focus; `caret`: it stays; `pointer`: while it is near. */
export type Opening = 'focus' | 'caret' | 'pointer';

/** The warning that is open, with where its answer goes. */
export interface OpenWarning {
  notes: Note[];
  /** Whether one may save anyway. */
  override: Override;
  /** True when it came up under typing hands: then no key may press a button by chance. */
  typing: boolean;
  decide(decision: Decision): void;
}

/** What the view shows, and whom it tells. */
export interface Shown {
  /** Those with findings. */
  notes: Note[];
  card: OpenCard | null;
  warning: OpenWarning | null;
  /** Said by screen readers when it changes. */
  announcement: string;
  openCard(note: Note, finding: Finding, how: Opening): void;
  closeCard(backToField: boolean): void;
  replace(note: Note, finding: Finding, text: string): void;
  /** True when the tool has tried to save a note by itself, and that waits. */
  isUnsaved(note: Note): boolean;
  /** Whether a note may be saved as it is. */
  overrideOf(note: Note): Override;
  /** Asks whether what waits is to be saved as it is. */
  saveAnyway(note: Note): void;
}

/**
 * Everything of ours in the page: one host element after the page's body, with a closed shadow root.
 * It is made when there is something to show, lies above the page, and takes no room in it.
 */
export class View {
  readonly #messages: Messages;
  readonly #onLost: () => void;
  #host: HTMLElement | null = null;
  #root: ShadowRoot | null = null;
  #marks: HTMLElement | null = null;
  #panels: HTMLElement | null = null;
  #workshop: HTMLElement | null = null;

  /** `onLost` is told when the page has thrown our elements away, mirrors and all. */
  constructor(messages: Messages, onLost: () => void) {
    this.#messages = messages;
    this.#onLost = onLost;
  }

  /** Where mirrors are laid out: in the shadow root, out of the page's reach. */
  workshop = (): HTMLElement => {
    this.#build();
    return this.#workshop as HTMLElement;
  };

  /** Draws what is to be shown, at where things stand now. */
  draw(shown: Shown): void {
    if (!shown.notes.length && !shown.warning && !this.#host) return;
    this.#build();
    const host = this.#host as HTMLElement;
    const origin = host.getBoundingClientRect();
    const marks = shown.notes.flatMap((note) => marksOf(note, shown.card, host));
    drawMarks(this.#marks as HTMLElement, marks, origin);
    render(
      <Panels shown={shown} origin={origin} messages={this.#messages} />,
      this.#panels as HTMLElement,
    );
  }

  /** True when an event comes from our own elements. */
  owns(event: Event): boolean {
    return event.target === this.#host;
  }

  close(): void {
    if (this.#panels) render(null, this.#panels);
    this.#host?.remove();
    this.#host = null;
  }

  #build(): void {
    if (this.#host?.isConnected) return;
    if (this.#host) {
      this.close();
      this.#onLost();
    }
    const host = document.createElement('saklig-view');
    // Inline and important, so that no style sheet of the page moves or hides it.
    host.style.cssText = HOST_STYLE;
    const root = host.attachShadow({ mode: 'closed' });
    addStyle(root, style);
    this.#workshop = root.appendChild(document.createElement('div'));
    this.#workshop.className = 'workshop';
    this.#workshop.setAttribute('aria-hidden', 'true');
    this.#marks = root.appendChild(document.createElement('div'));
    this.#marks.className = 'marks';
    this.#panels = root.appendChild(document.createElement('div'));
    this.#panels.className = 'panels';
    // What happens in our panels is not the page's business: its shortcuts and click handlers
    // would take it for a key press or a click of their own.
    for (const type of PRIVATE_EVENTS) root.addEventListener(type, (e) => e.stopPropagation());
    document.documentElement.append(host);
    this.#host = host;
    this.#root = root;
  }

  /** True while an element of ours has the focus. */
  hasFocus(): boolean {
    return Boolean(this.#root?.activeElement);
  }
}

const PRIVATE_EVENTS = [
  'keydown',
  'keyup',
  'keypress',
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'dblclick',
  'contextmenu',
  'wheel',
  'touchstart',
  'touchend',
  'input',
  'change',
  'focusin',
  'focusout',
];

const HOST_STYLE = hostStyle('position:absolute', 'top:0', 'left:0', 'width:0', 'height:0');

/** Beyond this many marks of a note, none is asked whether something covers it: it costs layout. */
const MOST_TESTED = 60;

function marksOf(note: Note, card: OpenCard | null, host: HTMLElement): Mark[] {
  const { field, findings } = note;
  const boxes = field.boxes(findings);
  return findings.flatMap((finding, i) =>
    (boxes[i] ?? [])
      .filter((box) => i >= MOST_TESTED || !isCovered(field.element, box, host))
      .map((box) => ({ finding, box, open: card?.finding === finding })),
  );
}

/** True when something of the page (a sticky heading, a dialog) lies over the middle of a box. */
function isCovered(element: Element, { left, top, width, height }: Box, host: Element): boolean {
  const root = element.getRootNode() as Document | ShadowRoot;
  const over = root.elementFromPoint(left + width / 2, top + height - 1);
  if (over === null || over === host) return false;
  return !over.contains(element) && !element.contains(over);
}

interface PanelsProps {
  shown: Shown;
  origin: Box | DOMRect;
  messages: Messages;
}

function Panels({ shown, origin, messages }: PanelsProps) {
  const { notes, card, warning } = shown;
  return (
    <>
      <div class="unseen" role="status">
        {shown.announcement}
      </div>
      {notes.map((note) => (
        <Chip key={keyOf(note)} note={note} origin={origin} shown={shown} messages={messages} />
      ))}
      {card && <Card card={card} origin={origin} shown={shown} messages={messages} />}
      {warning && <Warning key={keyOf(warning)} warning={warning} messages={messages} />}
    </>
  );
}

/** Each question is a dialog of its own, each note keeps its chip. */
const keys = new WeakMap<Note | OpenWarning, number>();
let lastKey = 0;
function keyOf(thing: Note | OpenWarning): number {
  const key = keys.get(thing) ?? ++lastKey;
  keys.set(thing, key);
  return key;
}
