import { render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Box } from '../fields/field.ts';
import { framesAround } from '../frames.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { elementAt } from '../tree.ts';
import { outward } from './outward.ts';
import purposeStyle from './purpose.css?inline';
import { type Form, placePurpose } from './purpose-place.ts';
import style from './style.css?inline';

export const PURPOSE_STYLE = style + purposeStyle;

/** What screen readers say, and in which language it is. */
export interface Said {
  text: string;
  language: string;
}

/** The line of a field, as it is to be drawn. */
interface Drawn {
  /** Said by screen readers when it changes; null for nothing. */
  said: Said | null;
  /**
   * The note with the focus, with what is to be seen of its field in the outermost page. `asked`: how
   * often it was asked to be opened, 0 when it stands there of itself.
   */
  shown: { note: Note; at: Box; isFolded: boolean; asked: number } | null;
  /** True when the page may have opened something where the line lies, or have made room for it. */
  isLooking: boolean;
  /** Where the layer that it is drawn in begins, in CSS pixels of the viewport. */
  origin: Box | DOMRect;
  language: string;
  messages: Messages;
  toggle(): void;
}

/** Draws the line that says what a field is for, beside the field. */
export function drawPurpose(layer: HTMLElement, drawn: Drawn): void {
  // The focus stays in the note.
  layer.onmousedown = (event) => event.preventDefault();
  render(
    <>
      <div class="unseen" role="status">
        {drawn.said && <span lang={drawn.said.language}>{drawn.said.text}</span>}
      </div>
      {drawn.shown && <Purpose {...drawn} shown={drawn.shown} />}
    </>,
    layer,
  );
}

/** How the line of a layer stands there; null when there is none. */
export function formOf(layer: HTMLElement): Form | null {
  const line = layer.querySelector<HTMLElement>('.purpose');
  return (line?.dataset.form as Form | undefined) ?? null;
}

function Purpose({
  shown: { note, at, isFolded, asked },
  isLooking,
  origin,
  language,
  messages,
  toggle,
}: Drawn & { shown: NonNullable<Drawn['shown']> }) {
  const element = useRef<HTMLDivElement>(null);
  const [isSign, setSign] = useState(isFolded);
  /** Where it was put last: it moves with its field, and is put anew only where that has changed. */
  const last = useRef<Put | null>(null);
  useLayoutEffect(() => {
    const own = element.current;
    if (!own) return;
    const { clientWidth, clientHeight } = own.ownerDocument.documentElement;
    const { style } = own;
    const key = [isFolded, asked, at.width, at.height, clientWidth, clientHeight].join();
    const isSame = last.current?.note === note && last.current.key === key;
    const before = isSame ? last.current : null;
    const isMet = Boolean(isLooking && before && isOver(own, before));
    const hasRoom = isLooking && before?.form === 'sign' && mayHaveRoom(before, at);
    if (!before || isMet || hasRoom || !isIn(own, at, before)) {
      const hasGivenWay = isMet || (before?.hasGivenWay ?? false);
      const isAsked = asked > 0 && !hasGivenWay;
      const field = framesAround().at(-1) ?? note.field.element;
      const caretTop = () => {
        const box = note.field.caretBox();
        return (box && outward(box)?.top) ?? null;
      };
      const placed = placePurpose(
        own,
        field,
        at,
        { isFolded: isFolded && !isAsked, isAsked },
        caretTop,
      );
      if (!placed) {
        // Measuring has made it unseen: where there is room again it is put anew.
        last.current = null;
        return;
      }
      const { form, place } = placed;
      const { left, top } = place;
      const under = elementsUnder(own, place);
      last.current = {
        note,
        key,
        form,
        at,
        x: left - at.left,
        y: top - at.top,
        under,
        hasGivenWay,
      };
      style.visibility = 'visible';
      setSign(form === 'sign');
    }
    const { x, y } = last.current as Put;
    style.left = `${at.left + x - origin.left}px`;
    style.top = `${at.top + y - origin.top}px`;
  });
  const { name, purpose } = note.policyField;
  const label = messages(isSign ? 'purposeShow' : 'purposeFold');
  // Many begin with the name.
  const isNamed = purpose.startsWith(`${name}:`);
  return (
    <div ref={element} class="purpose" role="note" aria-label={messages('purposeLabel')}>
      <span lang={language}>
        {isNamed && <b>{name}:</b>}
        {isNamed ? purpose.slice(name.length + 1) : purpose}
      </span>
      <button
        type="button"
        class="fold"
        aria-label={label}
        title={isSign ? purpose : label}
        onClick={(event) => event.isTrusted && toggle()}
      >
        {isSign ? <Sign /> : <Fold />}
      </button>
    </div>
  );
}

/** Where the line was put, from the left and top of its field, and what lies under it there. */
interface Put {
  note: Note;
  /** Of what its place depends on, beside what stands around. */
  key: string;
  form: Form;
  /** Where its field was then. */
  at: Box;
  x: number;
  y: number;
  under: readonly (Element | null)[];
  /** True when the page had something opened where it stood. */
  hasGivenWay: boolean;
}

/** True when there may be room now for a line that had none. */
const mayHaveRoom = ({ at: { left, top }, hasGivenWay }: Put, at: Box) =>
  hasGivenWay || left !== at.left || top !== at.top;

/** So far from each other it is looked what lies under the line, in CSS pixels. */
const STEP = 40;

/** What of the page lies under the line. */
function elementsUnder({ ownerDocument }: HTMLElement, { left, top, width, height }: Box) {
  const under: (Element | null)[] = [];
  for (let x = left + 2; x < left + width; x += STEP) {
    under.push(elementAt(ownerDocument, x, top + height / 2));
  }
  return under;
}

/** True when something else lies under the line than when it was put there. */
function isOver(own: HTMLElement, { under }: Put): boolean {
  const now = elementsUnder(own, own.getBoundingClientRect());
  return now.length !== under.length || now.some((one, i) => one !== under[i]);
}

/** True when the line is in the window, beside its field as before. */
function isIn(own: HTMLElement, at: Box, { x, y }: { x: number; y: number }): boolean {
  const { width, height } = own.getBoundingClientRect();
  const { clientWidth, clientHeight } = own.ownerDocument.documentElement;
  const [left, top] = [at.left + x, at.top + y];
  return left >= 0 && top >= 0 && left + width <= clientWidth && top + height <= clientHeight;
}

const Fold = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M2 8 6 4l4 4" fill="none" stroke="currentColor" stroke-width="1.6" />
  </svg>
);

const Sign = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path d="M8 7v4.5M8 4.2v1.6" stroke="currentColor" stroke-width="1.7" />
  </svg>
);
