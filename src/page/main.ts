import browser from 'webextension-polyfill';
import type { Dictionary, Finding } from '../engine/engine.ts';
import type { PolicyInForce } from '../policy/in-force.ts';
import { Instruction, placesAt } from '../policy/instruction.ts';
import type { Policy } from '../policy/policy.ts';
import { type Decision, Guard } from './guard/guard.ts';
import { loadMessages } from './messages.ts';
import { type Note, Notes } from './notes.ts';
import { fitCase } from './replacement.ts';
import { type Opening, type Shown, View } from './ui/view.tsx';

declare global {
  /** Laid down by the dictionary scripts that are injected before this one, as JSON. */
  var sakligDictionaries: Record<string, string> | undefined;
  /** Stops the page script that stands in this page already. */
  var sakligStop: (() => void) | undefined;
}

/** So long after the last key the number of findings is said aloud, in milliseconds. */
const ANNOUNCE_AFTER = 1200;
/** So long the pointer rests on a mark before its card opens, in milliseconds. */
const OPEN_AFTER = 250;
/** So long after the pointer has left mark and card such a card closes, in milliseconds. */
const CLOSE_AFTER = 500;

globalThis.sakligStop?.();
let running: AbortController | null = null;
globalThis.sakligStop = () => {
  running?.abort();
  browser.storage.onChanged.removeListener(onPolicyChange);
};
browser.storage.onChanged.addListener(onPolicyChange);
start();

function onPolicyChange(changes: Record<string, unknown>): void {
  if ('inForce' in changes) start();
}

/** Reads the policy in force and, where it has fields on this page, begins to watch. */
async function start(): Promise<void> {
  const { inForce } = (await browser.storage.local.get('inForce')) as { inForce?: PolicyInForce };
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  if (inForce && placesAt(inForce.policy, location.href).length) {
    new Page(inForce.policy, signal);
  }
}

/** One page under a policy: brings notes, guard and view together. */
class Page {
  readonly #notes: Notes;
  readonly #view: View;
  readonly #shown: Shown;
  readonly #signal: AbortSignal;
  #frame = 0;
  #announcing: ReturnType<typeof setTimeout> | undefined;
  #pointing: ReturnType<typeof setTimeout> | undefined;
  #resized: ResizeObserver;
  #messages = loadMessages();

