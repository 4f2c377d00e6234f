import { existsSync, readFileSync } from 'node:fs';
import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { describe, expect, test } from 'vitest';
import { CATEGORIES, lint } from '../../src/engine/engine.ts';
import { builtInPolicy } from '../../src/policy/built-in.ts';
import { Instruction } from '../../src/policy/instruction.ts';
import { compileLinear } from '../../src/policy/linear.ts';

const builtIn = builtInPolicy('sv');

/*
 * What is found in a frequent word that stands alone would be underlined wherever the word is used:
 * each such word needs a reason, in dictionaries/LANGUAGE/frequent.txt. A new entry that raises
 * another one is told here.
 */
const LISTS = '../shared/lists';

const wordsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t')[0] as string);

/** The words with a reason, by category. */
function reviewed(language: string): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>(CATEGORIES.map((category) => [category, new Set()]));
  let own = new Set<string>();
  for (const line of readFileSync(`dictionaries/${language}/frequent.txt`, 'utf8').split('\n')) {
    const heading = /^== (\w+): \S/.exec(line);
    if (heading) own = known.get(heading[1] as string) ?? new Set();
    else if (line !== '' && !line.startsWith('#')) for (const w of line.split(' ')) own.add(w);
  }
  return known;
}

describe.each([
  ['sv', sv],
  ['en', en],
])('the most frequent words of %s', (language, dictionary) => {
  const list = `${LISTS}/freq.${language}.tsv`;
  const context = new Instruction(
    { ...builtIn, learned: 'off' },
    () => [dictionary],
    compileLinear,
  ).contextFor(undefined, language);

  test.skipIf(!existsSync(list))('are found only where there is a reason', () => {
    const reasons = reviewed(language);
    const found = wordsOf(list).flatMap((word) =>
      lint(word, context).findings.map(({ category, cause }) => ({ word, category, cause })),
    );
    const without = found.filter(({ word, category }) => !reasons.get(category)?.has(word));
    const told = without.map(
      ({ word, category, cause }) =>
        `"${word}" raises ${category} by itself: ${cause.file}:${cause.line}, ${cause.entry}`,
    );
    expect(told, 'Give the word a context, or a reason in frequent.txt').toEqual([]);
  });

  test.skipIf(!existsSync(list))('that have a reason are found', () => {
    const gone = [...reviewed(language)].flatMap(([category, words]) =>
      [...words]
        .filter((word) => !lint(word, context).findings.some((f) => f.category === category))
        .map((word) => `${category} ${word}`),
    );
    expect(gone, 'Take these out of frequent.txt').toEqual([]);
  });
});
