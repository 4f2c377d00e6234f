import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Parts, partsOf } from '../../src/engine/parts.ts';
import { stretchesIn, takeApart } from '../../src/engine/stretches.ts';

/** What notes are made of, above all what may stand on both sides of a border. */
const PARTS = [
  ...[
    'Kom',
    'hem',
    'igår',
    'senare',
    'Lektion',
    'kallades',
    'SKÄRPNING',
    'och',
    'prof',
    'kl',
    'adhd-utredning',
  ],
  ...['J', 'K', 'Ks', 'XX:s', 'NN', 'BUP:s', 'p.g.a', 'f***', '🙂', 'Ö', 'ß', 'straße'],
  ...['070', '123', '45', '67', '120101', '1234', '12345', '8', '@', 'a@b.se', '@elle.ow'],
  ...['.', '!', '?', '…', ',', '-', ':', '"', '’', '(', ')', '/', '–'],
  ...['J.', ' och K.', 'och K.', '120101', '\n', '\n', '!!', '.\n'],
  ...[' ', '\n', '. ', '! ', '.\n', '\r\n', '\n\n', '\t', '\u00a0'],
];

/** A text taken apart: its words and sentences, and what is told by shape, from first to last. */
function apart(text: string, stretches: Iterable<[number, number]>) {
  const tokens = [];
  const shapes = [];
  let sentences = 0;
  for (const [from, to] of stretches) {
    const stretch = takeApart(text.slice(from, to));
    const own = stretch.tokensAt(from, sentences, false);
    for (const { start, end, key, shape, sentence, first } of own) {
      tokens.push([start, end, key, shape, sentence, first]);
    }
    for (const { start, end, pattern } of stretch.shapes) {
      shapes.push([start + from, end + from, pattern.id]);
    }
    sentences = (own.at(-1)?.sentence ?? sentences - 1) + 1;
  }
  return { tokens, shapes: shapes.sort((a, b) => Number(a[0]) - Number(b[0])) };
}

test('a text taken apart in stretches is the same as taken apart at once', () => {
  const text = fc
    .array(fc.constantFrom(...PARTS), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (text) => {
      expect(apart(text, stretchesIn(text))).toEqual(apart(text, [[0, text.length]]));
    }),
    { numRuns: 5_000 },
  );
});

test('a text that is edited is parted as one that was never seen', () => {
  const mixed = fc.array(fc.constantFrom(...PARTS), { maxLength: 20 }).map((all) => all.join(''));
  const alike = fc.nat(12).map((times) => 'kom hem\n'.repeat(times));
  const some = fc.oneof(mixed, alike);
  const edit = fc.record({ at: fc.nat(200), gone: fc.nat(12), put: some });
  const places = (parts: readonly { from: number; to: number }[]) =>
    parts.map(({ from, to }) => [from, to]);
  fc.assert(
    fc.property(some, fc.array(edit, { maxLength: 8 }), (first, edits) => {
      const parts = new Parts(takeApart);
      let text = first;
      for (const { at, gone, put } of [{ at: 0, gone: 0, put: '' }, ...edits]) {
        const from = text.length ? at % text.length : 0;
        text = text.slice(0, from) + put + text.slice(from + gone);
        expect(places(parts.of(text))).toEqual(places(partsOf(text, takeApart)));
      }
    }),
    { numRuns: 5_000 },
  );
});

test('of a text that is edited only the stretches around the edit are taken apart', () => {
  const lines = Array.from({ length: 500 }, (_, i) => `Kom i tid vecka ${i}\n`);
  const taken: string[] = [];
  const parts = new Parts((text) => {
    taken.push(text);
    return takeApart(text);
  });
  parts.of(lines.join(''));
  taken.length = 0;
  parts.of(lines.with(250, 'Kom sent vecka 250\n').join(''));
  expect(taken).toContain('Kom sent vecka 250\n');
  expect(taken.length).toBeLessThan(5);
});

test('a note is parted at lines and after sentences, and not at abbreviations, initials or numbers', () => {
  const parted = (text: string) => [...stretchesIn(text)].map(([from, to]) => text.slice(from, to));
  expect(parted('Han kallades hem. Mamma ringde\nläxan gjord\n')).toEqual([
    'Han kallades hem. Mamma ringde\n',
    'läxan gjord\n',
  ]);
  expect(parted('kom inte! Ringde')).toEqual(['kom inte! ', 'Ringde']);
  expect(parted('Vi kallades senare. Mamma ringde')).toEqual([
    'Vi kallades senare. ',
    'Mamma ringde',
  ]);
  expect(parted('Se resp. Kalle, J.\nK. och 120101\n1234')).toHaveLength(1);
});
