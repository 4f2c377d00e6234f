import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../engine/engine.ts';
import { mayBeSaved } from '../anyway.ts';
import { fieldNames } from '../field-names.ts';
import type { Decision } from '../guard/guard.ts';
import type { MessageKey, Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { type Offer, offerOf, offersFor, takes } from '../replacement.ts';
import { shorten } from './shorten.ts';
import type { OpenWarning } from './view.tsx';

interface WarningProps {
  warning: OpenWarning;
  messages: Messages;
}

/** So many phrases are quoted at first; a warning is no wall of text. */
const MOST_SHOWN = 4;

/**
 * Asks once more before a save. A modal dialog: the page waits, and the browser keeps the focus in. It
 * stands in the middle and not at the field: the question may be about several fields, or one that is
 * scrolled away or has left the page, and at 200 % there is no room beside one; in the same place each
 * time it is read at a glance.
 */
export function Warning({ warning, messages }: WarningProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const main = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [said, say] = useState('');
  // Kept only here, and gone with the warning.
  const [reason, chooseReason] = useState('');
  const [isWhole, setWhole] = useState(false);
  const isAnswered = useRef(false);
  const isReplacing = useRef(false);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    if (warning.typing) dialog.current?.focus();
    else main.current?.focus();
    // To what it asks, where all of it has to be scrolled: the focus is at its end, which stays in sight.
    if (dialog.current) dialog.current.scrollTop = 0;
    // What can be replaced is known only now: a popover of the page has closed before a modal dialog.
    setOpen(true);
  }, []);

  const asked = warning.notes.flatMap(askedIn).sort(blocksFirst);
  const { allowed, reasons = [] } = warning.override;
  const blocked = !mayBeSaved(warning.notes, warning.override);
  const isClean = asked.length === 0;
  const asksWhy = !blocked && !isClean && allowed === 'reason';

  const answer = (decision: Decision) => {
    if (isAnswered.current) return;
    isAnswered.current = true;
    dialog.current?.close();
    warning.decide(decision);
  };
  const decide = (event: Event, decision: Decision) => {
    event.preventDefault();
    // The second half of a double click on the page's save button is no answer.
    if (!event.isTrusted || ('detail' in event && Number(event.detail) > 1)) return;
    answer(decision);
  };
  const replace = async (event: Event, { note, findings }: Asked, suggestion: string) => {
    if (!event.isTrusted) return;
    const own = dialog.current;
    // Behind a modal dialog nothing of the page can be written in.
    isReplacing.current = true;
    own?.close();
    try {
      await warning.replace(note, findings, suggestion);
    } finally {
      // The page may have gone on to another policy, or away.
      if (own?.isConnected) own.showModal();
      isReplacing.current = false;
      const left = warning.notes.flatMap(askedIn).length;
      say(left ? messages('warningReplaced', left) : messages('warningReplacedLast'));
      main.current?.focus();
    }
  };
  // By rule, so that no sentence stands there twice.
  const shown = isWhole ? asked : asked.slice(0, MOST_SHOWN);
  const rules = [...new Set(shown.map(({ finding }) => finding.rule))];
  // Who cannot see the list hears the words all the same.
  const phraseId = (one: Asked) => `phrase-${shown.indexOf(one)}`;
  const names = useMemo(() => fieldNames(warning.notes), []);
  // Where the same words stand in several notes it says in which.
  const placeOf = ({ note, finding }: Asked) => {
    const isElsewhere = asked.some(
      (other) => other.note !== note && isSaid(other.finding, finding),
    );
    return isElsewhere ? names[warning.notes.indexOf(note)] : undefined;
  };
  const idsOf = (one: Asked) => [placeOf(one) ? `${phraseId(one)}-in` : [], phraseId(one)].flat();
  const words = warning.isSent ? SENDING : SAVING;
  const { language } = warning.policy;
  const [title, lead] = wordsFor(warning, { blocked, isClean });
  return (
    <dialog
      ref={dialog}
      class="warning"
      tabIndex={-1}
      // A dialog that interrupts is an alertdialog (ARIA).
      role="alertdialog"
      aria-labelledby="title"
      aria-describedby={['lead', ...shown.flatMap(idsOf)].join(' ')}
      onCancel={(event) => decide(event, 'change')}
      // Browsers let no page hold one open against a second Escape.
      onClose={() => !dialog.current?.open && !isReplacing.current && answer('change')}
    >
      <h2 id="title">{messages(title)}</h2>
      <p id="lead">{messages(lead)}</p>
      <ul class="asked">
        {rules.map((rule) => {
          const own = shown.filter(({ finding }) => finding.rule === rule);
          const offers = own.map((one) => (isOpen ? best(one) : undefined));
          const [first] = own;
          return (
            <li key={rule}>
              <p class="instruction" lang={language}>
                {first?.finding.instruction}
              </p>
              <ul>
                {own.map((one, i) => (
                  <Phrase
                    key={`${warning.notes.indexOf(one.note)} ${one.finding.start}`}
                    {...{ one, language, messages }}
                    id={phraseId(one)}
                    place={placeOf(one)}
                    offer={offers[i]}
                    replace={(event, suggestion) => replace(event, one, suggestion)}
                  />
                ))}
              </ul>
              {isOpen && first && offers.every((offer) => !offer) && (
                <Ask prompts={first.finding.prompts} {...{ language, messages }} />
              )}
            </li>
          );
        })}
      </ul>
      {asked.length > MOST_SHOWN && (
        <p class="more">
          <button
            type="button"
            class="quiet"
            onClick={(event) => event.isTrusted && setWhole(!isWhole)}
          >
            {isWhole
              ? messages('warningFewer')
              : messages('warningMore', asked.length - MOST_SHOWN)}
          </button>
        </p>
      )}
      {asksWhy && (
        <fieldset class="reasons">
          <legend>{messages('warningReason')}</legend>
          {reasons.map((one) => (
            <label key={one} lang={language}>
              <input
                type="radio"
                name="reason"
                checked={reason === one}
                onChange={() => chooseReason(one)}
              />
              {one}
            </label>
          ))}
        </fieldset>
      )}
      <div class="unseen" role="status">
        {said}
      </div>
      {/* Firefox ends our script with the extension: then the buttons still close the dialog by
          themselves, and the page can be used again. */}
      <form method="dialog" class="ways">
        {!blocked && !isClean && (
          <button
            type="submit"
            disabled={asksWhy && reason === ''}
            onClick={(event) => decide(event, 'anyway')}
          >
            {messages(words.anyway)}
          </button>
        )}
        {isClean && warning.isPress && (
          <button type="submit" onClick={(event) => decide(event, 'change')}>
            {messages(words.back)}
          </button>
        )}
        {/* When nothing is left to ask it says "Save" rather than saving by itself: who has just
            replaced a word wants to see the note, or write on, and many tools leave the page with a
            save. What a tool has sent already carries the old words and is never let go. */}
        <button
          ref={main}
          type="submit"
          class="primary"
          onClick={(event) => decide(event, isClean && warning.isPress ? 'save' : 'change')}
        >
          {messages(isClean ? (warning.isPress ? words.save : 'warningDone') : 'warningChange')}
        </button>
      </form>
    </dialog>
  );
}

