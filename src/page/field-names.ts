import type { Note } from './notes.ts';
import type { Root } from './tree.ts';

/**
 * What the page itself calls the field of each of some notes, so that no two are called the same: in a
 * class list the policy's name for the field is that of thirty. In the order of the notes.
 */
export function fieldNames(notes: readonly Note[]): string[] {
  const labels = notes.map(({ field }) => labelOf(field.element));
  const names = notes.map(({ field, policyField }, i) => {
    const label = labels[i] || policyField.name;
    const row = isAmong(labels, labels[i]) ? rowOf(field.element) : '';
    return row ? `${row}, ${label}` : label;
  });
  return names.map((name, i) => {
    const nth = names.slice(0, i + 1).filter((one) => one === name).length;
    return isAmong(names, name) ? `${name} (${nth})` : name;
  });
}

/** True when something is there more than once. */
const isAmong = (all: readonly string[], one: string | undefined) =>
  all.indexOf(one ?? '') !== all.lastIndexOf(one ?? '');

/** What screen readers would call a field, as far as pages say it. */
function labelOf(element: HTMLElement): string {
  const root = element.getRootNode() as Root;
  const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  const others = ids.map((id) => root.getElementById?.(id)?.textContent);
  const labels = [...((element as HTMLInputElement).labels ?? [])].map((one) =>
    textBeside(one, element),
  );
  const told = ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name));
  const [ariaLabel, ...rest] = told;
  return tidy([others.join(' '), ariaLabel, labels.join(' '), ...rest].find((one) => tidy(one)));
}

/** What the row of a table begins with that a field stands in. */
function rowOf(element: HTMLElement): string {
  const first = element.closest('tr, [role=row]')?.firstElementChild;
  return first && !first.contains(element) ? tidy(textBeside(first, element)) : '';
}

/** The text of an element, without what stands in fields. */
function textBeside(around: Element, field: Element): string {
  const parts = [...around.childNodes].filter((one) => !one.contains(field));
  return parts.map((one) => one.textContent).join(' ');
}

const tidy = (text: string | null | undefined) => text?.replace(/\s+/g, ' ').trim() ?? '';
