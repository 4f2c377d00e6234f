import type { Note } from './notes.ts';
import type { Root } from './tree.ts';

/**
 * What the page itself calls the field of each of some notes, so that no two are called the same: in a
 * class list the policy's name for the field is that of thirty. In the order of the notes.
 */
export function fieldNames(notes: readonly Note[]): string[] {
  const labels = notes.map(({ field, policyField }) => labelOf(field.element) || policyField.name);
  const alike = countsOf(labels);
  const names = notes.map(({ field }, i) => {
    const label = labels[i] as string;
    const row = (alike.get(label) as number) > 1 ? rowOf(field.element) : '';
    return row ? `${row}, ${label}` : label;
  });
  const same = countsOf(names);
  const met = new Map<string, number>();
  return names.map((name) => {
    const nth = (met.get(name) ?? 0) + 1;
    met.set(name, nth);
    return (same.get(name) as number) > 1 ? `${name} (${nth})` : name;
  });
}

/** How often each text is among some. */
function countsOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

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