interface PhraseProps {
  one: Asked;
  id: string;
  /** What the page calls its field, where that has to be told. */
  place: string | undefined;
  language: string;
  offer: Offer | undefined;
  replace(event: Event, suggestion: string): void;
  messages: Messages;
}

/** Words that must not stand there, and a button with what may; around them what that would take the place of. */
function Phrase({ one, id, place, language, offer, replace, messages }: PhraseProps) {
  const { finding, findings } = one;
  const words = shorten(finding.text);
  const at = offer?.replaced.indexOf(finding.text) ?? -1;
  return (
    <li>
      {place && (
        <span id={`${id}-in`} class="place">
          {shorten(place)}
        </span>
      )}
      <span lang={language}>
        {at > 0 && ends(offer?.replaced.slice(0, at))}
        <mark id={id} data-category={finding.category}>
          {words}
        </mark>
        {at >= 0 && ends(offer?.replaced.slice(at + finding.text.length))}
      </span>
      {findings.length > 1 && (
        <span class="times">{messages('warningTimes', findings.length)}</span>
      )}
      {offer !== undefined && (
        <>
          <span class="arrow" aria-hidden="true">
            →
          </span>
          <button
            type="button"
            class="suggestion"
            aria-label={[messages('warningReplace', offer.replaced, offer.label), place]
              .filter(Boolean)
              .join(', ')}
            onClick={(event) => replace(event, offer.suggestion)}
          >
            <span lang={language}>{offer.label}</span>
          </button>
        </>
      )}
    </li>
  );
}

