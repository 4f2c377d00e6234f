import type { Finding } from '../engine/engine.ts';
import type { Instruction } from '../policy/instruction.ts';
import { strictestOverride as strictest } from '../policy/strictness.ts';
import type { FrameTold } from '../policy/told.ts';
import { ADDITIONS, type Addition } from './additions.ts';
import { OWN } from './alive.ts';
import { browser } from './browser.ts';
import { type Doing, hearCommands } from './commands.ts';
import { watchMoves } from './fields/moves.ts';
import { Restyles } from './fields/restyles.ts';
import { framesAround, outerOf } from './frames.ts';
import type { Decision, Guard } from './guard/guard.ts';
import { isSent } from './guard/sent.ts';
import type { Keys } from './keys.ts';
import type { Messages } from './messages.ts';
import { MoveKey } from './move-key.ts';
import { focusNear } from './nearest.ts';
import { type Note, Notes, type Watched } from './notes.ts';
import { Pause } from './pause.ts';
import { Remarks } from './remarks.ts';
import { replaceAll, write } from './replacement.ts';
import { lineToReport } from './report.ts';
import { sentenceAround } from './sentence.ts';
import { activeIn, aroundOf, pathOf } from './tree.ts';
import { type Opening, type Shown, View } from './ui/view.tsx';

/** So long after the last key the number of findings is said aloud, in milliseconds. */
const ANNOUNCE_AFTER = 1200;
/** So long the pointer rests on a mark before its card opens, in milliseconds. */
const OPEN_AFTER = 250;
/** So long after the pointer has left mark and card such a card closes, in milliseconds. */
const CLOSE_AFTER = 500;
/** A save so soon after a typed letter comes from the page, not from the teacher's hand. */
const STILL_TYPING = 400;

type Events = WindowEventMap & DocumentEventMap;

/** One page under a policy: brings notes, guard and view together. */
export class Page {
  readonly #notes: Notes;
  readonly #guard: Guard;
  readonly #view: View;
  readonly #shown: Shown;
  readonly #messages: Messages;
  readonly #stop = new AbortController();
  readonly #remarks = new Remarks(this.#stop.signal);
  readonly #watched = new WeakSet<Note>();
  readonly #heard = new WeakSet<Note>();
  readonly #entered = new WeakSet<ShadowRoot>();
  readonly #restyles = new Restyles(() => this.#redraw(), this.#stop.signal);
  readonly #moveKey = new MoveKey(() => this.#redraw(), this.#stop.signal);
  readonly #settled: (() => void)[] = [];
  readonly #additions: readonly Addition[];
  #frame = 0;
  /** True when nothing but letters has come since the last frame. */
  #onlyTyped = false;
  readonly #announcing = new Pause(ANNOUNCE_AFTER, () => this.#announce());
  #pointing: ReturnType<typeof setTimeout> | undefined;
  /** True when the key pressed last has written into something. */
  #wrote = false;
  /** What the pointer was pressed on last, unless a key was pressed since. */
  #pressed: Element | null = null;
  /** The note that has the focus, or had it last, and since when. */
  #last: { note: Note; at: number } | null = null;
  /** What stands around the field that a panel is open about, innermost first. */
  #around: readonly Element[] = [];
  /** When a key was last pressed that saves nothing, on the clock of events. */
  #lastLetter = Number.NEGATIVE_INFINITY;