  constructor(policy: Policy, signal: AbortSignal) {
    this.#signal = signal;
    this.#view = new View(this.#messages);
    this.#notes = new Notes(loadInstruction(policy), this.#view.workshop);
    this.#resized = new ResizeObserver(() => this.#redraw());
    this.#shown = {
      notes: [],
      card: null,
      warning: null,
      announcement: '',
      openCard: (note, finding, how) => this.#openCard(note, finding, how),
      closeCard: (backToField) => this.#closeCard(backToField),
      replace: (note, finding, text) => this.#replace(note, finding, text),
    };
    new Guard(this.#notes, (notes) => this.#ask(notes), signal);
    this.#listen();
    signal.addEventListener('abort', () => {
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#announcing);
      clearTimeout(this.#pointing);
      this.#resized.disconnect();
      this.#notes.close();
      this.#view.close();
    });
    // A field may have the focus before the policy is there.
    this.#read(document.activeElement);
  }

  #listen(): void {
    const options = { capture: true, passive: true, signal: this.#signal };
    const on = <K extends keyof WindowEventMap>(
      type: K,
      listener: (event: WindowEventMap[K]) => void,
    ) =>
      window.addEventListener(
        type,
        (event) => {
          if (!this.#isOrphan()) listener(event);
        },
        options,
      );
    on('focusin', (event) => this.#read(event.target));
    on('input', (event) => {
      this.#shown.card = null;
      this.#read(event.target);
      this.#announce();
    });
    on('change', (event) => this.#read(event.target));
    on('reset', () => queueMicrotask(() => this.#readAgain()));
    on('scroll', () => this.#redraw());
    on('resize', () => this.#redraw());
    on('click', (event) => this.#onClick(event));
    on('pointermove', (event) => this.#onPointer(event));
    window.addEventListener('keydown', (event) => this.#onKey(event), {
      capture: true,
      signal: this.#signal,
    });
    document.fonts.addEventListener('loadingdone', () => this.#redraw(), { signal: this.#signal });
  }

  /** The extension was updated or removed: leave the page as if we had never been there. */
  #isOrphan(): boolean {
    if (browser.runtime?.id) return false;
    running?.abort();
    return true;
  }

  #read(target: EventTarget | null): void {
    const note = this.#notes.at(target);
    if (!note?.field.editable()) return;
    this.#notes.check(note);
    this.#resized.observe(note.field.element);
    this.#redraw();
  }

  #readAgain(): void {
    for (const note of this.#notes.met()) this.#notes.check(note);
    this.#redraw();
  }

  #redraw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#shown.notes = this.#notes.met();
      const { card } = this.#shown;
      if (card && !card.note.findings.includes(card.finding)) this.#shown.card = null;
      this.#view.draw(this.#shown);
    });
  }

  /** Says how many findings there are, when the typing has paused. */
  #announce(): void {
    clearTimeout(this.#announcing);
    this.#announcing = setTimeout(() => {
      const count = this.#notes.met().reduce((sum, note) => sum + note.findings.length, 0);
      const text = count ? this.#messages(count === 1 ? 'chipOne' : 'chipMany', count) : '';
      if (text === this.#shown.announcement) return;
      this.#shown.announcement = text;
      this.#redraw();
    }, ANNOUNCE_AFTER);
  }

  #onClick(event: MouseEvent): void {
    if (this.#view.owns(event)) return;
    const note = this.#notes.at(event.target);
    const caret = note?.field.caret();
    const finding =
      caret == null ? undefined : note?.findings.find((f) => f.start <= caret && caret <= f.end);
    if (note && finding) this.#openCard(note, finding, 'caret');
    else this.#closeCard(false);
  }

  /** A pointer that rests on a mark opens its card; one that has left mark and card closes it. */
  #onPointer(event: PointerEvent): void {
    clearTimeout(this.#pointing);
    const { card } = this.#shown;
    const opened = card?.how === 'pointer';
    if (this.#view.owns(event) || event.buttons || (card && !opened)) return;
    const note = this.#notes.at(event.target);
    if (!opened && !note?.findings.length) return;
    const { clientX: x, clientY: y } = event;
    this.#pointing = setTimeout(
      () => {
        const finding = note && findingAt(note, x, y);
        if (!finding) this.#closeCard(false);
        else if (finding !== card?.finding) this.#openCard(note, finding, 'pointer');
      },
      opened ? CLOSE_AFTER : OPEN_AFTER,
    );
  }

  /** Alt+Enter goes to the next finding after the caret, Escape closes the card. */
  #onKey(event: KeyboardEvent): void {
    if (this.#isOrphan() || this.#view.owns(event)) return;
    if (event.key === 'Escape' && this.#shown.card) {
      event.stopImmediatePropagation();
      this.#closeCard(false);
    }
    if (event.key !== 'Enter' || !event.altKey || event.ctrlKey || event.metaKey) return;
    const note = this.#notes.at(event.target);
    if (!note?.findings.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const caret = note.field.caret() ?? 0;
    const next = note.findings.find((f) => f.end >= caret) ?? (note.findings[0] as Finding);
    this.#openCard(note, next, 'focus');
  }

  #openCard(note: Note, finding: Finding, how: Opening): void {
    this.#shown.card = { note, finding, how };
    this.#redraw();
  }

  #closeCard(backToField: boolean): void {
    clearTimeout(this.#pointing);
    const { card } = this.#shown;
    if (!card) return;
    this.#shown.card = null;
    if (backToField && this.#view.activeElement) card.note.field.putCaret(card.finding.end);
    this.#redraw();
  }

  #replace(note: Note, finding: Finding, text: string): void {
    this.#shown.card = null;
    const { start, end } = finding;
    note.field.replace(start, end, fitCase(text, note.field.read(), start));
    this.#redraw();
  }

  #ask(notes: Note[]): Promise<Decision> {
    clearTimeout(this.#pointing);
    return new Promise((resolve) => {
      const decide = (decision: Decision) => {
        this.#shown.warning = null;
        this.#redraw();
        if (decision === 'change') this.#showFirst(notes);
        resolve(decision);
      };
      // Without us nobody could answer: what was held is then given back to the teacher.
      this.#signal.addEventListener('abort', () => resolve('change'));
      this.#shown.card = null;
      this.#shown.warning = { notes, decide };
      this.#redraw();
    });
  }

  #showFirst(notes: Note[]): void {
    const note = notes[0];
    const finding = note?.findings.find((f) => f.severity !== 'hint');
    if (!note || !finding) return;
    note.field.putCaret(finding.start);
    this.#openCard(note, finding, 'caret');
  }
}

/** The finding whose words lie at a point of the viewport (CSS pixels). */
function findingAt(note: Note, x: number, y: number): Finding | undefined {
  return note.findings.find((finding) =>
    note.field
      .boxes(finding.start, finding.end)
      .some((b) => b.left <= x && x <= b.left + b.width && b.top <= y && y <= b.top + b.height),
  );
}

function loadInstruction(policy: Policy): Instruction {
  const texts = Object.values(globalThis.sakligDictionaries ?? {});
  return new Instruction(
    policy,
    texts.map((text) => JSON.parse(text) as Dictionary),
  );
}