/** Both ends of words to be quoted, which tell where they begin and end. */
const ends = (words = '') =>
  words.length > 60 ? `${words.slice(0, 28)} … ${words.slice(-28)}` : words;

/** So much of what to ask oneself is said, in letters. */
const MOST_ASKED = 90;

/** Where there is nothing to put in their place: what helps to find other words, as far as it is short. */
function Ask({
  prompts,
  language,
  messages,
}: {
  prompts: readonly string[];
  language: string;
  messages: Messages;
}) {
  const [first, ...rest] = prompts;
  if (!first) return null;
  const all = [first, ...rest].join(' ');
  return (
    <p class="prompts">
      {messages('cardAsk')}: <span lang={language}>{all.length > MOST_ASKED ? first : all}</span>
    </p>
  );
}

/** Words of a note that ask, wherever they stand in it. */
interface Asked {
  note: Note;
  finding: Finding;
  findings: Finding[];
}

/** True when two findings say the same words. */
const isSaid = (one: Finding, other: Finding) =>
  one.text.toLowerCase() === other.text.toLowerCase();

/** What blocks is never among those that are not shown at first. */
const blocksFirst = (one: Asked, other: Asked) =>
  Number(other.finding.severity === 'block') - Number(one.finding.severity === 'block');

/** What asks in a note, each phrase once, or each that something else would be replaced of. */
function askedIn(note: Note): Asked[] {
  const phrases = new Map<string, Asked>();
  for (const finding of note.findings) {
    if (finding.severity === 'hint') continue;
    const [suggestion] = finding.suggestions;
    const replaced = suggestion && offerOf(note.field, finding, suggestion).replaced;
    const key = [finding.rule, finding.text, replaced].join('\n').toLowerCase();
    const same = phrases.get(key);
    if (same) same.findings.push(finding);
    else phrases.set(key, { note, finding, findings: [finding] });
  }
  return [...phrases.values()];
}

/** The first suggestion that fits everywhere the words stand, if the note can be reached. */
function best({ note: { field }, finding, findings }: Asked): Offer | undefined {
  if (!field.editable() || !field.element.checkVisibility()) return undefined;
  return offersFor(field, finding).find(({ suggestion }) => takes(field, findings, suggestion));
}

/** The heading, and the sentence that says what is at stake: by where the notes end up. */
function wordsFor(
  { notes, isPress, isSent }: OpenWarning,
  { blocked, isClean }: { blocked: boolean; isClean: boolean },
): readonly [MessageKey, MessageKey] {
  const words = isSent ? SENDING : SAVING;
  if (isClean && isPress) return [words.clean, 'warningCleanLead'];
  if (isClean) return ['warningChanged', words.changed];
  const channels = [...new Set(notes.map(({ policyField }) => policyField.channel))];
  const [channel] = channels;
  const stake = channels.length === 1 && channel ? STAKES[channel] : 'warningLead';
  return [blocked ? words.blocked : words.title, stake];
}

/** What is said of a tool that keeps the notes, and of one that sends them. */
const SAVING = {
  title: 'warningTitle',
  blocked: 'warningBlockedTitle',
  clean: 'warningClean',
  changed: 'warningChangedLead',
  anyway: 'warningAnyway',
  save: 'warningSave',
  back: 'warningBack',
} as const;
const SENDING = {
  title: 'warningTitleSend',
  blocked: 'warningBlockedTitleSend',
  clean: 'warningCleanSend',
  changed: 'warningChangedLeadSend',
  anyway: 'warningAnywaySend',
  save: 'warningSend',
  back: 'warningBackSend',
} as const;

const STAKES = {
  record: 'warningStakeRecord',
  guardians: 'warningStakeGuardians',
  'open-email': 'warningStakeEmail',
  'health-record': 'warningLead',
} as const;
