/** The parts of each page of help, in their order. What they say is in `_locales`, all of it in one file a language. */
export const PAGES = {
  teachers: ['words', 'save', 'purpose', 'phrases', 'wrong', 'keys', 'nothing', 'pause', 'check'],
  officers: ['does', 'data', 'rights', 'check', 'instruction'],
} as const;

export type HelpPage = keyof typeof PAGES;
