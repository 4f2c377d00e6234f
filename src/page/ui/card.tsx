import { useLayoutEffect, useRef } from 'preact/hooks';
import { mayBeSaved } from '../anyway.ts';
import type { Box } from '../fields/field.ts';
import type { Messages } from '../messages.ts';
import { useBeside } from './beside.ts';
import { Instead } from './instead.tsx';
import { leaves } from './leaves.ts';
import { boxesIn } from './outward.ts';
import { shorten } from './shorten.ts';
import type { OpenCard, Shown } from './view.tsx';

interface CardProps {
  card: OpenCard;
  origin: Box | DOMRect;
  shown: Shown;
  messages: Messages;
}

/** What the school says about a finding, why, and what to write instead. */
export function Card({ card, origin, shown, messages }: CardProps) {
  const { note, finding, how } = card;
  const panel = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const { instruction, reason, source, text, category } = finding;
  const lang = shown.policy.language;
  const words = () => boxesIn(note.field, [finding])[0] ?? [];
  const place = useBeside(panel, note.field, words, origin, shown.pressed);

  const hadFocus = panel.current?.matches(':focus-within');
  // As soon as it is there, so that no key in between goes to the field; and again where what had the
  // focus is not there for the next remark.
  useLayoutEffect(() => {
    const isLost = hadFocus && !panel.current?.matches(':focus-within');
    if (how === 'focus' || isLost) (first.current ?? panel.current)?.focus();
  }, [finding, how]);

  const press = (act: () => void) => (event: MouseEvent) => event.isTrusted && act();
  return (
    <div
      ref={panel}
      class="card panel"
      role="dialog"
      tabIndex={-1}
      data-category={category}
      aria-label={messages('cardLabel', text)}
      aria-describedby="sentence"
      onKeyDown={leaves(panel, shown)}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div class="head">
        <span class="sample" data-category={category} />
        <p class="words">
          <q lang={lang}>{shorten(text)}</q> {messages(`category_${category}`)}
        </p>
        {note.findings.length > 1 && <Steps {...{ card, shown, messages }} />}
      </div>
      {/* Said when one steps on to another remark. */}
      <div aria-live="polite">
        <span class="unseen" lang={lang}>
          {shorten(text)}
        </span>
        <p class="instruction" id="sentence" lang={lang}>
          {instruction}
        </p>
      </div>
      <Instead {...{ card, shown, messages, first }} resized={place} />
      <div class="why">
        {reason && (
          <p class="reason" lang={lang}>
            {reason}
          </p>
        )}
        {source && (
          <details key={`${finding.start} ${finding.rule}`} onToggle={place}>
            <summary>{messages('cardWhy')}</summary>
            <ul lang={lang}>
              {source.split(/;\s*/).map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <p class="ways">
        {shown.mayLeave(note, finding) && (
          <button
            type="button"
            class="quiet"
            title={messages('cardLeaveHint')}
            onClick={press(() => shown.leave(note, finding))}
          >
            {messages('cardLeave')}
          </button>
        )}
        <button type="button" class="quiet" onClick={press(() => shown.reportFalse(note, finding))}>
          {messages('cardFalse')}
        </button>
        {shown.isUnsaved(note) && mayBeSaved([note], shown.overrideOf(note)) && (
          <button type="button" class="quiet" onClick={press(() => shown.saveAnyway(note))}>
            {messages('cardSaveAnyway')}
          </button>
        )}
        <button type="button" class="quiet last" onClick={press(() => shown.closePanels(true))}>
          {messages('cardClose')}
        </button>
      </p>
    </div>
  );
}

/** Which remark of how many this is, with the ways to the others. */
function Steps({ card, shown, messages }: Omit<CardProps, 'origin'>) {
  const { note, finding } = card;
  const { findings } = note;
  const at = findings.indexOf(finding);
  const go = (by: number) => (event: MouseEvent) => {
    const next = findings[(at + by + findings.length) % findings.length];
    // The focus stays on the button, to step on with.
    if (event.isTrusted && next) shown.step(note, next);
  };
  const count = messages('cardCount', at + 1, findings.length);
  return (
    <span class="steps">
      <button
        type="button"
        class="quiet"
        aria-label={messages('cardPrevious')}
        title={messages('cardPrevious')}
        onClick={go(-1)}
      >
        ‹
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={messages('cardShowAll', count)}
        title={messages('cardShowAll', count)}
        onClick={(event) => event.isTrusted && shown.openList(note)}
      >
        {count}
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={messages('cardNext')}
        title={messages('cardNext')}
        onClick={go(1)}
      >
        ›
      </button>
    </span>
  );
}
