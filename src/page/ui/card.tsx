import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Box } from '../fields/field.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { boxesIn, frameIn } from './outward.ts';
import type { OpenCard, Shown } from './view.tsx';

interface CardProps {
  card: OpenCard;
  origin: Box | DOMRect;
  shown: Shown;
  messages: Messages;
}

const GAP = 6;
const EDGE = 8;

/** What the school says about a finding, and what to write instead. */
export function Card({ card, origin, shown, messages }: CardProps) {
  const { note, finding, how } = card;
  const element = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const { prompts, instruction, reason, source } = finding;
  const suggestions = finding.suggestions.filter((s) => note.field.takes(finding, s));

  // Below the words, or above them where there is no room, always inside the window.
  useLayoutEffect(() => {
    const own = element.current;
    const [boxes = []] = boxesIn(note.field, [finding]);
    const frame = frameIn(note.field);
    const [top, last] = [boxes[0] ?? frame, boxes.at(-1) ?? frame];
    if (!own || !top || !last) return;
    const { width, height } = own.getBoundingClientRect();
    const { clientWidth, clientHeight } = own.ownerDocument.documentElement;
    const below = last.top + last.height + GAP;
    const fits = below + height + EDGE <= clientHeight || top.top - GAP - height < EDGE;
    const y = fits ? below : Math.max(EDGE, top.top - GAP - height);
    const x = Math.max(EDGE, Math.min(last.left, clientWidth - width - EDGE));
    own.style.left = `${x - origin.left}px`;
    own.style.top = `${y - origin.top}px`;
  });

  // As soon as it is there, so that no key in between goes to the field.
  useLayoutEffect(() => {
    if (how === 'focus') (first.current ?? element.current)?.focus();
  }, [finding, how]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    shown.closeCard(true);
  };
  const count = note.findings.length;
  const next = note.findings[(note.findings.indexOf(finding) + 1) % count];
  return (
    <div
      ref={element}
      class="card"
      role="dialog"
      tabIndex={-1}
      data-category={finding.category}
      aria-label={messages('cardLabel', finding.text)}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => event.preventDefault()}
    >
      <p class="kind">
        <span class="swatch" data-category={finding.category} />
        {messages(`category_${finding.category}`)}
        <q>{shorten(finding.text)}</q>
      </p>
      <p class="instruction">{instruction}</p>
      {reason && (
        <p class="reason">
          {reason}
          {source && <span class="source"> {source}.</span>}
        </p>
      )}
      {suggestions.length > 0 && (
        <fieldset class="instead">
          <legend>{messages('cardInstead')}</legend>
          {suggestions.map((suggestion, i) => (
            <button
              key={suggestion}
              ref={i === 0 ? first : null}
              type="button"
              class="suggestion"
              onClick={(event) => event.isTrusted && shown.replace(note, finding, suggestion)}
            >
              {suggestion}
            </button>
          ))}
        </fieldset>
      )}
      {prompts.length > 0 && (
        <div class="ask">
          <p>{messages('cardAsk')}</p>
          <ul>
            {prompts.map((prompt) => (
              <li key={prompt}>{prompt}</li>
            ))}
          </ul>
        </div>
      )}
      <p class="ways">
        {count > 1 && next && (
          <button
            type="button"
            onClick={(event) =>
              event.isTrusted && shown.openCard(note, next, how === 'pointer' ? 'caret' : how)
            }
          >
            {messages('cardNext')}
          </button>
        )}
        {shown.isUnsaved(note) && mayBeSaved(note, shown) && (
          <button type="button" onClick={(event) => event.isTrusted && shown.saveAnyway(note)}>
            {messages('cardSaveAnyway')}
          </button>
        )}
        <button type="button" onClick={(event) => event.isTrusted && shown.closeCard(true)}>
          {messages('cardClose')}
        </button>
      </p>
    </div>
  );
}

const mayBeSaved = (note: Note, shown: Shown) =>
  shown.overrideOf(note).allowed !== 'none' &&
  !note.findings.some(({ severity }) => severity === 'block');

/** Words for a heading: a long stretch keeps its beginning. */
export const shorten = (words: string) => (words.length > 60 ? `${words.slice(0, 57)}…` : words);
