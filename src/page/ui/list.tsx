import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Finding } from '../../engine/engine.ts';
import type { Box } from '../fields/field.ts';
import type { Messages } from '../messages.ts';
import type { Note } from '../notes.ts';
import { useBeside } from './beside.ts';
import { chipBox, chipPlace } from './chip-place.ts';
import { shorten } from './shorten.ts';
import { surroundings } from './surroundings.ts';
import type { Shown } from './view.tsx';

/** The remarks of a note, and which of them one is at. */
export interface OpenList {
  note: Note;
  at: Finding | null;
  /** Where the caret stood, in UTF-16 offsets; null where none did. */
  caret: number | null;
}

interface ListProps {
  list: OpenList;
  origin: Box | DOMRect;
  shown: Shown;
  messages: Messages;
}

/** All remarks of a note, short: for long notes. Whichever is chosen is brought into view. */
export function List({ list: { note, at }, origin, shown, messages }: ListProps) {
  const panel = useRef<HTMLDivElement>(null);
  const items = useRef<HTMLDivElement>(null);
  const { findings } = note;
  const around = surroundings(note.field.read(), findings);
  const current = Math.max(0, at ? findings.indexOf(at) : 0);
  const chip = (): Box[] => {
    const isUnsaved = shown.isUnsaved(note);
    const place = chipPlace(note, isUnsaved);
    return place ? [chipBox(place, isUnsaved)] : [];
  };
  useBeside(panel, note.field, chip, origin, shown.pressed);
  const focusOn = (i: number) => (items.current?.children[i] as HTMLElement | undefined)?.focus();
  const hadFocus = panel.current?.matches(':focus-within');
  useLayoutEffect(() => focusOn(current), []);
  useLayoutEffect(() => {
    // What had it is not among those that are left.
    if (hadFocus && !panel.current?.matches(':focus-within')) focusOn(current);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const last = findings.length - 1;
    // What has the focus, not what was drawn last: keys may come faster than frames.
    const here = [...(items.current?.children ?? [])].indexOf(event.target as Element);
    const next: Record<string, number> = {
      ArrowDown: here === last ? 0 : here + 1,
      ArrowUp: here <= 0 ? last : here - 1,
      Home: 0,
      End: last,
    };
    const to = next[event.key];
    if (to !== undefined) focusOn(to);
    else if (event.key === 'Escape' || event.key === 'Tab') shown.closePanels(true);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={panel}
      class="list panel"
      role="dialog"
      tabIndex={-1}
      aria-labelledby="list-title"
      onKeyDown={onKeyDown}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div class="head" id="list-title">
        {messages(findings.length === 1 ? 'listOne' : 'listMany', findings.length)}
      </div>
      {/* Without a name: the dialog has it, and screen readers would read it twice. */}
      <div ref={items} role="menu">
        {findings.map((finding, i) => (
          <button
            // Its place, and not where its words stand: the page may write something before them.
            key={i}
            type="button"
            role="menuitem"
            tabIndex={i === current ? 0 : -1}
            onFocus={() => shown.lookAt(finding)}
            onClick={(event) => event.isTrusted && shown.goTo(note, finding)}
          >
            <span class="sample" data-category={finding.category} />
            <q lang={shown.policy.language}>
              <span class="around">{around[i]?.before}</span>
              {shorten(finding.text)}
              <span class="around">{around[i]?.behind}</span>
            </q>
            <span class="kind">
              {messages(`category_${finding.category}`)}
              {around[i]?.nth ? ` ${around[i].nth}` : ''}
            </span>
          </button>
        ))}
      </div>
    </div>
  );
}
