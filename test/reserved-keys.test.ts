import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** That none of our keys is one of a browser, a system or a screen reader: the lists are in docs/keys.md. */
const text = readFileSync('docs/keys.md', 'utf8');
const { commands } = JSON.parse(readFileSync('manifest.json', 'utf8')) as {
  commands: Record<string, { suggested_key?: { default: string; mac: string } }>;
};

/** Rows of the table below a heading. */
const rowsBelow = (heading: string): string[][] =>
  (text.split(`${heading}\n`)[1] ?? '')
    .split(/\n#/)[0]
    ?.split('\n')
    .filter((line) => /^\| (?!---)/.test(line))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    ) ?? [];

/** Keys pressed together, whatever their order: "Alt+Shift+A" → A, Alt, Shift. */
const keysOf = (combination: string) => new Set(combination.split('+'));

/** What a row takes: each combination, or modifiers with any key. */
const taken = rowsBelow('### What is taken').map(([whose = '', list = '']) => ({
  whose,
  entries: list.split(', ').flatMap((entry) => {
    const [, modifiers = '', keys = ''] = /^((?:\w+\+)*)(.+)$/.exec(entry) ?? [];
    const [first = '', ...more] = keys.split(' ');
    if (more[0] === 'all') return [{ keys: keysOf(modifiers + first), isAll: true }];
    return [first, ...more].map((key) => ({ keys: keysOf(modifiers + key), isAll: false }));
  }),
}));

const clashes = (combination: string, whose = (_: string) => true): string[] => {
  const own = keysOf(combination);
  return taken
    .filter((row) => whose(row.whose))
    .filter(({ entries }) =>
      entries.some(
        ({ keys, isAll }) =>
          [...keys].every((key) => own.has(key)) && (isAll || keys.size === own.size),
      ),
    )
    .map((row) => `${combination}: ${row.whose}`);
};

const isMac = (whose: string) => /macOS|VoiceOver/.test(whose);
const isOther = (whose: string) => !isMac(whose);

describe('the keys of the extension', () => {
  const own = Object.values(commands).flatMap(({ suggested_key }) => suggested_key ?? []);

  test('are none of a browser’s, a system’s, NVDA’s or JAWS’', () => {
    expect(taken.map(({ whose }) => whose)).toEqual(
      expect.arrayContaining(['Firefox', 'NVDA', 'JAWS', 'VoiceOver']),
    );
    expect(own.flatMap((keys) => clashes(keys.default, isOther))).toEqual([]);
    expect(clashes('Alt+Enter', isOther)).toEqual([]);
  });

  test('on a Mac are none of the system’s or VoiceOver’s', () => {
    const there = own.map(({ mac }) => mac.replace('MacCtrl', 'Ctrl'));
    expect(there.flatMap((keys) => clashes(keys, isMac))).toEqual([]);
  });

  test('would be found out if they were', () => {
    expect(clashes('Alt+Shift+C')).toEqual(['Alt+Shift+C: Chromium, Edge']);
    expect(clashes('Alt+Shift+H')).toEqual(['Alt+Shift+H: Firefox']);
    expect(clashes('Alt+Shift+M')).toEqual(['Alt+Shift+M: ChromeOS besides']);
    expect(clashes('Ctrl+Alt+Q')).toHaveLength(3);
    expect(clashes('Ctrl+Option+J', isMac)).toHaveLength(2);
    expect(clashes('Insert+J').sort()).toEqual(['Insert+J: JAWS', 'Insert+J: NVDA']);
  });

  test('are told as the manifest has them', () => {
    const none = { default: 'none', mac: 'none' };
    const told = rowsBelow("## The extension's own").map(([, other, mac]) => ({
      default: other,
      mac: mac?.replace('Ctrl', 'MacCtrl'),
    }));
    expect(told).toEqual(Object.values(commands).map(({ suggested_key }) => suggested_key ?? none));
  });
});
