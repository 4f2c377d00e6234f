import { render } from 'preact';
import type { Finding } from '../../engine/engine.ts';
import type { Box } from '../fields/field.ts';
import type { Decision } from '../guard/guard.ts';
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
  decide(decision: Decision): void;
}

/** What the view shows, and whom it tells. */
export interface Shown {
  notes: Note[];
  card: OpenCard | null;
  warning: OpenWarning | null;
  /** Said by screen readers when it changes. */
  announcement: string;
  openCard(note: Note, finding: Finding, how: Opening): void;
  closeCard(backToField: boolean): void;
  replace(note: Note, finding: Finding, text: string): void;
}

/**
 * Everything of ours in the page: one host element after the page's body, with a closed shadow root.
 * It is made when there is something to show, lies above the page, and takes no room in it.
 */
export class View {
  readonly #messages: Messages;
  #host: HTMLElement | null = null;
  #root: ShadowRoot | null = null;
  #marks: HTMLElement | null = null;
  #panels: HTMLElement | null = null;
  #workshop: HTMLElement | null = null;

  constructor(messages: Messages) {
    this.#messages = messages;
  }

  /** Where mirrors are laid out: in the shadow root, out of the page's reach. */
  workshop = (): HTMLElement => {
    this.#build();
    return this.#workshop as HTMLElement;
  };

  /** Draws what is to be shown, at where things stand now. */
  draw(shown: Shown): void {
    const found = shown.notes.filter((note) => note.findings.length > 0);
    if (!found.length && !shown.warning && !this.#host) return;
    this.#build();
    const origin = (this.#host as HTMLElement).getBoundingClientRect();
    const marks = found.flatMap((note) => marksOf(note, shown.card));
    drawMarks(this.#marks as HTMLElement, marks, origin);
    render(
      <Panels shown={shown} notes={found} origin={origin} messages={this.#messages} />,
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
    this.close();
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

  /** The element of ours that has the focus. */
  get activeElement(): Element | null {
    return this.#root?.activeElement ?? null;
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

const HOST_STYLE = [
  'all:initial',
  'position:absolute',
  'top:0',
  'left:0',
  'width:0',
  'height:0',
  'display:block',
  'overflow:visible',
  'pointer-events:none',
  'z-index:2147483647',
]
  .map((declaration) => `${declaration}!important`)
  .join(';');

/** A page's content security policy stops style elements, not constructed style sheets. */
function addStyle(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox does not let content scripts construct sheets for the page's document (bug 1751346).
    const element = document.createElement('style');
    element.textContent = css;
    root.append(element);
  }
}

function marksOf(note: Note, card: OpenCard | null): Mark[] {
  return note.findings.flatMap((finding) =>
    note.field
      .boxes(finding.start, finding.end)
      .map((box) => ({ finding, box, open: card?.finding === finding })),
  );
}

interface PanelsProps {
  shown: Shown;
  notes: Note[];
  origin: Box | DOMRect;
  messages: Messages;
}

function Panels({ shown, notes, origin, messages }: PanelsProps) {
  const { card, warning } = shown;
  return (
    <>
      <div class="unseen" role="status">
        {shown.announcement}
      </div>
      {notes.map((note) => (
        <Chip key={keyOf(note)} note={note} origin={origin} shown={shown} messages={messages} />
      ))}
      {card && <Card card={card} origin={origin} shown={shown} messages={messages} />}
      {warning && <Warning warning={warning} messages={messages} />}
    </>
  );
}

const keys = new WeakMap<Note, number>();
let lastKey = 0;
function keyOf(note: Note): number {
  const key = keys.get(note) ?? ++lastKey;
  keys.set(note, key);
  return key;
}
