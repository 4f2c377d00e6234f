import { render } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Finding } from '../../engine/engine.ts';
import type { Override, PolicyHead } from '../../policy/policy.ts';
import { OWN } from '../alive.ts';
import { fieldNames } from '../field-names.ts';
import type { Box } from '../fields/field.ts';
import type { Decision } from '../guard/guard.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { pathOf } from '../tree.ts';
import { Card } from './card.tsx';
import { Chip } from './chip.tsx';
import { chipPlace, type Place } from './chip-place.ts';
import { type Covered, Covers, uncovered } from './covered.ts';
import { Front, panelsIn, stage } from './front.ts';
import { groundOf } from './ground.ts';
import { type Host, layerIn, makeHost } from './host.ts';
import { List, type OpenList } from './list.tsx';
import { drawMarks, type Mark } from './marks.ts';
import { outward } from './outward.ts';
import { type OpenReport, Report } from './report.tsx';
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
  policy: PolicyHead;
  /** True when a press of the teacher waits, which can be done again with the text as it is then. */
  isPress: boolean;
  /** True when it sends the notes to somebody. */
  isSent: boolean;
  /** True when it came up under typing hands: then no key may press a button by chance. */
  typing: boolean;
  /** Puts a suggestion in the place of some findings; resolves when the field has it. */
  replace(note: Note, findings: readonly Finding[], text: string): Promise<void>;
  decide(decision: Decision): void;
}

/** What the view shows, and whom it tells. */
export interface Shown {
  /** Those with findings. */
  notes: Note[];
  card: OpenCard | null;
  list: OpenList | null;
  report: OpenReport | null;
  warning: OpenWarning | null;
  /** Said by screen readers when it changes. */
  announcement: string;
  policy: PolicyHead;
  /** What the teacher pressed when a save was asked about last: it is kept clear of. */
  pressed: Element | null;
  /** What the key is called that moves into the card. */
  moveKey(): string;
  /** Shows all findings of a note; of a single one its card. */
  openList(note: Note): void;
  /** Marks the words of a finding as those that are looked at in the list. */
  lookAt(finding: Finding): void;
  /** Brings the words of a finding into view, and opens its card. */
  goTo(note: Note, finding: Finding): void;
  /** The same from a card that is open: the focus stays where it is. */
  step(note: Note, finding: Finding): void;
  /** Closes card, list and report. */
  closePanels(backToField: boolean): void;
  /** Puts a suggestion in the place of some findings. */
  replace(note: Note, findings: readonly Finding[], text: string): void;
  /** Puts a phrase in the place of the sentence that a finding stands in. */
  rewrite(note: Note, finding: Finding, phrase: string): void;
  /** Whether a finding may be left in its note. */
  mayLeave(note: Note, finding: Finding): boolean;
  /** Leaves a finding and those alike in this note. */
  leave(note: Note, finding: Finding): void;
  /** The same, because it is none; tells what to report. */
  reportFalse(note: Note, finding: Finding): void;
  /** True when the tool has tried to save a note by itself, and that waits. */
  isUnsaved(note: Note): boolean;
  /** Whether a note may be saved as it is. */
  overrideOf(note: Note): Override;
  /** Asks whether what waits is to be saved as it is. */
  saveAnyway(note: Note): void;
}

/**
 * Everything of ours in the page: elements of no size with closed shadow roots, made when there is
 * something to show, outside the page's body. Those in frames show in the outermost page.
 */
export class View {
  readonly #messages: Messages;
  readonly #onLost: () => void;
  readonly #covers: Covers;
  /** Marks, chips and card. */
  readonly #front: Front;
  /** The warning, which is above everything wherever its field stands, and outlasts it. */
  #question: (Host & { panels: HTMLElement }) | null = null;
  /** In the field's own page, whose fonts it needs. */
  #workshop: (Host & { floor: HTMLElement }) | null = null;

  /**
   * `onLost` is told when the page has thrown the workshop away, mirrors and all; `onCovered` when
   * something of the page lies over what was drawn.
   */
  constructor(messages: Messages, onLost: () => void, onCovered: () => void) {
    this.#messages = messages;
    this.#onLost = onLost;
    this.#covers = new Covers(onCovered);
    this.#front = new Front(style, messages);
  }

