import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lexicon, lint } from '../../src/engine/engine.ts';
import { Memory } from '../../src/engine/memory.ts';
import { readNote } from '../../src/engine/read.ts';
import { builtInPolicy } from '../../src/policy/built-in.ts';
import { Instruction } from '../../src/policy/instruction.ts';
import { compileLinear } from '../../src/policy/linear.ts';

const builtIn = builtInPolicy('sv');

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

const newContext = () => new Instruction(builtIn, () => [sv], compileLinear).contextFor();
const LEXICONS = [new Lexicon(sv), new Lexicon(en)];
const SENTENCES = [
  'Förkyld sedan i går.',
  'Kom 08:20!',
  'Lämnade salen tillsammans med Kevin och J.K. efter rasten.',
  'HUR SVÅRT KAN DET VARA att ta med sig boken??',
  'Mamma ringer 070-123 45 67 i eftermiddag.',
  'Duktig i dag, hade ont i magen igen',
  'The whole family is ill.',
];

/** How often sentences are searched for entries while something runs. */
async function searchesIn(run: () => void): Promise<number> {
  const inspector = new Session();
  inspector.connect();
  await inspector.post('Profiler.enable');
  await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  run();
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  inspector.disconnect();
  return result
    .flatMap(({ functions }) => functions)
    .filter(({ functionName }) => functionName === 'matchEntries')
    .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
}

describe('a note that is read again', () => {
  test('is not held on to by what was found in it', () => {
    const context = { ...newContext(), models: [] };
    const long = 'Kom i tid. '.repeat(2_000);
    const read = (i: number) => lint(`${long}Duktig i rum ${i}!!`, context);
    read(0);
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 1; i <= 200; i++) read(i);
    gc();
    const perNote = (process.memoryUsage().heapUsed - before) / 200;
    // A note's tokens alone take over a megabyte.
    expect(perNote).toBeLessThan(100_000);
  });

  test('only the sentence that changed is searched', async () => {
    const context = newContext();
    const note = SENTENCES.join('\n');
    expect(await searchesIn(() => lint(note, context))).toBe(SENTENCES.length);
    expect(await searchesIn(() => lint(note.replace('i går', 'i natt'), context))).toBe(1);
    expect(await searchesIn(() => lint(`${note} och feber`, context))).toBe(1);
  });

  test.each([
    ['nothing else', 'Ring 070-123 45 67.', 'Ring 070-123 45 67.', 0],
    ['where it begins', 'Ring 070-123 45 67.', 'Ja! Ring 070-123 45 67.', 1],
    ['how long the note is', 'Ja! Ring Anna.', `${'Ja! '.repeat(14)}Ring Anna.`, 1],
    ['the language', 'Ja! Ring Anna.', 'Yes! They were all there! Ring Anna.', 1],
  ])(
    'has a sentence searched again when there is other than before: %s',
    (_, one, other, times) => {
      const memory = new Memory();
      const searched = (note: string) => {
        const reading = readNote(note, LEXICONS, undefined, memory.parts);
        const last = reading.sentences.at(-1);
        let count = 0;
        const search = () => {
          count++;
          return [];
        };
        if (last) memory.matches(reading, last, search);
        return count;
      };
      expect(searched(one)).toBe(1);
      expect(searched(other)).toBe(times);
      expect(searched(other)).toBe(0);
    },
  );

  test('has the same findings as one that was never read', () => {
    const context = newContext();
    const notes = fc
      .array(fc.constantFrom(...SENTENCES, 'ok', '!!', ''), { maxLength: 6 })
      .chain((parts) => fc.constantFrom(' ', '\n', ', ').map((between) => parts.join(between)));
    fc.assert(
      fc.property(notes, (note) => {
        expect(lint(note, context)).toEqual(lint(note, newContextWithoutMemory));
      }),
    );
  });
});

const { memory: _, ...newContextWithoutMemory } = newContext();
