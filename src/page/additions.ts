import type { Doing } from './commands.ts';
import type { HearsKey } from './keys.ts';
import type { Messages } from './messages.ts';
import type { Note, Notes } from './notes.ts';
import { readyPhrases } from './phrases.ts';
import { purposeLine } from './purpose.ts';

/** What an addition knows of the page that it stands in. */
export interface Around {
  notes: Notes;
  messages: Messages;
  /** Language of the policy's sentences. */
  language: string;
  /** The note that has the focus; null when another element has it. */
  focused(): Note | null;
}

/** Something at the fields that stands on its own. */
export interface Addition {
  /** Told of keys before the page; true when it was for it. */
  key?: HearsKey;
  /** What it does at the extension's own keys. */
  doing?: Doing;
}

/** Adds it to a page, until the signal. A new one is a file and a line in `ADDITIONS`. */
export type Add = (around: Around, signal: AbortSignal) => Addition;

export const ADDITIONS: readonly Add[] = [purposeLine, readyPhrases];
