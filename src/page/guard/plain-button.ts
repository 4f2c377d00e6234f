import { aroundOf } from '../tree.ts';
import type { Guard, Saved } from './guard.ts';
import { SAVE_WORDS } from './save-words.ts';

const BUTTONS = 'button, [role=button], input[type=button], input[type=submit], a';
/** What belongs together in a page, and is saved together. */
const PARTS =
  'form, fieldset, dialog, [role=dialog], [role=alertdialog], [role=form], section, article, tr, li';

/**
 * What a button saves by its name, which no policy has named: the notes of the smallest part of the
 * page around it that has watched ones, or all. A wrong guess asks only where a note asks.
 */
export function savedByName(guard: Guard, element: Element): Saved[] {
  if (!element.matches(BUTTONS) || !SAVES.test(nameOf(element))) return [];
  const all = guard.notes?.all() ?? [];
  const around = all.map((note) => new Set(aroundOf(note.field.element)));
  for (const within of aroundOf(element).filter((one) => one.matches(PARTS))) {
    const notes = all.filter((_, i) => around[i]?.has(within));
    if (notes.length) return [{ notes, within }];
  }
  return [{ notes: all, within: null }];
}

const SAVES = new RegExp(`^\\P{L}*(?:${SAVE_WORDS.join('|')})(?!\\p{L})`, 'iu');

/** What people and screen readers take for its name, as far as pages make it plain. */
export function nameOf(element: Element): string {
  const written = element instanceof HTMLInputElement ? element.value : element.textContent;
  const names = [
    element.getAttribute('aria-label'),
    written,
    element.querySelector('img[alt]')?.getAttribute('alt'),
    element.getAttribute('title'),
  ];
  return names.find((name) => name?.trim())?.trim() ?? '';
}
