import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../engine/engine.ts';
import { alike } from '../alike.ts';
import type { Decision } from '../guard/guard.ts';
import type { MessageKey, Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { takes } from '../replacement.ts';
import { shorten } from './shorten.ts';
import type { OpenWarning } from './view.tsx';

interface WarningProps {
  warning: OpenWarning;
  messages: Messages;
}

/** So many phrases are quoted; a warning is no wall of text. */
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
  const isAnswered = useRef(false);
  const isReplacing = useRef(false);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    if (warning.typing) dialog.current?.focus();
    else main.current?.focus();
    // What can be replaced is known only now: a popover of the page has closed before a modal dialog.
    setOpen(true);
  }, []);

  const asked = warning.notes.flatMap(askedIn);
  const { allowed, reasons = [] } = warning.override;
  const blocked = allowed === 'none' || asked.some(({ finding }) => finding.severity === 'block');
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
      say(messages('warningReplaced', left));
      main.current?.focus();
    }
  };
  // By rule, so that no sentence stands there twice.
  const shown = asked.slice(0, MOST_SHOWN);
  const rules = [...new Set(shown.map(({ finding }) => finding.rule))];
  const words = warning.isSent ? SENDING : SAVING;
  const [title, lead] = wordsFor(warning, { blocked, isClean });
  return (
    <dialog
      ref={dialog}
      class="warning"
      tabIndex={-1}
      // A dialog that interrupts is an alertdialog (ARIA).
      role="alertdialog"
      aria-labelledby="title"
      aria-describedby="lead"
      onCancel={(event) => decide(event, 'change')}
      // Browsers let no page hold one open against a second Escape.
      onClose={() => !dialog.current?.open && !isReplacing.current && answer('change')}
    >
      <h2 id="title">{messages(title)}</h2>
      <p id="lead">{messages(lead)}</p>
      <ul class="asked">
        {rules.map((rule) => {
          const own = shown.filter(({ finding }) => finding.rule === rule);
          return (
            <li key={rule}>
              <p class="instruction" lang={warning.policy.language}>
                {own[0]?.finding.instruction}
              </p>
              <ul>
                {own.map((one) => (
                  <Phrase
                    key={`${warning.notes.indexOf(one.note)} ${one.finding.text}`}
                    {...{ one, messages }}
                    language={warning.policy.language}
                    suggestion={isOpen ? best(one) : undefined}
                    replace={(event, suggestion) => replace(event, one, suggestion)}
                  />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {asked.length > MOST_SHOWN && (
        <p class="more">{messages('warningMore', asked.length - MOST_SHOWN)}</p>
      )}
      {asksWhy && (
        <fieldset class="reasons">
          <legend>{messages('warningReason')}</legend>
          {reasons.map((one) => (
            <label key={one} lang={warning.policy.language}>
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
  language: string;
  suggestion: string | undefined;
  replace(event: Event, suggestion: string): void;
  messages: Messages;
}

/** Words that must not stand there, and a button with what may. */
function Phrase({ one, language, suggestion, replace, messages }: PhraseProps) {
  const { finding, findings } = one;
  const words = shorten(finding.text);
  return (
    <li>
      <mark data-category={finding.category} lang={language}>
        {words}
      </mark>
      {findings.length > 1 && (
        <span class="times">{messages('warningTimes', findings.length)}</span>
      )}
      {suggestion !== undefined && (
        <>
          <span class="arrow" aria-hidden="true">
            →
          </span>
          <button
            type="button"
            class="suggestion"
            lang={language}
            aria-label={messages('warningReplace', words, suggestion)}
            onClick={(event) => replace(event, suggestion)}
          >
            {suggestion}
          </button>
        </>
      )}
    </li>
  );
}

/** Words of a note that ask, wherever they stand in it. */
interface Asked {
  note: Note;
  finding: Finding;
  findings: Finding[];
}

/** What asks in a note, each phrase once; what blocks first. */
function askedIn(note: Note): Asked[] {
  const asking = note.findings.filter(({ severity }) => severity !== 'hint');
  const phrases = asking.flatMap((finding) => {
    const findings = alike(asking, finding);
    return findings[0] === finding ? [{ note, finding, findings }] : [];
  });
  const blocks = ({ finding }: Asked) => Number(finding.severity === 'block');
  return phrases.sort((a, b) => blocks(b) - blocks(a));
}

/** The first suggestion that fits everywhere the words stand, if the note can be reached. */
function best({ note: { field }, finding, findings }: Asked): string | undefined {
  if (!field.editable() || !field.element.checkVisibility()) return undefined;
  return finding.suggestions.find((suggestion) => takes(field, findings, suggestion));
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
