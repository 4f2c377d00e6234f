import type { Channel } from '../../policy/policy.ts';
import type { Note } from '../notes.ts';
import { nameOf } from './plain-button.ts';
import { KEEP_WORDS, SEND_WORDS } from './save-words.ts';

/** Where notes go off to somebody when they are saved. */
const SENDING: readonly Channel[] = ['guardians', 'open-email'];

const word = (words: readonly string[]) =>
  new RegExp(`(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})`, 'iu');
const SENDS = word(SEND_WORDS);
const KEEPS = word(KEEP_WORDS);

/**
 * True when a save sends its notes to somebody: as the button says that was pressed ("Spara utkast" keeps
 * a message), and where that says neither, by where the policy's fields end up.
 */
export function isSent(notes: readonly Note[], pressed: Element | null): boolean {
  const name = pressed ? nameOf(pressed) : '';
  if (SENDS.test(name)) return true;
  if (KEEPS.test(name)) return false;
  return notes.every(({ policyField }) => SENDING.includes(policyField.channel));
}