  /** Where mirrors are laid out: out of the page's reach and sight. */
  workshop = (): HTMLElement => {
    if (!this.#workshop) {
      const host = makeHost(document.documentElement, style);
      this.#workshop = { ...host, floor: layerIn(host, 'workshop') };
      this.#workshop.floor.setAttribute('aria-hidden', 'true');
    }
    return this.#workshop.floor;
  };

  /** Draws what is to be shown, at where things stand now; `typed` when a letter was all that came. */
  draw(shown: Shown, typed: boolean): void {
    if (this.#workshop?.element.isConnected === false) {
      this.#workshop = null;
      this.#onLost();
    }
    this.#ask(shown);
    const { notes, card, list, report } = shown;
    if (!notes.length && !report && !this.#front.host) return;
    const panel = card ?? list ?? report;
    const { marks, panels } = this.#front.at(
      (panel ? [panel.note] : notes).map(({ field }) => field.element),
    );
    // All is measured before anything is drawn, so that the page is laid out once.
    const origin = marks.getBoundingClientRect();
    const open = card?.finding ?? list?.at ?? null;
    const covered = this.#covers.look(typed);
    const drawn = notes.flatMap((note) => marksOf(note, open, covered));
    const chips = notes.map((note) => ({
      note,
      place: chipPlace(note, shown.isUnsaved(note), covered),
    }));
    drawMarks(marks, drawn, origin);
    const messages = this.#messages;
    render(<Panels shown={shown} chips={chips} origin={origin} messages={messages} />, panels);
  }

  /** True when an event comes from elements of ours, also from what a frame shows in this page. */
  owns(event: Event): boolean {
    return pathOf(event).some(({ localName }) => localName === OWN);
  }

  /** Something of the page was laid above the rest: the next drawing goes above it. */
  cover(): void {
    this.#front.cover();
  }

  /** True while an element of ours has the focus. */
  hasFocus(): boolean {
    return this.#front.hasFocus();
  }

  close(): void {
    this.#covers.close();
    this.#front.close();
    if (this.#question) render(null, this.#question.panels);
    this.#question?.element.remove();
    this.#workshop?.element.remove();
    this.#question = this.#workshop = null;
  }

  #ask({ warning }: Shown): void {
    if (!warning && !this.#question) return;
    if (!this.#question?.element.isConnected) {
      if (this.#question) render(null, this.#question.panels);
      const host = makeHost(stage().documentElement, style);
      this.#question = { ...host, panels: panelsIn(host, this.#messages) };
    }
    render(
      warning && <Warning key={keyOf(warning)} warning={warning} messages={this.#messages} />,
      this.#question.panels,
    );
  }
}

function marksOf(note: Note, open: Finding | null, covered: Covered): Mark[] {
  const { field, findings } = note;
  const boxes = field.boxes(findings);
  const ground = groundOf(field.element);
  const marks = findings.flatMap((finding, i) =>
    (boxes[i] ?? []).map((box) => ({ finding, box, open: open === finding, ground })),
  );
  return uncovered(field.element, marks, covered).flatMap((mark) => {
    const box = outward(mark.box);
    return box ? { ...mark, box } : [];
  });
}

interface PanelsProps {
  shown: Shown;
  chips: readonly { note: Note; place: Place | null }[];
  origin: Box | DOMRect;
  messages: Messages;
}

function Panels({ shown, chips, origin, messages }: PanelsProps) {
  const { card, list, report } = shown;
  const given = { origin, shown, messages };
  // One chip stands at the field that is read; of several each says at which. Not with each letter: fields
  // keep their names.
  const notes = chips.map(({ note }) => note);
  const names = useMemo(() => (notes.length > 1 ? fieldNames(notes) : []), notes);
  return (
    <>
      <div class="unseen" role="status">
        {shown.announcement}
      </div>
      {chips.map(({ note, place }, i) => {
        const key = keyOf(note);
        return place && <Chip key={key} note={note} at={names[i]} place={place} {...given} />;
      })}
      {card && <Card card={card} {...given} />}
      {list && <List list={list} {...given} />}
      {report && <Report report={report} {...given} />}
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
