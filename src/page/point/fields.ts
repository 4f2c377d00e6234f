import { type Stable, stablePart, tellingClasses } from './stable.ts';

/** The kinds of field that a policy can watch: notes one writes, and choices one makes. */
const FIELDS = 'textarea, input, select, [contenteditable], body';

/** The field an element is, belongs to, or is the label of; null when there is none. */
export function fieldAt(element: Element | null): HTMLElement | null {
  const near = element?.closest<HTMLElement>(`${FIELDS}, label`);
  if (!near) return null;
  if (near instanceof HTMLLabelElement) return near.control && fieldAt(near.control);
  if (near instanceof HTMLTextAreaElement || near instanceof HTMLSelectElement) return near;
  if (near instanceof HTMLInputElement) {
    return ['text', 'search', 'radio'].includes(near.type) ? near : null;
  }
  return near.isContentEditable ? editingHost(near) : null;
}

function editingHost(element: HTMLElement): HTMLElement {
  const around = element.parentElement;
  return around?.isContentEditable && element.tagName !== 'BODY' ? editingHost(around) : element;
}

/** All fields of a page, in its order. */
export function fieldsIn(page: Document): HTMLElement[] {
  return [...page.querySelectorAll(FIELDS)].flatMap((element) => {
    const field = fieldAt(element);
    return field === element ? [field] : [];
  });
}

/** What of a field's is to be seen: a styled radio button is only its label. */
export function shownOf(field: HTMLElement): HTMLElement {
  const label = isChoice(field) ? (field as HTMLInputElement).labels?.[0] : undefined;
  return label && (isSmall(field) || getComputedStyle(field).opacity === '0') ? label : field;
}

const isSmall = (element: Element) => {
  const { width, height } = element.getBoundingClientRect();
  return width < 3 || height < 3;
};

export const isSeen = (field: HTMLElement) => {
  const shown = shownOf(field);
  return !isSmall(shown) && shown.checkVisibility({ visibilityProperty: true });
};

/** True for fields in which one chooses, and does not write. */
export const isChoice = (field: Element) =>
  field instanceof HTMLSelectElement ||
  (field instanceof HTMLInputElement && field.type === 'radio');

/** The same kind of field all over the page: this one, and those of the other rows. */
export function sameKindOf(field: HTMLElement): HTMLElement[] {
  return fieldsIn(field.ownerDocument).filter((other) => other === field || isSame(field, other));
}

function isSame(a: HTMLElement, b: HTMLElement): boolean {
  if (a.tagName !== b.tagName || a.getAttribute('type') !== b.getAttribute('type')) return false;
  if (a instanceof HTMLInputElement && a.type === 'radio' && b instanceof HTMLInputElement) {
    return a.name !== '' && a.name === b.name && a.form === b.form;
  }
  const [names, others] = [namesOf(a), namesOf(b)];
  const sharesName = names.some(
    (own, i) => own && JSON.stringify(own) === JSON.stringify(others[i]),
  );
  const rows = rowsOf(a, b);
  if (!rows) return sharesName;
  const header = headerOf(a);
  if (sharesName || (header && header === headerOf(b))) return true;
  const [label, other] = [ownLabel(a), ownLabel(b)];
  if (label || other) return commonLabel([label, other]) !== '';
  // Nothing tells them apart but where they stand.
  const isNamed = [...names, ...others].some((own) => own?.whole);
  return !isNamed && a.className === b.className && callOf(rows[0]) === callOf(rows[1]);
}

/** What a row is called: two forms, or two parts of one, have names of their own. */
const callOf = (row: Element) =>
  [...tellingClasses(row), ...namesOf(row).map((own) => own?.starts ?? '')].join(' ');

const namesOf = (field: Element): (Stable | null)[] =>
  ['name', 'id'].map((key) => {
    const value = field.getAttribute(key);
    return value ? stablePart(value) : null;
  });

