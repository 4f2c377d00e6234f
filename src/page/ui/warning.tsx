import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../engine/engine.ts';
import type { Decision } from '../guard/guard.ts';
import type { Messages } from '../messages.ts';
import { shorten } from './card.tsx';
import type { OpenWarning } from './view.tsx';

interface WarningProps {
  warning: OpenWarning;
  messages: Messages;
}

/** So many instructions are quoted; a warning is no wall of text. */
const MOST_SHOWN = 4;

/** Asks once more before a save. A modal dialog: the page waits, and the browser keeps the focus in. */
export function Warning({ warning, messages }: WarningProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const change = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    if (warning.typing) dialog.current?.focus();
    else change.current?.focus();
  }, []);
  const findings = warning.notes
    .flatMap((note) => note.findings)
    .filter((finding) => finding.severity !== 'hint');
  const { allowed, reasons = [] } = warning.override;
  const blocked = allowed === 'none' || findings.some(({ severity }) => severity === 'block');
  const asksWhy = !blocked && allowed === 'reason';
  // Kept only here, and gone with the warning.
  const [reason, chooseReason] = useState('');
  const groups = byInstruction(findings);
  const decide = (event: Event, decision: Decision) => {
    event.preventDefault();
    // The second half of a double click on the page's save button is no answer.
    if (!event.isTrusted || ('detail' in event && Number(event.detail) > 1)) return;
    dialog.current?.close();
    warning.decide(decision);
  };
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
    >
      <h2 id="title">{messages('warningTitle')}</h2>
      <p id="lead">{messages(blocked ? 'warningBlocked' : 'warningLead')}</p>
      <ul>
        {groups.slice(0, MOST_SHOWN).map(({ finding, words }) => (
          <li key={finding.rule}>
            <span class="words">
              {words.map((word) => (
                <mark key={word} data-category={finding.category}>
                  {shorten(word)}
                </mark>
              ))}
            </span>
            <span class="instruction">{finding.instruction}</span>
          </li>
        ))}
      </ul>
      {groups.length > MOST_SHOWN && (
        <p class="more">{messages('warningMore', groups.length - MOST_SHOWN)}</p>
      )}
      {asksWhy && (
        <fieldset class="reasons">
          <legend>{messages('warningReason')}</legend>
          {reasons.map((one) => (
            <label key={one}>
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
      {/* Firefox ends our script with the extension: then the buttons still close the dialog by
          themselves, and the page can be used again. */}
      <form method="dialog" class="ways">
        {!blocked && (
          <button
            type="submit"
            disabled={asksWhy && reason === ''}
            onClick={(event) => decide(event, 'anyway')}
          >
            {messages('warningAnyway')}
          </button>
        )}
        <button
          ref={change}
          type="submit"
          class="primary"
          onClick={(event) => decide(event, 'change')}
        >
          {messages('warningChange')}
        </button>
      </form>
    </dialog>
  );
}

function byInstruction(findings: Finding[]): { finding: Finding; words: string[] }[] {
  const groups = new Map<string, { finding: Finding; words: string[] }>();
  for (const finding of findings) {
    const group = groups.get(finding.rule) ?? { finding, words: [] };
    if (!group.words.includes(finding.text)) group.words.push(finding.text);
    groups.set(finding.rule, group);
  }
  return [...groups.values()];
}
