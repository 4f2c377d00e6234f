import { render } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Box, Field } from '../fields/field.ts';
import type { Messages } from '../messages.ts';
import { frameIn, outward } from './outward.ts';
import phrasesStyle from './phrases.css?inline';
import { widest } from './place.ts';
import style from './style.css?inline';

export const PHRASES_STYLE = style + phrasesStyle;

/** What screen readers say: texts of the interface and, in the school's language, its phrases. */
export type Said = readonly (string | { phrase: string })[];

/** The list of ready phrases, as it is to be drawn. */
interface Drawn {
  field: Field;
  phrases: readonly string[];
  /** Which of them Enter would insert. */
  active: number;
  isShown: boolean;
  /** Said when it changes. */
  said: Said;
  /** Where the layer that it is drawn in begins, in CSS pixels of the viewport. */
  origin: Box | DOMRect;
  language: string;
  messages: Messages;
  insert(index: number): void;
}

/** Between the caret and the list, and the edge of the window, in CSS pixels. */
const GAP = 4;
const EDGE = 8;
/** In CSS pixels. */
const WIDEST = 420;
/** With so much room below it rather scrolls than stands above, in CSS pixels. */
const ENOUGH = 220;
/** Two phrases are always seen, in CSS pixels. */
const LEAST = 68;

/** Draws the list at the caret. */
export function drawPhrases(layer: HTMLElement, drawn: Drawn): void {
  // The focus stays in the note.
  layer.onmousedown = (event) => event.preventDefault();
  render(
    <>
      <div class="unseen" role="status">
        {drawn.said.map((one) =>
          typeof one === 'string' ? one : <span lang={drawn.language}>{one.phrase}</span>,
        )}
      </div>
      {drawn.isShown && <Phrases {...drawn} />}
    </>,
    layer,
  );
}

function Phrases({ field, phrases, active, origin, language, messages, insert }: Drawn) {
  const element = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // Below the caret's line, or above it where there is little room, and no higher than that.
  useLayoutEffect(() => {
    const own = element.current;
    const caret = field.caretBox();
    const at = (caret && outward({ ...caret, width: 1 })) ?? frameIn(field);
    if (!own || !at) return;
    const { clientWidth, clientHeight } = own.ownerDocument.documentElement;
    if (list.current) list.current.style.maxHeight = '';
    own.style.maxWidth = `${Math.min(WIDEST, widest(clientWidth))}px`;
    const { width, height } = own.getBoundingClientRect();
    const below = at.top + at.height + GAP;
    const room = { below: clientHeight - EDGE - below, above: at.top - GAP - EDGE };
    const isBelow = room.below >= Math.min(height, ENOUGH, room.above);
    const over = height - (isBelow ? room.below : room.above);
    if (list.current && over > 0) {
      list.current.style.maxHeight = `${Math.max(LEAST, list.current.offsetHeight - over)}px`;
    }
    const top = isBelow ? below : at.top - GAP - own.getBoundingClientRect().height;
    const left = Math.max(EDGE, Math.min(at.left, clientWidth - width - EDGE));
    own.style.left = `${left - origin.left}px`;
    own.style.top = `${top - origin.top}px`;
  });
  // Without scrolling the page, as `scrollIntoView` would.
  useLayoutEffect(() => {
    const box = list.current;
    const option = box?.children[active] as HTMLElement | undefined;
    if (!box || !option) return;
    const { offsetTop, offsetHeight } = option;
    box.scrollTop = Math.min(
      offsetTop,
      Math.max(box.scrollTop, offsetTop + offsetHeight - box.clientHeight),
    );
  }, [active, phrases]);
  return (
    <div ref={element} class="phrases">
      {phrases.length > 0 ? (
        <div
          class="options"
          ref={list}
          role="listbox"
          aria-label={messages('phrasesLabel')}
          lang={language}
        >
          {phrases.map((phrase, i) => (
            <button
              type="button"
              tabIndex={-1}
              key={phrase}
              role="option"
              aria-selected={i === active}
              onClick={(event) => event.isTrusted && insert(i)}
            >
              {phrase}
            </button>
          ))}
        </div>
      ) : (
        <p>{messages('phrasesNone')}</p>
      )}
      {phrases.length > 0 && <p aria-hidden="true">{messages('phrasesKeys')}</p>}
    </div>
  );
}
