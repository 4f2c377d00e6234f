import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterEdit } from '../../src/page/left.ts';
import { sentenceAround } from '../../src/page/sentence.ts';

describe('words that were left', () => {
  const NOTE = 'kom sent, förkyld, gick hem';
  const left = [{ start: 10, end: 17, rule: 'health-detail' }];
  /** The words that are still left in another text. */
  const in_ = (text: string) =>
    afterEdit(left, NOTE, text).map(({ start, end }) => text.slice(start, end));

  test('stay left while one writes before them, behind them or on both sides', () => {
    expect(in_(`${NOTE} 11.40`)).toEqual(['förkyld']);
    expect(in_(`Måndag: ${NOTE}`)).toEqual(['förkyld']);
    expect(in_('kom 9, förkyld, gick hem')).toEqual(['förkyld']);
  });

  test('are left no more when they are changed, taken away, or another note stands there', () => {
    expect(in_('kom sent, förkyyld, gick hem')).toEqual([]);
    expect(in_('kom sent, gick hem')).toEqual([]);
    expect(in_('Hosta, var förkyld hela dagen')).toEqual([]);
    expect(in_('')).toEqual([]);
  });

  test('whatever is written around them, what is left are the same words', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 1 }),
        fc.string(),
        fc.string(),
        (a, b, c, d) => {
          const span = [{ start: a.length, end: a.length + b.length, rule: 'r' }];
          const [before, after] = [a + b + c, d + b + c];
          for (const { start, end } of afterEdit(span, before, after)) {
            expect(after.slice(start, end)).toBe(b);
          }
          expect(afterEdit(span, before, a + b + d)).toEqual(span);
        },
      ),
    );
  });
});

test.each([
  ['Kom 9. Var [förkyld] igen. Gick hem.', 'Var förkyld igen.'],
  ['[förkyld]', 'förkyld'],
  ['Kom kl. 8.25, [förkyld] och trött', 'Kom kl. 8.25, förkyld och trött'],
  ['Rad ett\n  är [lat] här\nrad tre', 'är lat här'],
  ['Är han [lat]? Ja!', 'Är han lat?'],
  ['Hon sa ”nej.” Sedan blev hon [arg].', 'Sedan blev hon arg.'],
  ['  [sjuk]  ', 'sjuk'],
])('of “%s” the sentence is “%s”', (marked, sentence) => {
  const [start, end] = [marked.indexOf('['), marked.indexOf(']') - 1];
  const text = marked.replace(/[[\]]/g, '');
  const span = sentenceAround(text, { start, end });
  expect(text.slice(span.start, span.end)).toBe(sentence);
});
