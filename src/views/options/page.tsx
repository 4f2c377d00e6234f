import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../policy.ts';
import { hashOf, OF_DRAFT, type PageName, type Route } from './route.ts';

/** A page: its heading, which gets the focus when one comes there, and what it shows. */
export function Page({
  route,
  title,
  lead,
  up,
  end,
  children,
}: {
  route: Route;
  title: string;
  lead?: string;
  /** The page that this one is a part of. */
  up?: PageName;
  /** After the way on. */
  end?: ComponentChildren;
  children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { page, id, setting } = route;
  useEffect(() => {
    document.title = `${title} – Saklig`;
    const target = setting && document.getElementById(setting);
    for (let el = target || null; el; el = el.parentElement) {
      if (el instanceof HTMLDetailsElement) el.open = true;
    }
    if (target) {
      target.focus();
      target.scrollIntoView({ block: 'center' });
    } else if (location.hash) {
      heading.current?.focus();
      scrollTo(0, 0);
    }
  }, [page, id, setting]);
  return (
    <>
      {up && (
        <p class="up">
          <a href={hashOf(up)}>
            <span aria-hidden="true">←</span> {t(`editor_page_${up.replace('-', '_')}`)}
          </a>
        </p>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
      <Next page={page} {...(id !== undefined && { id })} />
      {end}
    </>
  );
}

/** The way on through the pages of a draft. */
function Next({ page, id }: { page: PageName; id?: string }) {
  const index = (OF_DRAFT as readonly string[]).indexOf(page);
  const next = OF_DRAFT[index + 1];
  if (id !== undefined) {
    return (
      <p class="next">
        <a class="button" href={hashOf(page)}>
          {t(page === 'fields' ? 'editor_doneField' : 'editor_doneRule')}
        </a>
      </p>
    );
  }
  if (index < 0 || index >= OF_DRAFT.indexOf('compare') || !next) return null;
  return (
    <p class="next">
      <a class="button" href={hashOf(next)}>
        {t('editor_next', t(`editor_page_${next}`))} <span aria-hidden="true">→</span>
      </a>
    </p>
  );
}
