import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import { reader } from './reader.ts';

const { found, findings, context } = reader({ health: '+feber+/n2er\nförkyld/ad\nont i magen' });

describe('how people really type', () => {
  test('zero-width characters and soft hyphens hide nothing, and offsets are the note’s own', () => {
    expect(findings('hade fe\u200bber')).toMatchObject([
      { start: 5, end: 11, text: 'fe\u200bber' },
    ]);
  });

  test('decomposed letters are the composed ones', () => {
    const note = 'förkyld igen'.normalize('NFD');
    expect(findings(note)).toMatchObject([{ start: 0, end: 8 }]);
  });

  test('letters borrowed from another alphabet are seen through', () => {
    expect(found('hade fеbеr')).toEqual(['fеbеr']);
  });

  test('letters spelled out with full stops are one word', () => {
    expect(reader({ offensive: 'jävla' }).found('J.Ä.V.L.A unge')).toEqual(['J.Ä.V.L.A']);
  });

  test('a word inside another is not found', () => {
    expect(reader({ health: 'ldrar' }).found('föräldrar')).toEqual([]);
  });
});

describe('data that points out a person', () => {
  test.each([
    ['personnummer 20170101-2393', '20170101-2393'],
    ['pnr 170101-2393 saknas', '170101-2393'],
    ['tel 070-174 06 12', '070-174 06 12'],
    ['call (312) 555-0164 after 3', '(312) 555-0164'],
    ['mum is on 555-0117', '555-0117'],
    ['ring 070.174.06.93', '070.174.06.93'],
    ['nås på +46 70 174 06 12', '+46 70 174 06 12'],
    ['skriv till anna.ek@example.se.', 'anna.ek@example.se'],
    ['Det var XX:s penna', 'XX:s'],
    ['bråk med J.K. på rasten', 'J.K.'],
    ['dansk cpr 211062-5629', '211062-5629'],
    ['norskt nummer 15108695088', '15108695088'],
    ['finskt 131052-308T saknas', '131052-308T'],
    ['pnr 20120314-XXXX', '20120314-XXXX'],
    ['skriver som @elle.ow på nätet', '@elle.ow'],
  ])('%s', (note, words) => {
    expect(findings(note)).toMatchObject([{ category: 'identity', text: words }]);
  });

  test.each([
    'kom 08.25, bussen försenad',
    'offert 240318-1 på 30 bänkar',
    's. 112–118, kap 5–7',
    'rum 0214, sal B12',
    'kl 08.25-09.31 och 10.15–11.40',
    'från 2026-08-17 till 2026-12-18',
    'läsår 2025/2026',
    'vecka 14, 10–12 dec kl 9–11',
    'F-6 och SVA, NO på torsdag',
    'se A. I. Rabin och J. K. Rowling',
    'BB och AA',
    'due 08/16/2000, was 02.09.2024',
    'order 90012345, konto 1310-52308',
  ])('leaves %s alone', (note) => {
    expect(findings(note)).toEqual([]);
  });
});

describe('tone', () => {
  test('finds words shouted in capitals and runs of exclamation marks', () => {
    expect(found('det visste du ju!!! SKÄRPNING')).toEqual(['ju!!!', 'SKÄRPNING']);
  });

  test('leaves abbreviations and one friendly mark alone', () => {
    expect(found('Välkomna! SVA, NO, F-6 och BUP, APL och NP')).toEqual([]);
  });
});

describe('rules', () => {
  test('a rule that names the group goes before the one for the whole category', () => {
    const rule = context.rules.find((r) => r.category === 'health');
    if (!rule) throw new Error('no rule');
    const rules = [rule, { ...rule, id: 'special', groups: ['own'] }];
    expect(lint('feber', { ...context, rules }).findings[0]?.rule).toBe('special');
  });

  test('a rule that is off finds nothing', () => {
    const rules = context.rules.map((rule) => ({ ...rule, severity: 'off' as const }));
    expect(lint('feber', { ...context, rules }).findings).toEqual([]);
  });
});

describe('quoted words', () => {
  const shown = (note: string) => findings(note).map(({ text, quoted }) => [text, quoted]);

  test.each([
    'sa "feber" igen',
    'sa ”feber” igen',
    'sa “feber” igen',
    'sa »feber« igen',
    "sa 'feber' igen",
    'sa ’feber’ igen',
  ])('are told as such: %s', (note) => {
    expect(shown(note)).toEqual([['feber', true]]);
  });

  test.each([
    'feber, sa "ja" igen',
    '"ja", feber, "nej"',
    '"ja och feber',
    '"ja\noch feber"',
    "Lisa's feber, it's",
  ])('%s: not quoted', (note) => {
    expect(shown(note)).toEqual([['feber', false]]);
  });

  test('a rule may ask less of them', () => {
    const rules = context.rules.map((rule) => ({ ...rule, quoted: 'hint' as const }));
    const { findings: found } = lint('feber, sa "feber"', { ...context, rules });
    expect(found.map(({ severity }) => severity)).toEqual(['warn', 'hint']);
  });
});

describe('for any text', () => {
  const notes = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'feber',
          'förkyld',
          'ont i magen',
          ' ',
          '. ',
          '!',
          '\u0301',
          '\u200b',
          '🤒',
          '\ud800',
          'ß',
          'İ',
        ),
      )
      .map((p) => p.join('')),
  );

  test('it never throws, and spans are in range, in order and their own text', () => {
    fc.assert(
      fc.property(notes, (note) => {
        let last = 0;
        for (const { start, end, text } of findings(note)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(note.length);
          expect(note.slice(start, end)).toBe(text);
          // Whole characters: no half of a pair is left outside.
          expect(
            /[\ud800-\udbff]$/.test(note.slice(0, start)) && /^[\udc00-\udfff]/.test(text),
          ).toBe(false);
          expect(/[\ud800-\udbff]$/.test(text) && /^[\udc00-\udfff]/.test(note.slice(end))).toBe(
            false,
          );
          last = start;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('an unrelated sentence behind it changes no finding', () => {
    fc.assert(
      fc.property(notes, (note) => {
        const before = findings(`${note}.\n`);
        expect(findings(`${note}.\nVi ses på torsdag.`)).toEqual(before);
      }),
    );
  });
});

describe('typed in haste', () => {
  const hasty = reader({
    health: 'förkyld/ad\nhuvudvärk/en\nvärken',
    offensive: 'jävla\nfan',
  });

  test.each([
    ['forkyld', 'without accents'],
    ['förkylld', 'a letter too many'],
    ['huvuvärk', 'a letter too few'],
    ['huvudvärl', 'a wrong letter'],
    ['huvudävrk', 'two letters swapped'],
    ['förkyyyyld', 'a letter drawn out'],
    ['j*vla', 'a letter starred'],
    ['f*n', 'a letter starred'],
  ])('%s: %s', (word) => {
    expect(hasty.found(`var ${word} idag`)).toEqual([word]);
  });

  test.each(['f***', 'fin', 'förkynna', 'pörkyld'])('%s is too far away', (word) => {
    expect(hasty.found(`var ${word} idag`)).toEqual([]);
  });

  test('a word that is known to be another one is left alone', () => {
    expect(reader({ health: 'värken' }, { lookalikes: 'varken' }).found('varken jag')).toEqual([]);
    expect(reader({ health: 'värken' }).found('varken jag')).toEqual(['varken']);
  });

  test('words of a phrase stand side by side, with no comma between', () => {
    expect(reader({ offensive: 'beat it' }).found('1 beat, it gets 2; beat it')).toEqual([
      'beat it',
    ]);
  });
});
