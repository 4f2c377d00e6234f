import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What runs in a browser. */
const sources = (readdirSync('src', { recursive: true }) as string[])
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('cli/'))
  .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }));

/** The names that are written to the extension's storage, whichever. */
const written = sources.flatMap(({ file, text }) => {
  const all = text.match(/\bstorage\.(local|session|sync)\.set\(/g) ?? [];
  const objects = [...text.matchAll(/\bstorage\.\w+\.set\((\{[^;]*?\})\)/g)];
  if (objects.length < all.length) throw new Error(`${file} stores what is not read here.`);
  return objects.flatMap(([, object = '']) =>
    namesIn(object).map((name) => nameOf(name, text, file)),
  );
});

/** The names of an object as it is written: `{ a, b: 1, [C]: 2 }`. */
function namesIn(object: string): string[] {
  // What stands deeper is of no interest here.
  let inner = object.replace(/^\{|\}$/g, '');
  for (let before = ''; before !== inner; ) {
    before = inner;
    inner = inner.replace(/(:[^,{}]*)(\{[^{}]*\}|\([^()]*\)|\[[^[\]]*\])/g, '$1');
  }
  return inner
    .split(',')
    .map((part) => part.split(':')[0]?.trim() ?? '')
    .filter(Boolean);
}

/** What a name in brackets stands for: a constant of that file or another, or the beginning of a family. */
function nameOf(name: string, text: string, file: string): string {
  const [, computed] = /^\[(\w+)\]$/.exec(name) ?? [];
  if (!computed) return name;
  const constant = new RegExp(`const ${computed} = '(\\w+)'`);
  const found = [text, ...sources.map((one) => one.text)].flatMap(
    (one) => constant.exec(one)?.[1] ?? [],
  );
  const family = /=> `(\w+:)\$\{/.exec(text)?.[1];
  const known = found[0] ?? (family && `${family}…`);
  if (!known) throw new Error(`${file} stores something under a name that is not found: ${name}`);
  return known;
}

describe.each(['sv', 'en'])('the statement on privacy in %s', (language) => {
  const rows = readFileSync(`docs/store/privacy.${language}.md`, 'utf8').match(/^\| .*`.*\|$/gm);
  const named = (rows ?? []).flatMap((row) =>
    [...(row.split('|')[2] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );

  test('names all that is stored, as the browser’s own tools show it, and nothing else', () => {
    expect(written.length).toBeGreaterThan(10);
    expect([...new Set(named)].sort()).toEqual([...new Set(written)].sort());
  });
});

test('nothing is stored in any other place', () => {
  const places =
    /\b(?:localStorage|sessionStorage|indexedDB|cookieStore|document\.cookie|caches\.)/;
  expect(sources.filter(({ text }) => places.test(text)).map(({ file }) => file)).toEqual([]);
});
