import { commonLabel, ownLabel, placeOf } from './fields.ts';
import { moduleClass, stablePart, tellingClasses } from './stable.ts';

/** A selector, and all the fields of the page that it names. */
export interface Selection {
  selector: string;
  fits: HTMLElement[];
}

/**
 * A CSS selector that names an element, and those of the same kind in other rows (`wanted`), by what stays
 * the same when the page is opened again. Null for what no selector reaches: inside a shadow root.
 */
export function selectionFor(
  element: HTMLElement,
  wanted: readonly HTMLElement[],
): Selection | null {
  if (element.getRootNode() !== element.ownerDocument) return null;
  return bestFor(element, wanted);
}

/** A selector for an element of which there is one: a frame. */
export function selectorFor(element: HTMLElement): string {
  return bestFor(element, [element])?.selector ?? element.localName;
}

function bestFor(element: HTMLElement, wanted: readonly HTMLElement[]): Selection | null {
  const page = element.ownerDocument;
  let best: (Selection & { cost: number }) | null = null;
  for (const selector of attempts(element, wanted)) {
    const found = [...page.querySelectorAll<HTMLElement>(selector)];
    if (!found.includes(element)) continue;
    const strangers = found.filter((one) => !wanted.includes(one)).length;
    const missing = wanted.filter((one) => !found.includes(one)).length;
    // To name what is of another kind is worse than to leave some out.
    const cost = strangers * STRANGER + missing;
    if (!best || cost < best.cost) best = { selector, fits: found, cost };
    if (cost === 0) break;
  }
  return best;
}

const STRANGER = 10;

/** Selectors to try, from those that last longest. */
function* attempts(element: HTMLElement, wanted: readonly HTMLElement[]): Generator<string> {
  const tag = tagOf(element);
  const areas = areasAround(element);
  const lasting = [...byNames(element), ...byClasses(element), ...byLabels(element, wanted)];
  for (const own of lasting) {
    yield own;
    yield tag + own;
    for (const area of areas) yield `${area} ${tag}${own}`;
  }
  yield tag;
  for (const area of areas) yield `${area} ${tag}`;
  for (const key of ['name', 'id']) {
    const value = element.getAttribute(key);
    if (value) yield `[${key}=${quoted(value)}]`;
  }
  for (const around of [...areas, '']) yield* byPlace(element, wanted, around);
}

/** Attributes that name an element for programs, those made for just that first. */
const NAMES = [
  ...['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy', 'data-automation-id'],
  ...['data-field', 'data-name', 'formcontrolname', 'ng-model', 'name', 'id'],
];

function* byNames(element: Element): Generator<string> {
  for (const key of NAMES) {
    const value = element.getAttribute(key);
    const part = value ? stablePart(value) : null;
    if (!value || !part) continue;
    if (part.whole) yield key === 'id' ? `#${CSS.escape(value)}` : `[${key}=${quoted(value)}]`;
    else {
      const starts = part.starts && `[${key}^=${quoted(part.starts)}]`;
      const ends = part.ends && `[${key}$=${quoted(part.ends)}]`;
      yield starts + ends;
    }
  }
}

function* byClasses(element: Element): Generator<string> {
  const classes = tellingClasses(element).map((name) => `.${CSS.escape(name)}`);
  yield* classes;
  if (classes.length > 1) yield classes.join('');
  const part = moduleClass(element);
  if (part) yield `[class*=${quoted(part)}]`;
}

/** By what people read. It changes with the language of the page, and so comes late. */
function* byLabels(element: HTMLElement, wanted: readonly HTMLElement[]): Generator<string> {
  for (const key of ['aria-label', 'placeholder', 'title', 'value']) {
    const value = element.getAttribute(key);
    if (!value || (key === 'value' && !isButton(element))) continue;
    const common = wanted.length > 1 ? commonLabel(wanted.map(ownLabel)) : value;
    if (value === common) yield `[${key}=${quoted(value)}]`;
    else if (common && value.startsWith(common)) yield `[${key}^=${quoted(common)}]`;
    else if (common && value.endsWith(common)) yield `[${key}$=${quoted(common)}]`;
  }
}

/** What stands in a field is no name for it. */
const isButton = (element: Element) =>
  element instanceof HTMLInputElement && /^(submit|button|image)$/.test(element.type);

/** So many names of what is around an element are tried. */
const MOST_AREAS = 12;

/** Selectors of what is around an element and has a lasting name, from the nearest out. */
function areasAround(element: Element): string[] {
  const areas: string[] = [];
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (around.localName === 'body' || areas.length >= MOST_AREAS) break;
    areas.push(...byNames(around), ...byClasses(around));
    if (around.localName === 'dialog') areas.push('dialog');
  }
  return areas;
}

/** By the place in the page, from an area around it down: the last resort. */
function* byPlace(
  element: HTMLElement,
  wanted: readonly HTMLElement[],
  area: string,
): Generator<string> {
  const top = area ? element.parentElement?.closest(area) : element.ownerDocument.body;
  if (!top?.contains(element) || top === element) return;
  const path = pathFrom(top, element);
  const others = wanted.flatMap((one) => (top.contains(one) ? [pathFrom(top, one)] : []));
  // Where the fields of a kind stand apart is where the rows are.
  const steps = path.map(({ tag, place, isOnly }, i) => {
    const isShared = others.every((other) => other[i]?.place === place);
    return isOnly || !isShared ? tag : `${tag}:nth-of-type(${place})`;
  });
  yield [area || 'body', ...steps].join(' > ');
}

interface Step {
  tag: string;
  place: number;
  isOnly: boolean;
}

function pathFrom(top: Element, element: Element): Step[] {
  const path: Step[] = [];
  for (let at: Element | null = element; at && at !== top; at = at.parentElement) {
    const { localName, parentElement } = at;
    const alike = [...(parentElement?.children ?? [])].filter((e) => e.localName === localName);
    path.unshift({ tag: CSS.escape(localName), place: placeOf(at), isOnly: alike.length === 1 });
  }
  return path;
}

/** "textarea", 'input[type="radio"]'; of an editor the attribute that makes it one. */
function tagOf(element: HTMLElement): string {
  if (element instanceof HTMLInputElement && element.hasAttribute('type')) {
    return `input[type=${quoted(element.type)}]`;
  }
  const isEditor = element.isContentEditable && element.hasAttribute('contenteditable');
  return element.localName + (isEditor ? '[contenteditable]' : '');
}

const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\a ')}"`;
