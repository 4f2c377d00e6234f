import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carries, soughtFrom } from '../../../src/page/guard/carries.ts';

const isCarried = (note: string, body: string) => {
  const sought = soughtFrom(note);
  return sought !== null && carries(body, [sought]);
};

const NOTE = 'Hon är "förkyld" & trött\nkom 10.15, 100 % säkert <b> 🙂';
const html = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
const ascii = (json: string) =>
  json.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The ways in which tools write a note, each a text of one. */
const WAYS: Record<string, (note: string) => string> = {
  plain: (note) => note,
  'lines as forms send them': (note) => note.replaceAll('\n', '\r\n'),
  'a field of a form': (note) => `id=7&comment=${new URLSearchParams({ c: note })}&x=1`,
  'an address': (note) => `https://example.se/save?c=${encodeURIComponent(note)}#x`,
  JSON: (note) => JSON.stringify({ pupil: 'A', comment: note, n: 1 }),
  'JSON in ASCII': (note) => ascii(JSON.stringify({ comment: note })),
  'JSON within JSON': (note) => JSON.stringify({ data: JSON.stringify({ comment: note }) }),
  'JSON in a field of a form': (note) =>
    String(new URLSearchParams({ data: JSON.stringify({ comment: note }) })),
  'a form in JSON': (note) => JSON.stringify({ body: `c=${encodeURIComponent(note)}` }),
  'a form within a form': (note) =>
    String(new URLSearchParams({ q: String(new URLSearchParams({ c: note })) })),
  HTML: (note) => `<p class="x">${html(note).replaceAll('\n', '</p>\n<p>')}</p>`,
  'HTML with line breaks': (note) => html(note).replaceAll('\n', '<br>').replaceAll(' ', '&nbsp;'),
  'HTML in JSON': (note) => JSON.stringify({ html: `<div>${html(note)}</div>` }),
  'HTML in a field of a form': (note) =>
    String(new URLSearchParams({ h: `<p>${html(note).replaceAll('\n', '<br />')}</p>` })),
  multipart: (note) =>
    `--x\r\nContent-Disposition: form-data; name="c"\r\n\r\n${note.replaceAll('\n', '\r\n')}\r\n--x--`,
  'binary with text in it': (note) => `\u0000\u0012\ufffd\u0003${note}\u0001\ufffd`,
  'a message of socket.io': (note) => `42${JSON.stringify(['save', { comment: note }])}`,
};

describe.each(Object.entries(WAYS))('a note written as %s', (_, write) => {
  test('is found', () => {
    expect(isCarried(NOTE, write(NOTE))).toBe(true);
  });

  test('is not found when another note is sent', () => {
    expect(isCarried(NOTE, write('Hon är frisk & pigg\nkom 10.15, 100 % säkert'))).toBe(false);
  });

  test('is found whatever it says', () => {
    const words = fc.stringMatching(/^[A-Za-zåäöÅÄÖé0-9 .,!?%+&=;:'"()/\n\\-]{1,60}$/);
    fc.assert(
      fc.property(words, (text) => {
        fc.pre(/[\p{L}\p{N}]/u.test(text));
        return isCarried(text, write(text));
      }),
    );
  });
});

describe('what editors send', () => {
  test.each([
    ['Slate', [{ children: [{ text: 'hon är ' }, { text: 'för', bold: true }, { text: 'kyld' }] }]],
    [
      'Lexical',
      {
        root: {
          children: [
            {
              type: 'paragraph',
              children: [
                { detail: 0, format: 0, mode: 'normal', style: '', text: 'hon är ', type: 'text' },
                { detail: 0, format: 1, mode: 'normal', style: '', text: 'förkyld', type: 'text' },
              ],
            },
          ],
        },
      },
    ],
    ['Quill', { ops: [{ insert: 'hon är ' }, { attributes: { b: 1 }, insert: 'förkyld' }] }],
  ])('%s: a line in pieces', (_, document) => {
    expect(isCarried('hon är förkyld', JSON.stringify(document))).toBe(true);
    expect(isCarried('hon är förkyld', JSON.stringify({ d: JSON.stringify(document) }))).toBe(true);
    expect(isCarried('hon är', JSON.stringify(document))).toBe(true);
    expect(isCarried('hon förkyld', JSON.stringify(document))).toBe(false);
  });

  test('a word with a tag in its midst is one word, and one before a line break another', () => {
    expect(isCarried('hon är förkyld', '<p>hon <b>är f</b>örkyld</p>')).toBe(true);
    expect(isCarried('förkyld idag', 'förkyld<br>idag')).toBe(true);
    expect(isCarried('förkyldidag', 'förkyld<br>idag')).toBe(false);
  });

  test('a note of one word is found wherever a tag or a piece splits it', () => {
    for (let at = 1; at < 'förkyld'.length; at++) {
      const [first, last] = ['förkyld'.slice(0, at), 'förkyld'.slice(at)];
      expect(isCarried('förkyld', `<p>${first}<b>${last}</b></p>`)).toBe(true);
      expect(isCarried('förkyld', JSON.stringify({ ops: [{ t: first }, { t: last }] }))).toBe(true);
    }
    expect(isCarried('sjuk', '<p>s<b>juk</b></p>')).toBe(true);
    expect(isCarried('sjuk', '<p>s<b>jukt</b></p>')).toBe(false);
  });

  test('letters by name and number', () => {
    expect(isCarried('förkyld på åsen, Örjan', 'f&ouml;rkyld p&#229; &#xe5;sen, &Ouml;rjan')).toBe(
      true,
    );
  });

  test('Latin-1 of old pages', () => {
    expect(isCarried('hon är förkyld', 'c=hon+%E4r+f%F6rkyld')).toBe(true);
  });
});

test('part of a word is not the note', () => {
  expect(isCarried('sjuk', JSON.stringify({ a: 'sjuksköterska', b: 'frånsjuk' }))).toBe(false);
  expect(isCarried('sjuk', JSON.stringify({ a: 'sjuk' }))).toBe(true);
});

test('a note without a word is found as it is', () => {
  expect(isCarried(' 🤒 ', JSON.stringify({ c: '🤒' }))).toBe(true);
  expect(isCarried('🤒', JSON.stringify({ c: '🙂' }))).toBe(false);
});

test('nothing is carried by an empty body, and an empty note is not sought', () => {
  expect(isCarried('förkyld', '')).toBe(false);
  expect(soughtFrom(' \n ')).toBeNull();
});

test('hostile bodies take linear time', () => {
  const note = soughtFrom('hon rkyld idag');
  if (!note) throw new Error('There is something in it.');
  const time = (piece: string, length: number) => {
    const body = `rkyld<${piece.repeat(length / piece.length)}`;
    const once = () => {
      const start = performance.now();
      expect(carries(body, [note])).toBe(false);
      return performance.now() - start;
    };
    return Math.min(once(), once(), once());
  };
  const pieces = ['<', '\\', '%', '[', '{"a":', '&', '&#1', '%7B', 'hon rkyld ', '"\\u00', 'p'];
  for (const piece of pieces) {
    const [short, long] = [time(piece, 20_000), time(piece, 320_000)];
    // Sixteen times as long: a quadratic reading would take 256 times as long.
    expect(long, piece).toBeLessThan(Math.max(200, short * 100));
  }
});
