import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../engine/engine.ts';
import type { Box } from '../fields/field.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { useBeside } from './beside.ts';
import { leaves } from './leaves.ts';
import { boxesIn } from './outward.ts';
import type { Shown } from './view.tsx';

/** A false alarm that is to be told of. */
export interface OpenReport {
  note: Note;
  finding: Finding;
  /** Which line of which dictionary to report. */
  line: string;
  /** True when it is out of the note. */
  isLeft: boolean;
}

interface ReportProps {
  report: OpenReport;
  origin: Box | DOMRect;
  shown: Shown;
  messages: Messages;
}

/** Tells which line of a dictionary a false alarm comes from, to be passed on by hand: nothing is sent. */
export function Report({ report, origin, shown, messages }: ReportProps) {
  const { note, finding, line, isLeft } = report;
  const { contact, language } = shown.policy;
  const panel = useRef<HTMLDivElement>(null);
  const told = useRef<HTMLElement>(null);
  const copy = useRef<HTMLButtonElement>(null);
  const [copied, setCopied] = useState<'copied' | 'refused' | null>(null);
  useBeside(
    panel,
    note.field,
    () => boxesIn(note.field, [finding])[0] ?? [],
    origin,
    shown.pressed,
  );
  useLayoutEffect(() => copy.current?.focus(), []);

  const onCopy = async (event: MouseEvent) => {
    if (!event.isTrusted) return;
    try {
      // Of the document that the button stands in: only that has the focus. Pages that are not
      // encrypted have no clipboard for scripts.
      await copy.current?.ownerDocument.defaultView?.navigator.clipboard.writeText(line);
      setCopied('copied');
    } catch {
      if (told.current) getSelectionAt(told.current)?.selectAllChildren(told.current);
      setCopied('refused');
    }
  };
  return (
    <div
      ref={panel}
      class="report panel"
      role="dialog"
      tabIndex={-1}
      aria-labelledby="report-title"
      aria-describedby="report-what"
      onKeyDown={leaves(panel, shown)}
    >
      <p class="instruction" id="report-title">
        {messages(isLeft ? 'reportLeft' : 'reportStays')}
      </p>
      <p id="report-what">
        {messages('reportWhat')}
        {contact && (
          <>
            {' '}
            {messages('reportContact')} <span lang={language}>{contact}.</span>
          </>
        )}
      </p>
      {/* No text field: in a page under a policy for all of these it would be one more note. */}
      <code ref={told} class="line">
        {line}
      </code>
      <p class="ways">
        <button ref={copy} type="button" onClick={onCopy}>
          {messages('reportCopy')}
        </button>
        <button
          type="button"
          class="quiet last"
          onClick={(event) => event.isTrusted && shown.closePanels(true)}
        >
          {messages('cardClose')}
        </button>
      </p>
      <p role="status">
        {copied && messages(copied === 'copied' ? 'reportCopied' : 'reportRefused')}
      </p>
    </div>
  );
}

const getSelectionAt = ({ ownerDocument }: Element) => ownerDocument.getSelection();
