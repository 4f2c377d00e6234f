import type { Save } from './guard.ts';

/** A save, with the texts of its notes when it came, without the space around them. */
export interface Arrived {
  save: Save;
  texts: readonly string[];
}

/** Remembers what a save carries. */
export const arrived = (save: Save): Arrived => ({ save, texts: textsOf(save) });

/** True for what carries a text that was changed since: the tool would put it in place of the newer one. */
export const isOutdated = ({ save, texts }: Arrived): boolean =>
  !save.isPress && textsOf(save).some((text, i) => text !== texts[i]);

const textsOf = ({ notes }: Save) => notes.map(({ field }) => field.read().trim());