  /** `places` gives the places of the policy on the page as it is now. */
  constructor(
    instruction: Instruction,
    places: () => readonly Watched[],
    guard: Guard,
    keys: Keys,
    messages: Messages,
  ) {
    this.#messages = messages;
    this.#guard = guard;
    this.#view = new View(
      messages,
      () => this.#notes.close(),
      () => this.#redraw(),
    );
    this.#notes = new Notes(instruction, places, this.#view.workshop);
    this.#shown = {
      notes: [],
      card: null,
      list: null,
      report: null,
      warning: null,
      announcement: '',
      policy: instruction.policy,
      pressed: null,
      moveKey: () => this.#moveKey.name(),
      openList: (note) => this.openList(note),
      lookAt: (finding) => this.#lookAt(finding),
      goTo: (note, finding) => this.#goTo(note, finding, 'focus'),
      step: (note, finding) => this.#goTo(note, finding, 'caret'),
      closePanels: (backToField) => this.#closePanels(backToField),
      replace: (note, findings, text) => this.#replace(note, findings, text),
      rewrite: (note, finding, phrase) => this.#rewrite(note, finding, phrase),
      mayLeave: (note, finding) => this.#notes.mayLeave(note, finding),
      leave: (note, finding) => this.#leave(note, finding),
      reportFalse: (note, finding) => this.#reportFalse(note, finding),
      isUnsaved: (note) => this.#guard.autosaves.holds(note),
      overrideOf: (note) => this.#notes.overrideOf(note),
      saveAnyway: (note) => this.#saveAnyway(note),
    };
    guard.watchOver(this.#notes, {
      ask: (notes, isPress) => this.#ask(notes, isPress),
      // Those of other frames as well: what they show stands in the outermost page.
      owns: (event) => pathOf(event).some(({ localName }) => localName === OWN),
      unsavedChanged: () => this.#redraw(),
    });
    this.#listen(keys);
    const { signal } = this.#stop;
    const around = {
      notes: this.#notes,
      messages,
      language: instruction.policy.language,
      focused: () => this.#focused(),
    };
    this.#additions = ADDITIONS.map((add) => add(around, signal));
    const own: Doing = {
      'next-remark': () => this.#nextRemark(),
      remarks: () => this.#allRemarks(),
      card: () => this.#moveCard(),
    };
    const others = this.#additions.flatMap(({ doing }) => (doing ? this.#atField(doing) : []));
    hearCommands([own, ...others], signal);
    // A field may have the focus before the policy is there.
    const focused = activeIn(document);
    if (focused) this.#readAt(focused);
  }

  /** What the popup shows of this frame; nothing of a note but how many remarks it has. */
  told(): Omit<FrameTold, 'origin'> {
    const fields = this.#notes.present().map(({ name }) => name);
    const isThere = this.#last?.note.field.element.isConnected;
    if (!this.#last || !isThere) return { fields, last: null };
    const { note, at } = this.#last;
    const { name, purpose } = note.policyField;
    return { fields, last: { name, purpose, remarks: note.findings.length, at } };
  }

  /** Resolves when no question is open: it must not go away under the teacher's eyes. */
  settled(): Promise<void> {
    if (!this.#shown.warning) return Promise.resolve();
    return new Promise((resolve) => this.#settled.push(resolve));
  }

  /** Leaves the page as if we had never been there. A question that is open is answered "change". */
  close(): void {
    this.#stop.abort();
    this.#guard.watchOver(null);
    this.#shown.warning?.decide('change');
    cancelAnimationFrame(this.#frame);
    this.#announcing.cancel();
    clearTimeout(this.#pointing);
    this.#notes.close();
    this.#view.close();
  }

  #listen(keys: Keys): void {
    const { signal } = this.#stop;
    const on = this.#on;
    on('focusin', (event) => {
      const before = this.#last?.note;
      this.#read(event);
      // Of another note the same number is news.
      if (this.#last?.note !== before) this.#shown.announcement = '';
      this.#announcing.again();
    });
    on('input', (event) => {
      // Who is in a panel types nothing: then it is the page that has written something.
      if (!this.#view.hasFocus()) this.#closePanels(false);
      this.#wrote = true;
      this.#read(event);
      this.#announcing.again();
    });
    on('change', (event) => this.#read(event));
    // Where a script writes into a field the caret moves; who is in a panel types nothing.
    on('selectionchange', () => this.#openPanel() && this.#redraw(), document);
    // The page may set values by script, which no event tells of: look when something was done.
    for (const type of ['focusout', 'pointerup'] as const) on(type, () => this.#redraw());
    on('keyup', () => {
      // What a key has written is drawn already.
      if (!this.#wrote || this.#notes.met().some((note) => this.#notes.isNew(note))) this.#redraw();
    });
    // A page that comes back by "Back" has its remarks again.
    on('pageshow', ({ persisted }) => persisted && this.#redraw());
    // The values change only after the event.
    on('reset', () => setTimeout(() => this.#redraw()));
    // In a frame we show in the page around it, and move with that.
    for (const outer of [window, ...framesAround().map(outerOf)]) {
      on('scroll', () => this.#redraw(), outer);
      on('resize', () => this.#redraw(), outer);
      for (const type of ['toggle', 'fullscreenchange'] as const) {
        on(type, () => this.#onLayer(), outer);
      }
    }
    const outermost = framesAround().at(-1);
    if (outermost) {
      on('click', (event) => this.#onClick(event), outerOf(outermost));
      on('pointermove', (event) => this.#onPointer(event), outerOf(outermost));
      // The frame is taken out of the page, and our elements are not in it.
      on('pagehide', () => this.#view.close());
    }
    on('pointerdown', (event) => {
      this.#pressed = pathOf(event)[0] ?? null;
      this.#lastLetter = Number.NEGATIVE_INFINITY;
    });
    on('click', (event) => this.#onClick(event));
    on('pointermove', (event) => this.#onPointer(event));
    keys.down = (event) => this.#onKey(event);
    signal.addEventListener('abort', () => {
      keys.down = null;
    });
    document.fonts.addEventListener('loadingdone', () => this.#redraw(), { signal });
    // The page may be dark now.
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.#redraw(), { signal });
  }

  /** Listens, before the page, for as long as the extension is there. */
  readonly #on = <K extends keyof Events>(
    type: K,
    listener: (event: Events[K]) => void,
    target: EventTarget = window,
  ) => {
    const whileAlive = (event: Event) => {
      if (!this.#isOrphan()) listener(event as Events[K]);
    };
    const { signal } = this.#stop;
    target.addEventListener(type, whileAlive, { capture: true, passive: true, signal });
  };

  /** Dialogs and popovers were opened or closed, or the screen was filled. */
  #onLayer(): void {
    this.#view.cover();
    this.#redraw();
  }

  /** The extension was updated or removed: go, but not before an open question is answered. */
  #isOrphan(): boolean {
    if (browser.runtime?.id || this.#shown.warning) return false;
    globalThis.sakligStop?.();
    return true;
  }

  #read(event: Event): void {
    const [target] = pathOf(event);
    if (target) this.#readAt(target, event.type === 'input');
  }

  #readAt(element: Element, typed = false): void {
    const root = element.getRootNode();
    if (root instanceof ShadowRoot) this.#enter(root);
    const note = this.#notes.at(element);
    if (!note?.field.editable()) return;
    this.#notes.check(note);
    this.#last = { note, at: Date.now() };
    if (!this.#heard.has(note)) {
      this.#heard.add(note);
      note.field.watch?.(() => this.#redraw(), this.#stop.signal);
    }
    if (note.findings.length && !this.#watched.has(note)) {
      this.#watched.add(note);
      for (const one of [note.field.element, ...framesAround()]) {
        watchMoves(one, () => this.#redraw(), this.#stop.signal);
        this.#restyles.watch(one);
      }
    }
    this.#redraw(typed);
  }

  /** Some events do not come out of shadow roots. */
  #enter(root: ShadowRoot): void {
    if (this.#entered.has(root)) return;
    this.#entered.add(root);
    this.#on('change', (event) => this.#read(event), root);
    this.#on('scroll', () => this.#redraw(), root);
    this.#on('reset', () => setTimeout(() => this.#redraw()), root);
    const around = root.host.getRootNode();
    if (around instanceof ShadowRoot) this.#enter(around);
  }

  /** Draws in the next frame; `typed` when a letter was what came. */
  #redraw(typed = false): void {
    this.#onlyTyped = typed && (this.#onlyTyped || !this.#frame);
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const notes = this.#notes.met();
      for (const note of notes) this.#notes.check(note);
      this.#guard.autosaves.look();
      // What nobody can change here is left alone.
      this.#shown.notes = notes.filter((note) => note.findings.length && note.field.editable());
      this.#remarks.set(countOf(this.#shown.notes));
      this.#closeLost();
      this.#view.draw(this.#shown, this.#onlyTyped);
    });
  }

  /**
   * Closes a panel that the page has taken the words from, or the field. The focus of who is in it goes
   * back to the field, or to what is near its place. True when it has closed one.
   */
  #closeLost(): boolean {
    const open = this.#openPanel();
    if (!open) return false;
    const { card, list } = this.#shown;
    const { field, findings } = open.note;
    const isHere = field.element.isConnected && field.editable();
    if (isHere && card && !findings.includes(card.finding)) {
      // Where only something else of the note was changed these are the same words.
      const { rule, text } = card.finding;
      const same = findings.find((one) => one.rule === rule && one.text === text);
      if (same) this.#shown.card = { ...card, finding: same, how: 'caret' };
    }
    const hasWords = this.#shown.card
      ? findings.includes(this.#shown.card.finding)
      : !list || findings.length > 0;
    if (isHere && hasWords) return false;
    const hadFocus = this.#view.hasFocus();
    const end = 'finding' in open ? open.finding.end : (open.at?.end ?? 0);
    this.#hidePanels();
    if (!hadFocus) return true;
    if (isHere) field.putCaret(Math.min(end, field.read().length));
    else focusNear(this.#around, (element) => this.#notes.at(element) !== null);
    this.#announcing.cancel();
    this.#shown.announcement = this.#messages(isHere ? 'cardTextGone' : 'cardFieldGone');
    return true;
  }

  /** Says how many findings the note in use has, when the typing has paused; none only after some. */
  #announce(): void {
    const note = this.#focused();
    // Elsewhere on the page nobody asks.
    if (!note) return;
    const count = note.findings.length;
    const before = this.#shown.announcement;
    const none = before && this.#messages('remarksNone');
    const text = count ? this.#messages(count === 1 ? 'listOne' : 'listMany', count) : none;
    if (text === before) return;
    this.#shown.announcement = text;
    this.#redraw();
  }

  #onClick(event: MouseEvent): void {
    // A page that presses something by script throws nobody out of a panel.
    const isByPage = !event.isTrusted && this.#view.hasFocus();
    if (isByPage || this.#view.owns(event)) return;
    const note = this.#notes.of(event);
    const caret = note?.field.caret();
    const finding =
      caret == null ? undefined : note?.findings.find((f) => f.start <= caret && caret <= f.end);
    if (note && finding) this.#openCard(note, finding, 'caret');
    else this.#closePanels(false);
  }

  /** A pointer that rests on a mark opens its card; one that has left mark and card closes it. */
  #onPointer(event: PointerEvent): void {
    clearTimeout(this.#pointing);
    const { card, list, report } = this.#shown;
    const opened = card?.how === 'pointer';
    const other = list ?? report ?? (opened ? null : card);
    if (this.#view.owns(event) || event.buttons || other) return;
    const note = this.#notes.of(event);
    if (!opened && !note?.findings.length) return;
    const { clientX: x, clientY: y } = event;
    this.#pointing = setTimeout(
      () => {
        const finding = note && findingAt(note, x, y);
        if (!finding) this.#closePanels(false);
        else if (finding !== card?.finding) this.#openCard(note, finding, 'pointer');
      },
      opened ? CLOSE_AFTER : OPEN_AFTER,
    );
  }

  /** What a key does that is for us: Escape closes what is open, one moves into the card and back. */
  #onKey(event: KeyboardEvent): boolean {
    this.#wrote = false;
    this.#pressed = null;
    if (this.#isOrphan()) return false;
    const { key } = event;
    const isMove = this.#moveKey.is(event);
    if (this.#view.owns(event)) return this.#ownKey(isMove);
    this.#lastLetter = key === 'Enter' ? Number.NEGATIVE_INFINITY : event.timeStamp;
    if (this.#additions.some((addition) => addition.key?.(event))) return true;
    if (key === 'Escape' && this.#openPanel()) {
      // Only the panel goes: a search field would be emptied, a dialog of the page would close.
      this.#closePanels(false);
      return true;
    }
    const note = isMove ? this.#notes.of(event) : null;
    if (!note?.findings.length) return false;
    this.#intoCard(note);
    return true;
  }

  /** The same move by a key of the extension. */
  #moveCard(): void {
    if (this.#view.hasFocus()) this.#ownKey(true);
    else {
      const note = this.#noteInUse();
      if (note?.findings.length) this.#intoCard(note);
    }
  }

  /** Into the card that is open about a note, or into that of the next finding. */
  #intoCard(note: Note): void {
    const { card } = this.#shown;
    if (card?.note === note) this.#openCard(note, card.finding, 'focus');
    else this.#openNext(note);
  }

  /** A key in a panel of ours; the page may have changed the text since it was drawn. */
  #ownKey(isMove: boolean): boolean {
    const note = this.#openPanel()?.note;
    if (note?.field.element.isConnected) this.#notes.check(note);
    if (this.#closeLost()) {
      this.#redraw();
      return true;
    }
    return isMove && this.#backFromCard();
  }

  /** Opens the card of the finding behind the caret, or of the first. */
  #openNext(note: Note): void {
    const caret = note.field.caret() ?? 0;
    const next = note.findings.find((f) => f.start >= caret) ?? note.findings[0];
    if (next) this.#goTo(note, next, 'focus');
  }

  /** From the card back to its note, where the words end; the card stays. */
  #backFromCard(): boolean {
    const { card } = this.#shown;
    if (!card || !this.#view.hasFocus()) return false;
    card.note.field.putCaret(card.finding.end);
    this.#openCard(card.note, card.finding, 'caret');
    return true;
  }

  /** The note that has the focus. */
  #focused(): Note | null {
    const element = activeIn(document);
    return element && document.hasFocus() ? this.#notes.at(element) : null;
  }

  /** The note that a key is about: that of the panel one is in, or that with the focus. */
  #noteInUse(): Note | null {
    const open = this.#view.hasFocus() ? this.#openPanel() : null;
    return this.#shown.warning ? null : (open?.note ?? this.#focused());
  }

  #nextRemark(): void {
    const note = this.#noteInUse();
    const { card } = this.#shown;
    const at = card && card.note === note ? note.findings.indexOf(card.finding) : -1;
    const next = at < 0 ? null : note?.findings[(at + 1) % note.findings.length];
    if (note && next) this.#goTo(note, next, 'focus');
    else if (note) this.#openNext(note);
  }

  #allRemarks(): void {
    const note = this.#noteInUse();
    if (note?.findings.length) this.openList(note);
  }

  /** What is done at the field: from a panel, one is led back to it first. */
  #atField(doing: Doing): Doing {
    const led = Object.entries(doing).map(([command, act]) => {
      const lead = () => {
        if (this.#view.hasFocus()) this.#closePanels(true);
        act();
      };
      return [command, lead] as const;
    });
    return Object.fromEntries(led);
  }

  #openCard(note: Note, finding: Finding, how: Opening): void {
    this.#hidePanels();
    this.#around = aroundOf(note.field.element);
    this.#shown.card = { note, finding, how };
    this.#redraw();
  }

  /** Shows all findings of a note, the one at the caret first; of a single one its card. */
  openList(note: Note): void {
    const caret = note.field.caret();
    const { findings } = note;
    const [only] = findings;
    const at = findings.find(({ end }) => end >= (caret ?? 0)) ?? only ?? null;
    this.#hidePanels();
    this.#around = aroundOf(note.field.element);
    if (only && findings.length === 1) this.#goTo(note, only, 'focus');
    else if (at) this.#shown.list = { note, at, caret };
    this.#redraw();
  }

  #lookAt(finding: Finding): void {
    if (this.#shown.list) this.#shown.list.at = finding;
    this.#redraw();
  }

  #goTo(note: Note, finding: Finding, how: Opening): void {
    note.field.reveal(finding);
    this.#openCard(note, finding, how);
  }

  /** The card, list or report that is open. */
  #openPanel() {
    const { card, list, report } = this.#shown;
    return card ?? list ?? report;
  }

  /** What the pointer would have opened in a moment is not asked for any more, either. */
  #hidePanels(): void {
    clearTimeout(this.#pointing);
    this.#shown.card = this.#shown.list = this.#shown.report = null;
  }

  #closePanels(backToField: boolean): void {
    const open = this.#openPanel();
    this.#hidePanels();
    if (!open) return;
    if (backToField && this.#view.hasFocus()) {
      const offset = 'caret' in open ? (open.caret ?? open.at?.end) : open.finding.end;
      open.note.field.putCaret(offset ?? 0);
    }
    this.#redraw();
  }

  async #replace(note: Note, findings: readonly Finding[], suggestion: string): Promise<void> {
    const hadFocus = this.#view.hasFocus();
    this.#hidePanels();
    this.#redraw();
    await replaceAll(note.field, findings, suggestion);
    // What is typed in takes the focus to be written in; a choice does not.
    if (hadFocus && !this.#focused()) note.field.putCaret(findings[0]?.start ?? 0);
  }

  #rewrite(note: Note, finding: Finding, phrase: string): void {
    this.#hidePanels();
    this.#redraw();
    const text = note.field.read();
    if (text.slice(finding.start, finding.end) !== finding.text) return;
    write(note.field, sentenceAround(text, finding), phrase);
  }

  #leave(note: Note, finding: Finding): void {
    this.#closePanels(true);
    this.#notes.leave(note, finding);
    // What waits unsaved about nothing else goes on as it is.
    if (!this.#guard.hasQuestion(note)) this.#guard.autosaves.letGo();
    this.#redraw();
  }

  #reportFalse(note: Note, finding: Finding): void {
    const line = lineToReport(finding, this.#shown.policy);
    const isLeft = this.#notes.mayLeave(note, finding);
    if (isLeft) this.#leave(note, finding);
    this.#hidePanels();
    this.#shown.report = { note, finding, line, isLeft };
    this.#redraw();
  }

  #saveAnyway(note: Note): void {
    this.#closePanels(true);
    this.#guard.askToLetGo(note);
  }

  #ask(notes: Note[], isPress: boolean): Promise<Decision> {
    // A frame has something active also while the focus is in the page around it.
    const focused = document.hasFocus() ? activeIn(document) : null;
    this.#shown.pressed = this.#buttonAt(this.#pressed ?? focused);
    return new Promise((resolve) => {
      const decide = (decision: Decision) => {
        this.#shown.warning = null;
        this.#redraw();
        const isHere = !this.#stop.signal.aborted;
        if (isHere && decision === 'change') this.#showFirst(notes);
        // What was replaced from the question has taken the focus.
        else if (isHere) (focused as HTMLElement | null)?.focus({ preventScroll: true });
        resolve(decision);
        for (const settled of this.#settled.splice(0)) settled();
      };
      const typing = performance.now() - this.#lastLetter < STILL_TYPING;
      this.#hidePanels();
      const overrides = notes.map((note) => this.#notes.overrideOf(note));
      this.#shown.warning = {
        ...{ notes, isPress, typing, decide },
        isSent: isSent(notes, this.#shown.pressed),
        policy: this.#shown.policy,
        override: strictest(overrides),
        replace: async (note, findings, text) => {
          await replaceAll(note.field, findings, text);
          this.#notes.check(note);
        },
      };
      this.#redraw();
    });
  }

  /** What can be pressed around an element, unless that is a note. */
  #buttonAt(element: Element | null): Element | null {
    if (!element || this.#notes.at(element)) return null;
    return element.closest('button, input, a, [role=button]');
  }

  #showFirst(notes: Note[]): void {
    for (const note of notes) {
      const finding = note.findings.find((f) => f.severity !== 'hint');
      // It may have been mended in the question, or the page may have taken its field away.
      if (!note.field.element.isConnected || !finding) continue;
      note.field.putCaret(finding.start);
      this.#goTo(note, finding, 'caret');
      return;
    }
  }
}

const countOf = (notes: readonly Note[]) =>
  notes.reduce((sum, { findings }) => sum + findings.length, 0);

/** The finding whose words lie at a point of the viewport (CSS pixels). */
function findingAt(note: Note, x: number, y: number): Finding | undefined {
  const boxes = note.field.boxes(note.findings);
  return note.findings.find((_, i) =>
    boxes[i]?.some(
      (b) => b.left <= x && x <= b.left + b.width && b.top <= y && y <= b.top + b.height,
    ),
  );
}
