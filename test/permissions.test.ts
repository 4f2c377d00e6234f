import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import manifest from '../manifest.json' with { type: 'json' };

/** The rows of a document's tables, as cells. */
const rowsOf = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const namesIn = (cell: string | undefined) =>
  [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);

/** What is asked of teachers and stores: the packages ask for nothing on one's own computer. */
const hosts = manifest.host_permissions.filter((host) => !host.startsWith('http:'));
const asked = [...manifest.permissions, ...hosts, ...manifest.optional_host_permissions];
const explained = rowsOf('docs/store/permissions.md').filter(([name]) => namesIn(name).length);

test('every permission of the manifest is explained in one line, in both languages, and no other', () => {
  expect(explained.flatMap(([names]) => namesIn(names)).sort()).toEqual([...asked].sort());
  for (const [names, english, swedish] of explained) {
    for (const line of [english, swedish]) expect(line, names).toMatch(/^\p{Lu}.{20,}\.$/u);
    expect(english).not.toBe(swedish);
  }
});

test('every site that is declared has its source, and no other', () => {
  const declared = rowsOf('docs/hosts.md').filter((row) => namesIn(row[1])[0]?.startsWith('https'));
  expect(declared.flatMap((row) => namesIn(row[1])).sort()).toEqual([...hosts].sort());
  for (const [tool, , source] of declared) expect(source, tool).toMatch(/\w\.\w{2,3}/);
});

test('nothing but a site’s own pages is declared, and none without encryption', () => {
  for (const host of hosts) expect(host).toMatch(/^https:\/\/(\*\.)?[a-z0-9]+(\.[a-z0-9]+)+\/\*$/);
});

describe.each(['sv', 'en'])('the store’s text in %s', (language) => {
  const text = readFileSync(`docs/store/listing.${language}.md`, 'utf8');
  const messages = JSON.parse(readFileSync(`src/_locales/${language}/messages.json`, 'utf8'));

  test('has the summary that the browser shows, as long as stores take it', () => {
    const summary = messages.description.message as string;
    expect(text).toContain(`\n${summary}\n`);
    expect(summary.length).toBeLessThanOrEqual(132);
  });
});

test('the statements on privacy have the same parts in both languages', () => {
  const partsOf = (language: string) => {
    const file = `docs/store/privacy.${language}.md`;
    const paragraphs = readFileSync(file, 'utf8').match(/^\*\*.+\*\*/gm) ?? [];
    return [paragraphs.length, rowsOf(file).length];
  };
  const [paragraphs = 0, rows = 0] = partsOf('sv');
  expect(paragraphs).toBeGreaterThan(5);
  expect(rows).toBeGreaterThan(5);
  expect(partsOf('en')).toEqual([paragraphs, rows]);
});
