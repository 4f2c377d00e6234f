import { t } from '../policy.ts';
import type { HelpPage } from './parts.ts';

export interface Part {
  /** For links to just this part. */
  id: string;
  title: string;
  text: string[];
  steps: string[];
  list: string[];
  picture: Picture | null;
  /** True where the extension's own keys are listed, as the browser has them. */
  hasKeys: boolean;
}

/** A note as the page shows it, with the card. `{ }` stand around the words that are underlined. */
export interface Picture {
  /** What is seen, in a sentence. */
  label: string;
  note: string;
  instruction: string;
  instead: string[];
}

/** What a part of a page says. */
export function partOf(page: HelpPage, id: string): Part {
  const lines = (kind: string) => {
    const found: string[] = [];
    for (let n = 1; ; n++) {
      const line = t(`help_${page}_${id}_${kind}_${n}`);
      if (!line) return found;
      found.push(line);
    }
  };
  const one = (kind: string) => t(`help_${page}_${id}_${kind}`);
  const [label, note, instruction] = [one('label'), one('note'), one('instruction')];
  return {
    id,
    title: t(`help_${page}_${id}`),
    text: lines('text'),
    steps: lines('steps'),
    list: lines('list'),
    picture: note ? { label, note, instruction, instead: lines('instead') } : null,
    hasKeys: id === 'keys',
  };
}
