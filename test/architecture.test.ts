import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** The floors of the house, lowest first, and which floors each may import from. */
const FLOORS: Record<string, string[]> = {
  engine: [],
  policy: ['engine', '_locales'],
  background: ['policy', 'engine'],
  page: ['policy', 'engine'],
  // The editor's bench shows what the page would: it is the page's own script.
  views: ['page', 'policy', 'engine'],
  cli: ['policy', 'engine', '_locales'],
};
/** In the page, the three rooms do not know each other's inside. */
const PAGE_ROOMS: Record<string, string[]> = {
  fields: [],
  guard: [],
  ui: ['fields', 'guard'],
  point: [],
};

const sources = (readdirSync('src', { recursive: true }) as string[])
  .map((file) => join('src', file))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s+'([^']+)'/g)].map(
    (m) => m[1] as string,
  );

test('no import points up the house', () => {
  const upward = sources.flatMap((file) => {
    const floor = file.split('/')[1] as string;
    return (
      importsOf(file)
        .filter((path) => path.startsWith('.'))
        .map((path) => normalize(join(dirname(file), path)))
        // Beside the house: the manifest.
        .filter((path) => path.startsWith('src/'))
        .map((path) => path.split('/')[1] as string)
        .filter((other) => other !== floor && !FLOORS[floor]?.includes(other))
        .map((other) => `${file} imports from ${other}`)
    );
  });
  expect(upward).toEqual([]);
});

test('the rooms of the page keep to themselves', () => {
  const across = sources.flatMap((file) => {
    const [, floor, room = ''] = file.split('/');
    const allowed = PAGE_ROOMS[room];
    if (floor !== 'page' || !allowed) return [];
    return importsOf(file)
      .filter((path) => path.startsWith('.'))
      .map((path) => normalize(join(dirname(file), path)).split('/')[2] as string)
      .filter((other) => other in PAGE_ROOMS && other !== room && !allowed.includes(other))
      .map((other) => `${file} imports from ${other}`);
  });
  expect(across).toEqual([]);
});

test('the engine knows no DOM, no browser and no files', () => {
  const strange = sources
    .filter((file) => file.startsWith('src/engine/'))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      const world = text.match(/\b(document|window|browser|chrome|process|fetch|localStorage)\./g);
      const modules = importsOf(file).filter((path) => path.startsWith('node:'));
      return [...(world ?? []), ...modules].map((name) => `${file}: ${name}`);
    });
  expect(strange).toEqual([]);
});

test('every folder of the source is a floor', () => {
  const folders = new Set(sources.map((file) => file.split('/')[1] as string));
  folders.delete('virtual.d.ts');
  expect([...folders].sort()).toEqual(Object.keys(FLOORS).sort());
});
