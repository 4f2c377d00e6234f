import { render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Box } from '../fields/field.ts';
import { framesAround } from '../frames.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { elementAt } from '../tree.ts';
import { freePlace, type Placed } from './free-place.ts';
import purposeStyle from './purpose.css?inline';
import style from './style.css?inline';

export const PURPOSE_STYLE = style + purposeStyle;

/** The line of a field, as it is to be drawn. */
interface Drawn {
  /** Said by screen readers when it changes. */
  said: string;
  /** The note with the focus, with what is to be seen of its field in the outermost page. */
  shown: { note: Note; at: Box; isFolded: boolean; isWhole: boolean } | null;
  /** True when the page may have opened something where the line lies. */
  isLooking: boolean;
  /** Where the layer that it is drawn in begins, in CSS pixels of the viewport. */
  origin: Box | DOMRect;
  language: string;
  messages: Messages;
  toggle(): void;
}

/** Between the line and its field (pages draw a ring around it), and the edge of the window, in CSS pixels. */
const GAP = 6;
const EDGE = 4;
/** Room for the chip at the lower right corner of the field: of its width, and of its height below. */
const CHIP = { across: 48, down: 14 };
/** What covers no more than empty fields is not made narrower. */
const HARMLESS = 1;
/** What it counts to be cut off at all, and all the way, against what `freePlace` counts. */
const CUT = 2;
const MORE = 8;
/** So much wider than its field the line may be, in CSS pixels. */
const OVER = 24;
/** So wide the line may be at a field that is narrower, in CSS pixels. */
const WIDE = 520;
/** And so narrow at least. */
const NARROW = 200;

/** Draws the line that says what a field is for, beside the field. */
export function drawPurpose(layer: HTMLElement, drawn: Drawn): void {
  // The focus stays in the note.
  layer.onmousedown = (event) => event.preventDefault();
  render(
    <>
      <div class="unseen" role="status" lang={drawn.language}>
        {drawn.said}
      </div>
      {drawn.shown && <Purpose {...drawn} shown={drawn.shown} />}
    </>,
    layer,
  );
}

function Purpose({
  shown: { note, at, isFolded, isWhole },
  isLooking,
  origin,
  language,
  messages,
  toggle,
}: Drawn & { shown: NonNullable<Drawn['shown']> }) {
  const element = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  /** Where it was put last: it moves with its field, and is put anew only where that has changed. */
  const last = useRef<Put | null>(null);
  useLayoutEffect(() => {
    const own = element.current;
    if (!own) return;
    const { clientWidth, clientHeight } = own.ownerDocument.documentElement;
    const { style } = own;
    const key = [isFolded, isWhole, at.width, at.height, clientWidth, clientHeight].join();
    const before = last.current?.key === key ? last.current : null;
    const isMet = isLooking && before && isOver(own, before);
    if (!before || isMet || !isIn(own, at, before)) {
      const placed = place(own, note.field.element, at);
      const cost = before?.cost ?? placed?.cost ?? 0;
      // What the page opens later is not covered; nor is the line moved to where it covers more.
      const isShown = placed && (!isMet || placed.cost <= Math.max(cost, HARMLESS));
      style.visibility = isShown ? 'visible' : 'hidden';
      if (!placed) return;
      style.maxWidth = `${placed.place.width + 0.1}px`;
      const { left, top } = placed.place;
      const under = isShown ? elementsUnder(own, placed.place) : [];
      last.current = { key, x: left - at.left, y: top - at.top, cost, under };
    }
    setCut(cutOff(own) > 0);
    const { x, y } = last.current as Put;
    style.left = `${at.left + x - origin.left}px`;
    style.top = `${at.top + y - origin.top}px`;
  });
  const { name, purpose } = note.policyField;
  const label = messages(isFolded ? 'purposeShow' : isCut ? 'purposeWhole' : 'purposeFold');
  const button = (
    <button
      type="button"
      class="fold"
      aria-expanded={!isFolded}
      aria-label={label}
      title={isFolded || isCut ? purpose : label}
      onClick={(event) => event.isTrusted && toggle()}
    >
      {isFolded ? <Sign /> : <Fold isCut={isCut} />}
    </button>
  );
  // Many begin with the name.
  const isNamed = purpose.startsWith(`${name}:`);
  return (
    <div
      ref={element}
      class={isFolded ? 'purpose folded' : isWhole ? 'purpose whole' : 'purpose'}
      role="note"
      aria-label={messages('purposeLabel')}
    >
      {!isFolded && (
        <span lang={language}>
          {isNamed && <b>{name}:</b>}
          {isNamed ? purpose.slice(name.length + 1) : purpose}
        </span>
      )}
      {button}
    </div>
  );
}

