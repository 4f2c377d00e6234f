import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { expect, test } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import builtIn from '../../src/policy/built-in.sv.yaml';
import { Instruction } from '../../src/policy/instruction.ts';

const SHORT = 3_000;
const TIMES = 4;
/** What is more than linear: twice the work for a character would be quadratic growth by then. */
const SLACK = 1.15;

/**
 * Runs something and counts its work: characters of the keys looked up, items gone through by
 * `includes`, characters cut out. A clock would measure the machine as well.
 */
function workOf(run: () => void): number {
  let work = 0;
  const mapGet = Map.prototype.get;
  const setHas = Set.prototype.has;
  const includes = Array.prototype.includes;
  const slice = String.prototype.slice;
  const sizeOf = (key: unknown) => (typeof key === 'string' ? key.length : 1);
  Map.prototype.get = function (key) {
    work += sizeOf(key);
    return mapGet.call(this, key);
  };
  Set.prototype.has = function (key) {
    work += sizeOf(key);
    return setHas.call(this, key);
  };
  Array.prototype.includes = function (...args) {
    work += this.length;
    return includes.apply(this, args);
  };
  String.prototype.slice = function (...args) {
    const part = slice.apply(this, args);
    work += part.length;
    return part;
  };
  try {
    run();
  } finally {
    Map.prototype.get = mapGet;
    Set.prototype.has = setHas;
    Array.prototype.includes = includes;
    String.prototype.slice = slice;
  }
  return work;
}

/** The work of reading a note of which no word was read before. */
function workOn(note: string): number {
  const context = new Instruction(builtIn, () => [sv, en]).contextFor();
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
  ['one long word', (n) => upTo('a', n)],
  ['one long compound', (n) => upTo('a-', n)],
  ['very short words', (n) => upTo('a ', n)],
  ['exclamation marks', (n) => upTo('!', n)],
  ['one long number', (n) => upTo('0', n)],
  ['unknown words', differentWords],
])('the work grows no faster than the text: %s', (_, text) => {
  const [short, long] = [workOn(text(SHORT)), workOn(text(SHORT * TIMES))];
  expect(long).toBeLessThanOrEqual(short * TIMES * SLACK + 1000);
});
