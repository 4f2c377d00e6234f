/** Reads a note; what it gives is not looked at. */
export type Check = (note: string) => unknown;

/** What is measured: imported first, then constructed. */
export interface Tool {
  name: string;
  load(): Promise<() => Check | Promise<Check>>;
}

export const SAKLIG = 'Saklig';
export const ANEW = 'Saklig, every sentence anew';
export const FLOOR = 'floor: tokens and a Map';

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;
const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

export const TOOLS: readonly Tool[] = [
  {
    name: SAKLIG,
    async load() {
      const { newContext, reader } = await import('./saklig.ts');
      return () => reader(newContext());
    },
  },
  {
    name: 'harper.js',
    async load() {
      const { Dialect, LocalLinter } = await import('harper.js');
      const { binary } = await import('harper.js/binary');
      return async () => {
        const linter = new LocalLinter({ binary, dialect: Dialect.British });
        await linter.setup();
        return async (note) => {
          // Lints lie in WebAssembly's memory until they are freed.
          for (const lint of await linter.lint(note, { language: 'plaintext' })) lint.free();
        };
      };
    },
  },
  {
    name: 'alex',
    async load() {
      const { text } = await import('alex');
      return () => (note) => text(note).messages;
    },
  },
  {
    name: 'retext-profanities',
    async load() {
      const { retext } = await import('retext');
      const { default: profanities } = await import('retext-profanities');
      return () => {
        const processor = retext().use(profanities).freeze();
        return (note) => processor.processSync(note).messages;
      };
    },
  },
  {
    name: 'obscenity',
    async load() {
      const { englishDataset, englishRecommendedTransformers, RegExpMatcher } = await import(
        'obscenity'
      );
      return () => {
        const options = { ...englishDataset.build(), ...englishRecommendedTransformers };
        const matcher = new RegExpMatcher(options);
        return (note) => matcher.getAllMatches(note);
      };
    },
  },
  {
    name: 'modern-ahocorasick, our terms',
    async load() {
      const { default: AhoCorasick } = await import('modern-ahocorasick');
      const { singleWords } = await import('./terms.ts');
      return () => {
        const matcher = new AhoCorasick(singleWords(), { boundary: 'unicode' });
        return (note) => matcher.search(note.toLowerCase());
      };
    },
  },
  {
    name: 'one regular expression, our terms',
    async load() {
      const { singleWords } = await import('./terms.ts');
      return () => {
        // The longest first: the first alternative that fits is taken.
        const terms = singleWords().sort((a, b) => b.length - a.length);
        const any = terms.map((term) => term.replace(SYNTAX, '\\$&')).join('|');
        const expression = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'gu');
        return (note) => [...note.toLowerCase().matchAll(expression)];
      };
    },
  },
  {
    name: FLOOR,
    async load() {
      const { singleWords } = await import('./terms.ts');
      return () => {
        const terms = new Map(singleWords().map((term, i) => [term, i]));
        return (note) => {
          const found: { start: number; term: number }[] = [];
          for (const { 0: word, index: start } of note.matchAll(WORD)) {
            const term = terms.get(word.toLowerCase());
            if (term !== undefined) found.push({ start, term });
          }
          return found;
        };
      };
    },
  },
];
