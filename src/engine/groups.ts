import type { Category } from './dictionary.ts';
import type { Lexicon } from './lexicon.ts';
import { TEXT_PATTERNS } from './patterns/list.ts';
import { TONE } from './tone.ts';

/** The groups of a category that something is found in: by dictionaries, patterns or the tone. */
export function groupsKnown(category: Category, lexicons: readonly Lexicon[]): string[] {
  const all = [
    ...lexicons.flatMap((lexicon) => lexicon.groups),
    ...[...TEXT_PATTERNS, TONE].map((own) => `${own.category} ${own.group}`),
  ];
  const own = all.filter((group) => group.startsWith(`${category} `));
  const names = own.map((group) => group.slice(category.length + 1));
  return [...new Set(names)].filter((name) => /^[a-z]/.test(name)).sort();
}
