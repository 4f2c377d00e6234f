import { CATEGORIES, type Category, readDictionary } from '../../src/engine/dictionary.ts';
import { Lexicon, lint, type Rule } from '../../src/engine/engine.ts';

const INFLECTION = `
n2: - en ar arna +s
n2er: -er: er ern rar rarna +s
en: - en +s
n3: - en er erna +s
n3i: - n er erna +s
a: - t a e are aste ast
ad: -d: d t da de
v1: -a: a ar ade at as ades ats ande ad
`;

/**
 * A reader with a dictionary of its own: `entries` by category, in the form of the files; the first
 * group need not be named.
 */
export function reader(
  entries: Partial<Record<Category, string>>,
  { language = 'sv', names = '', lists = '', lookalikes = '' } = {},
) {
  const file = (name: string, text: string) => ({ path: `${language}/${name}.txt`, text });
  const reading = readDictionary(language, [
    file('inflection', INFLECTION),
    file('lists', lists),
    file('names', names),
    file('lookalikes', lookalikes),
    ...Object.entries(entries).map(([category, text]) =>
      file(category, /^(==|!)/.test(text) ? text : `== own: Own\n${text}`),
    ),
  ]);
  const rules: Rule[] = CATEGORIES.map((category) => ({
    id: category,
    category,
    severity: 'warn',
    instruction: `about ${category}`,
    suggestions: [],
    prompts: [],
  }));
  const context = { lexicons: [new Lexicon(reading.dictionary)], rules };
  return {
    ...reading,
    context,
    /** The words found in a note. */
    found: (note: string) => lint(note, context).findings.map((finding) => finding.text),
    findings: (note: string) => lint(note, context).findings,
  };
}
