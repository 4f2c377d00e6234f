import { aroundOf } from '../tree.ts';
import type { Guard } from './guard.ts';
import { SAVE_WORDS } from './save-words.ts';

const BUTTONS = 'button, [role=button], input[type=button], input[type=submit], a';
/** What belongs together in a page, and is saved together. */
const PARTS =
  'form, fieldset, dialog, [role=dialog], [role=alertdialog], [role=form], section, article, tr, li';

/**
 * The notes that a button saves by its name, which no policy has named: those of the smallest part of
 * the page around it that has watched notes. A wrong guess asks only where a note has something to ask.
 */
export function notesOfPlainButton(guard: Guard, element: Element) {
  if (!element.matches(BUTTONS) || !SAVES.test(nameOf(element))) return [];
  const all = guard.notes?.all() ?? [];
  if (!all.length) return [];
  const around = all.map((note) => new Set(aroundOf(note.field.element)));
  for (const part of aroundOf(element).filter((one) => one.matches(PARTS))) {
    const inside = all.filter((_, i) => around[i]?.has(part));
    if (inside.length) return inside;
  }
  return all;
}

const SAVES = new RegExp(`^\\P{L}*(?:${SAVE_WORDS.join('|')})(?!\\p{L})`, 'iu');

/** What people and screen readers take for its name, as far as pages make it plain. */
function nameOf(element: Element): string {
  const written = element instanceof HTMLInputElement ? element.value : element.textContent;
  const names = [
    element.getAttribute('aria-label'),
    written,
    element.querySelector('img[alt]')?.getAttribute('alt'),
    element.getAttribute('title'),
  ];
  return names.find((name) => name?.trim())?.trim() ?? '';
}
