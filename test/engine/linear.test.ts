import { Session } from 'node:inspector/promises';
import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import { builtInPolicy } from '../../src/policy/built-in.ts';
import { Instruction } from '../../src/policy/instruction.ts';
import { compileLinear } from '../../src/policy/linear.ts';

const builtIn = builtInPolicy('sv');

const SHORT = 3_000;
const TIMES = 4;
/** What is more than linear: twice the work for a character would be quadratic growth by then. */
const SLACK = 1.15;

const inspector = new Session();
beforeAll(async () => {
  inspector.connect();
  await inspector.post('Profiler.enable');
  await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
});
afterAll(() => inspector.disconnect());

/** How often blocks of the engine run while something does. A clock would measure the machine as well. */
async function workOf(run: () => void): Promise<number> {
  await inspector.post('Profiler.takePreciseCoverage');
  run();
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => url.includes('/src/engine/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

/** The work of reading a note of which no word was read before. */
function workOn(note: string): Promise<number> {
  const context = new Instruction(builtIn, () => [sv, en], compileLinear).contextFor();
  lint('', context);
  return workOf(() => lint(note, context));
}

const upTo = (part: string, length: number) =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** Words of twelve letters, each another one. */
function differentWords(length: number): string {
  let text = '';
  for (let i = 1; text.length < length; i++) {
    const letters = (i * 2654435761).toString(26).replace(/\d/g, (d) => 'qrstuvwxyz'[+d] ?? '');
    text += `${letters.padEnd(12, 'k').slice(0, 12)} `;
  }
  return text.slice(0, length);
}

test.each<[string, (length: number) => string]>([
  ['a note', (n) => upTo('Förkyld och har ont i magen sedan i går, mamma ringde. ', n)],
  ['a note without a full stop', (n) => upTo('ont i ', n)],
  ['a name again and again', (n) => upTo('Kevin ', n)],
  ['one long word', (n) => upTo('a', n)],
  ['one long compound', (n) => upTo('a-', n)],
  ['very short words', (n) => upTo('a ', n)],
  ['exclamation marks', (n) => upTo('!', n)],
  ['quotation marks that nothing closes', (n) => upTo('feber „', n)],
  ['one long number', (n) => upTo('0', n)],
  ['unknown words', differentWords],
])('the work grows no faster than the text: %s', async (_, text) => {
  const short = await workOn(text(SHORT));
  const long = await workOn(text(SHORT * TIMES));
  expect(short).toBeGreaterThan(10);
  expect(long).toBeLessThanOrEqual(short * TIMES * SLACK + 1000);
});
