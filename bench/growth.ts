import { median } from './measure.ts';
import { pick, randomFrom } from './random.ts';
import { DICTIONARIES, forgetful, newContext } from './saklig.ts';
import { singleWords } from './terms.ts';

export const SIZES = [1_000, 10_000, 100_000, 1_000_000];

const FEWEST = 3;
const MOST = 21;
const BUDGET_MS = 1500;
/** One sample of this suffices; and ten times the text is not read if it might take its square. */
const LONG_MS = 5_000;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const WORD_LENGTH = 12;

/** Makes a text so long; another `run` makes another text where words are made up. */
type Text = (length: number, run: number) => string;

/** One part again and again. The last letter differs, so that a single long word is a new one. */
const repeat =
  (part: string, last = ' '): Text =>
  (length, run) =>
    part.repeat(Math.ceil(length / part.length)).slice(0, length - 1) + last[run % last.length];

/** Words made up of random letters, beginning with one of `heads`. */
const madeUp =
  (heads: string[]): Text =>
  (length, run) => {
    const random = randomFrom(run * 1_000_003 + length);
    let text = '';
    while (text.length < length) {
      let word = pick(heads, random);
      while (word.length < WORD_LENGTH) word += pick(LETTERS, random);
      text += `${word} `;
    }
    return text.slice(0, length);
  };

function texts(notes: string): [string, Text][] {
  const heads = singleWords().filter((word) => /^\p{L}{6,24}$/u.test(word));
  return [
    ['sample notes, again and again', repeat(`${notes} `)],
    ['"a" repeated', repeat('a', LETTERS)],
    ['"ont i " repeated', repeat('ont i ')],
    ['"a-" repeated', repeat('a-', LETTERS)],
    ['"a " repeated', repeat('a ')],
    ['"!" repeated', repeat('!')],
    ['"0" repeated', repeat('0', DIGITS)],
    ['"0 " repeated', repeat('0 ')],
    ['"(" repeated', repeat('(')],
    ['unknown words of 12 letters', madeUp([''])],
    ['the same, beginning like words of ours', madeUp(heads.map((word) => word.slice(0, 3)))],
  ];
}

/** How one text grows: median ms by size, or what stopped it. */
export interface Growth {
  name: string;
  ms: (number | string)[];
}

/** Times Saklig on texts of growing length, harmless and hostile. */
export function measureGrowth(notes: string): Growth[] {
  const check = forgetful(newContext(DICTIONARIES));
  for (let i = 0; i < 50; i++) check(notes.slice(i * 200, i * 200 + 2000));
  return texts(notes).map(([name, text]) => {
    const ms: (number | string)[] = [];
    for (const size of SIZES) {
      const last = ms.at(-1);
      if (typeof last === 'string' || (last ?? 0) > LONG_MS) ms.push('not tried');
      else ms.push(timeOf(check, text, size));
    }
    return { name, ms };
  });
}

function timeOf(check: (note: string) => unknown, text: Text, size: number): number | string {
  const samples: number[] = [];
  let spent = 0;
  while (samples.length < FEWEST || (spent < BUDGET_MS && samples.length < MOST)) {
    const note = text(size, samples.length);
    const start = performance.now();
    try {
      check(note);
    } catch (error) {
      return `throws ${(error as Error).name}`;
    }
    const ms = performance.now() - start;
    samples.push(ms);
    spent += ms;
    if (ms > LONG_MS) break;
  }
  return median(samples);
}
