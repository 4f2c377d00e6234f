import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import { PAGES } from '../src/views/help/parts.ts';

type Messages = Record<string, { message: string }>;
const read = (locale: string): Messages =>
  JSON.parse(readFileSync(`src/_locales/${locale}/messages.json`, 'utf8'));
const locales = readdirSync('src/_locales');
/** The first of all: every other language says the same. */
const model = read('sv');

/** What `$1`, `$2` a text fills in. */
const placeholders = (text: string) => [...new Set(text.match(/\$\d/g))].sort();

interface Node {
  type: string;
  value?: unknown;
  [key: string]: unknown;
}
/** A source file with all its nodes, in the order of the text. */
interface Source {
  file: string;
  nodes: Node[];
}

function nodesOf(value: unknown, without: readonly string[] = []): Node[] {
  if (Array.isArray(value)) return value.flatMap((one) => nodesOf(one, without));
  if (typeof value !== 'object' || value === null) return [];
  if (without.includes((value as Node).type)) return [];
  const inner = Object.values(value).flatMap((one) => nodesOf(one, without));
  return 'type' in value ? [value as Node, ...inner] : inner;
}

const sources: Source[] = (readdirSync('src', { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  .map((file) => ({
    file,
    nodes: nodesOf(
      parseAst(readFileSync(join('src', file), 'utf8'), {
        lang: file.endsWith('x') ? 'tsx' : 'ts',
      }),
    ),
  }));

const isText = ({ type, value }: Node) => type === 'Literal' && typeof value === 'string';

describe.each(locales)('the texts in %s', (locale) => {
  const texts = read(locale);

  test('are complete, and no more', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(model).sort());
    expect(Object.values(texts).filter(({ message }) => !message.trim())).toEqual([]);
  });

  test('fill in the same', () => {
    for (const [key, { message }] of Object.entries(texts)) {
      const same = placeholders(model[key]?.message as string);
      expect([key, placeholders(message)]).toEqual([key, same]);
    }
  });

  test('say which language they are in', () => {
    expect(texts.language?.message).toBe(locale);
  });

  // "Policy" is a file, to those who sign, set and mend it; everybody else has the school's instruction.
  test('speak of the instruction, and of a policy only where the file is meant', () => {
    const isOfFile = (key: string) => /^(?:problem|remote|managed)_|^popupEdition/.test(key);
    const said = Object.entries(texts).filter(
      ([key, { message }]) => !isOfFile(key) && /polic(?!y\.yaml)/i.test(message),
    );
    expect(said.map(([key]) => key)).toEqual([]);
  });

  // Typewriters have one sign for both; and code has it.
  test('have the quotation marks and apostrophes of print', () => {
    const typed = Object.entries(texts).filter(([, { message }]) => /['"]/.test(message));
    expect(typed.map(([key]) => key)).toEqual([]);
  });

  test('have names that browsers take', () => {
    for (const key of Object.keys(texts)) expect(key).toMatch(/^[A-Za-z0-9_@]+$/);
  });
});

/** In a Swedish school "få en anmärkning" is to be reprimanded; tools also call a field so. */
test('what is underlined is no reprimand in Swedish', () => {
  const said = Object.entries(model).filter(([, { message }]) => /anmärkning/i.test(message));
  expect(said.map(([key]) => key)).toEqual(['editor_newFieldHelp']);
});

test('every text is used, and every text that is used is there', () => {
  const literals = new Set<string>();
  const patterns: RegExp[] = [];
  const asked = new Set<string>();
  for (const { nodes } of sources) {
    for (const node of nodes) {
      if (isText(node)) literals.add(node.value as string);
      if (node.type === 'TemplateLiteral') {
        const parts = (node.quasis as { value: { raw: string } }[]).map(({ value }) => value.raw);
        const isKey = parts.length > 1 && /^[a-z]+[A-Za-z]*_/.test(parts[0] as string);
        if (isKey) patterns.push(new RegExp(`^${parts.join('[A-Za-z0-9_]+')}$`));
      }
      const callee = node.callee as Node | undefined;
      const [first] = (node.arguments ?? []) as Node[];
      const isT = ['t', 'messages', 'text'].includes(callee?.name as string);
      if (node.type === 'CallExpression' && isT && first && isText(first)) {
        asked.add(first.value as string);
      }
    }
  }
  const manifest = readFileSync('manifest.json', 'utf8').matchAll(/__MSG_(\w+)__/g);
  for (const [, key] of manifest) literals.add(key as string);
  const isUsed = (key: string) => literals.has(key) || patterns.some((own) => own.test(key));
  expect(Object.keys(model).filter((key) => !isUsed(key))).toEqual([]);
  expect(asked.size).toBeGreaterThan(100);
  expect([...asked].filter((key) => !(key in model))).toEqual([]);
});

test('what people read stands in no code', () => {
  /** Attributes that are read or said aloud. */
  const SAID = ['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'label'];
  /** Names and formats, the same in every language. */
  const SAME = ['Saklig', 'https://', 'YAML', 'JSON'];
  const isWords = (text: string) => /\p{L}{2}/u.test(text) && !SAME.includes(text.trim());
  const told = (file: string, text: string) => (isWords(text) ? [`${file}: ${text.trim()}`] : []);
  /** What is shown as it stands: not what a text is asked with, nor what is compared. */
  const literalsIn = (value: unknown) =>
    nodesOf(value, ['CallExpression', 'BinaryExpression', 'MemberExpression', 'JSXElement'])
      .filter(isText)
      .map((node) => node.value as string);
  const found = sources.flatMap(({ file, nodes }) =>
    nodes.flatMap((node) => {
      if (node.type === 'JSXText') return told(file, node.value as string);
      if (node.type === 'JSXAttribute') {
        const name = (node.name as Node).name as string;
        return SAID.includes(name) ? literalsIn(node.value).flatMap((own) => told(file, own)) : [];
      }
      const children = node.type === 'JSXElement' ? (node.children as Node[]) : [];
      const shown = children.filter(({ type }) => type === 'JSXExpressionContainer');
      return literalsIn(shown).flatMap((own) => told(file, own));
    }),
  );
  expect(found).toEqual([]);
});

test('a page of the extension has no words of its own beside its name', () => {
  const pages = (readdirSync('src/views', { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.html'),
  );
  expect(pages.length).toBeGreaterThan(3);
  for (const file of pages) {
    const text = readFileSync(join('src/views', file), 'utf8').replace(/<[^>]*>/g, ' ');
    expect([file, text.trim()]).toEqual([file, 'Saklig']);
  }
});

test('a page of help says something in each of its parts', () => {
  for (const [page, ids] of Object.entries(PAGES)) {
    for (const id of ids) {
      const said = Object.keys(model).filter((key) => key.startsWith(`help_${page}_${id}_`));
      expect([page, id, said.length > 0]).toEqual([page, id, true]);
    }
  }
});

/** A language is one file: nothing else under `src` is told apart by the language of the interface. */
test('a language is added as one file of messages', () => {
  const files = (readdirSync('src', { recursive: true }) as string[]).filter((file) =>
    /[./](?:sv|en)[./]|[./](?:sv|en)$/.test(file),
  );
  // The built-in instructions, one a language of policies.
  const ours = files.filter((file) => !file.startsWith('policy/built-in/'));
  expect(ours.sort()).toEqual(
    locales.flatMap((locale) => [`_locales/${locale}`, `_locales/${locale}/messages.json`]).sort(),
  );
});