/** Two rows, of whatever these are made, in which two elements stand at the same place. */
export function rowsOf(a: Element, b: Element): [Element, Element] | null {
  let one: Element | null = a;
  let other: Element | null = b;
  while (one && other && one.parentElement !== other.parentElement) {
    if (one.tagName !== other.tagName || placeOf(one) !== placeOf(other)) return null;
    one = one.parentElement;
    other = other.parentElement;
  }
  return one && other && one !== a && one.tagName === other.tagName ? [one, other] : null;
}

/** Which of its kind an element is beside its siblings. */
export const placeOf = (element: Element): number =>
  [...(element.parentElement?.children ?? [])]
    .filter(({ tagName }) => tagName === element.tagName)
    .indexOf(element) + 1;

/** What is called by this name: what a field says of itself, its placeholder last. */
export function ownLabel(field: HTMLElement): string {
  const ids = field.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  const by = ids.map((id) => field.ownerDocument.getElementById(id)?.textContent ?? '').join(' ');
  const labels = 'labels' in field ? (field as HTMLInputElement).labels : null;
  const group = field.matches('[type=radio]') && field.closest('fieldset')?.querySelector('legend');
  const told = [
    group ? group.textContent : '',
    by,
    field.getAttribute('aria-label'),
    [...(labels ?? [])].map((label) => textBeside(label, field)).join(' '),
    field.getAttribute('placeholder') ?? field.getAttribute('data-placeholder'),
    field.getAttribute('title'),
  ];
  return told.map((text) => tidy(text ?? '')).find((text) => text !== '') ?? '';
}

/** A label's text without what stands in the field that it is around. */
function textBeside(label: Element, field: Element): string {
  const texts: string[] = [];
  const walker = label.ownerDocument.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!field.contains(walker.currentNode)) texts.push(walker.currentNode.textContent ?? '');
  }
  return texts.join(' ');
}

/** The heading of the column that a field stands in. */
export function headerOf(field: Element): string {
  const cell = field.closest('td, th, [role=cell], [role=gridcell]');
  const row = cell?.parentElement;
  const table = row?.closest('table, [role=table], [role=grid], [role=treegrid]');
  const header = table?.querySelector(
    'thead tr, tr:has(> th[scope=col]), tr:has(> th + th), [role=row]:has([role=columnheader])',
  );
  if (!cell || !row || !header || header === row) return '';
  return tidy(header.children[[...row.children].indexOf(cell)]?.textContent ?? '');
}

/** The words that labels share at their beginning or end; the rest is most often the pupil's name. */
export function commonLabel(labels: readonly string[]): string {
  const words = labels.map((label) => label.split(' '));
  const first = words[0] ?? [];
  const shared = (from: (list: string[], i: number) => string | undefined) => {
    let count = 0;
    while (count < first.length && words.every((w) => from(w, count) === from(first, count)))
      count++;
    return count;
  };
  const opening = first.slice(
    0,
    shared((list, i) => list[i]),
  );
  const closing = first.slice(first.length - shared((list, i) => list.at(-1 - i)));
  const best = [opening, closing].map((list) => tidy(list.join(' '))).toSorted(byLength)[0] ?? '';
  return /\p{L}{3}/u.test(best) ? best : '';
}

const byLength = (a: string, b: string) => b.length - a.length;

/** One line, without the stars and colons that forms put round their labels. */
export const tidy = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^[\s*:,;–-]+|[\s*:,;–-]+$/g, '')
    .replace(/\s*\((?:obligatoriskt?|valfritt?|required|optional)\)$/i, '');

/** So long a name of a field may be. */
const LONGEST = 60;

/**
 * What to call a field, given all of its kind: the heading of its column, or what they have in common.
 * A label of one row alone may name a pupil, and is not taken where there are more.
 */
export function nameFor(field: HTMLElement, kind: readonly HTMLElement[]): string {
  const common =
    kind.length > 1 && !isRadio(field) ? commonLabel(kind.map(ownLabel)) : ownLabel(field);
  return (headerOf(field) || common).slice(0, LONGEST).trim();
}

const isRadio = (field: Element) => field instanceof HTMLInputElement && field.type === 'radio';