/** How much of the line is not to be seen: 0 for nothing, nearly 1 for nearly all. */
export function cutOff(line: Element): number {
  const { scrollWidth = 1, clientWidth = 1 } = line.querySelector('span') ?? {};
  return scrollWidth > clientWidth ? 1 - clientWidth / scrollWidth : 0;
}

/** Where the line was put, from the left and top of its field, and what lies under it there. */
interface Put {
  key: string;
  x: number;
  y: number;
  /** What it covered at first, see `freePlace`. */
  cost: number;
  under: readonly (Element | null)[];
}

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

/** The best place for the line beside its field: as wide as it is where that is free, or else narrower. */
function place(own: HTMLElement, element: Element, at: Box): Placed | null {
  const { style, ownerDocument } = own;
  const { clientWidth } = ownerDocument.documentElement;
  const field = framesAround().at(-1) ?? element;
  // Out of the way, while it is looked what lies there.
  style.visibility = 'hidden';
  style.left = style.top = '0';
  let best: (Placed & { score: number; isNameless: boolean }) | null = null;
  const whole = Math.max(WIDE, at.width + OVER);
  const beside = clientWidth - EDGE - (at.left + at.width + CHIP.across);
  const shares = [0.75, 0.55].map((share) => at.width * share);
  const widths = [whole, Math.max(WIDE, whole * 0.7), at.width, beside, ...shares];
  for (const wide of widths.map((own) => Math.max(NARROW, own))) {
    style.maxWidth = `${Math.min(clientWidth - 2 * EDGE, wide)}px`;
    own.classList.remove('nameless');
    // What it says is worth more than the name, which the page has beside the field.
    const isNameless = cutOff(own) > 0;
    own.classList.toggle('nameless', isNameless);
    const cut = cutOff(own);
    const { width, height } = own.getBoundingClientRect();
    const placed = freePlace(ownerDocument, field, placesBeside(at, width, height, clientWidth));
    const score = (placed?.cost ?? 0) + (cut ? CUT + MORE * cut : 0);
    if (placed && (!best || score < best.score)) best = { ...placed, score, isNameless };
    if (best && best.score < HARMLESS) break;
  }
  own.classList.toggle('nameless', best?.isNameless ?? false);
  return best;
}

/**
 * Below and above a field, at its left, its right and between, and at its sides; inside the window as far
 * as it goes. The name of a field mostly stands above its left, its button below.
 */
function placesBeside(at: Box, width: number, height: number, windowWidth: number): Box[] {
  const right = at.left + at.width;
  const below = at.top + at.height + (width > at.width - CHIP.across ? CHIP.down : GAP);
  const above = at.top - height - GAP;
  const inside = (left: number) => Math.max(EDGE, Math.min(left, windowWidth - width - EDGE));
  const [start, end] = [inside(at.left), inside(right - width)];
  const middle = (start + end) / 2;
  const under = at.top + at.height + CHIP.down;
  const corners = [
    [start, below],
    [end, above],
    [start, above],
    [end, under],
    // There a field of one line has its chip.
    [right + CHIP.across, at.top],
    [at.left - width - GAP, at.top],
    [middle, above],
    [middle, under],
  ] as const;
  return corners.map(([left, top]) => ({ left, top, width, height }));
}

const Fold = ({ isCut }: { isCut: boolean }) => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path
      d={isCut ? 'M2 4l4 4 4-4' : 'M2 8 6 4l4 4'}
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
    />
  </svg>
);

const Sign = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path d="M8 7v4.5M8 4.2v1.6" stroke="currentColor" stroke-width="1.7" />
  </svg>
);
