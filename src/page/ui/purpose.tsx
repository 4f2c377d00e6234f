import { render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Box } from '../fields/field.ts';
import { framesAround } from '../frames.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { freePlace } from './free-place.ts';
import purposeStyle from './purpose.css?inline';
import style from './style.css?inline';

export const PURPOSE_STYLE = style + purposeStyle;

/** The line of a field, as it is to be drawn. */
interface Drawn {
  /** Said by screen readers when it changes. */
  said: string;
  /** The note with the focus, with what is to be seen of its field in the outermost page. */
  shown: { note: Note; at: Box; isFolded: boolean } | null;
  /** Where the layer that it is drawn in begins, in CSS pixels of the viewport. */
  origin: Box | DOMRect;
  language: string;
  messages: Messages;
  toggle(): void;
}

/** Between the line and its field, and the edge of the window, in CSS pixels. */
const GAP = 3;
const EDGE = 4;
/** Room for the chip at the lower right corner of the field. */
const CHIP = 48;
/** So wide the line may be at a field that is narrower, in CSS pixels. */
const WIDE = 420;

/** Draws the line that says what a field is for, beside the field. */
export function drawPurpose(layer: HTMLElement, drawn: Drawn): void {
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
  shown: { note, at, isFolded },
  origin,
  language,
  messages,
  toggle,
}: Drawn & { shown: NonNullable<Drawn['shown']> }) {
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const own = element.current;
    if (!own) return;
    const { clientWidth } = own.ownerDocument.documentElement;
    const { style } = own;
    // Out of the way, while it is looked what lies there.
    style.visibility = 'hidden';
    style.left = style.top = '0';
    style.maxWidth = `${Math.min(clientWidth - 2 * EDGE, Math.max(at.width - CHIP, WIDE))}px`;
    const { width, height } = own.getBoundingClientRect();
    const field = framesAround().at(-1) ?? note.field.element;
    const places = placesBeside(at, width, height, clientWidth);
    const place = freePlace(own.ownerDocument, field, places);
    if (!place) return;
    style.left = `${place.left - origin.left}px`;
    style.top = `${place.top - origin.top}px`;
    style.visibility = 'visible';
  });
  const { name, purpose } = note.policyField;
  const label = messages(isFolded ? 'purposeShow' : 'purposeFold');
  const button = (
    <button
      type="button"
      class="fold"
      aria-expanded={!isFolded}
      aria-label={label}
      title={isFolded ? purpose : label}
      onClick={(event) => event.isTrusted && toggle()}
    >
      {isFolded ? <Sign /> : <Fold />}
    </button>
  );
  // Many begin with the name.
  const isNamed = purpose.startsWith(`${name}:`);
  return (
    <div
      ref={element}
      class={isFolded ? 'purpose folded' : 'purpose'}
      role="note"
      aria-label={messages('purposeLabel')}
      onMouseDown={(event) => event.preventDefault()}
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

/** Below, above, and at the sides of a field, inside the window as far as it goes. */
function placesBeside(at: Box, width: number, height: number, windowWidth: number): Box[] {
  const size = { width, height };
  const right = at.left + at.width;
  const left = Math.max(EDGE, Math.min(at.left, windowWidth - width - EDGE));
  return [
    { left, top: at.top + at.height + GAP, ...size },
    { left, top: at.top - height - GAP, ...size },
    { left: right + GAP, top: at.top, ...size },
    { left: at.left - width - GAP, top: at.top, ...size },
  ];
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
