import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatTables, withMade } from '../docs/write.mjs';
import messages from '../src/_locales/en/messages.json' with { type: 'json' };
import { builtInPolicy } from '../src/policy/built-in.ts';
import schema from '../src/policy/schema.json' with { type: 'json' };

const documents = (readdirSync('docs', { recursive: true }) as string[])
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name))
  .concat('README.md', 'dictionaries/README.md', 'corpus/README.md');

test('what is made from data is as the data is now (npm run docs)', () => {
  const text = readFileSync('docs/policy.md', 'utf8');
  expect(withMade(text, formatTables())).toBe(text);
});

const english: Record<string, { message: string }> = messages;

test('every key of the format is explained, in the words that the interface has for it', () => {
  const parts = [schema, ...Object.values(schema.$defs)] as { properties?: object }[];
  for (const [key, own] of parts.flatMap(({ properties = {} }) => Object.entries(properties))) {
    const { title, description, text } = own;
    expect([title, description], key).not.toContain(undefined);
    expect(title, key).not.toBe(description);
    const inEnglish = [`schema_${text}`, `schema_${text}_help`].map(
      (name) => english[name]?.message,
    );
    expect(inEnglish, key).toEqual([title, description]);
  }
});

test.each(documents)('%s links only to what is there', (file) => {
  const text = readFileSync(file, 'utf8').replace(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)].map(
    (m) => m[1] as string,
  );
  expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([]);
});

describe('from the decisions to the program', () => {
  const text = readFileSync('docs/decisions.md', 'utf8');
  const named = (kind: string) =>
    [...text.matchAll(new RegExp(`${kind}:([A-Za-z-]+)`, 'g'))].map((m) => m[1] as string);
  const rows = text.split('\n').filter((line) => /^\| (?!---)/.test(line));

  test('every row points to something', () => {
    const heads = rows.filter((row) => /where it stands \|$/.test(row));
    expect(rows.length - heads.length).toBeGreaterThan(20);
    for (const row of rows.filter((one) => !heads.includes(one))) {
      expect(row.split(' | ').at(-1), row).toMatch(/`(rule|field|key):|`src\//);
    }
  });

  test('every rule, field, key and file that is named is there', () => {
    const { rules, fields } = builtInPolicy('sv');
    const keys = [schema, ...Object.values(schema.$defs)].flatMap((own) =>
      Object.keys((own as { properties?: object }).properties ?? {}),
    );
    for (const kind of ['`rule', '`field', '`key']) expect(named(kind).length).toBeGreaterThan(2);
    expect(rules.map(({ id }) => id)).toEqual(expect.arrayContaining(named('`rule')));
    expect(fields.map(({ id }) => id)).toEqual(expect.arrayContaining(named('`field')));
    expect(keys).toEqual(expect.arrayContaining(named('`key')));
    const files = [...text.matchAll(/`(src\/[^`]+)`/g)].map((m) => m[1] as string);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  const facts = '../shared/facts.md';
  test.skipIf(!existsSync(facts))('has a row for each fact', () => {
    const given = readFileSync(facts, 'utf8')
      .split('\n')
      .filter((line) => /^\| (?!---)/.test(line));
    expect(rows.length).toBeGreaterThanOrEqual(given.length);
  });
});
