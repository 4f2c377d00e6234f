import type { Finding } from '../../engine/engine.ts';
import type { Span } from '../fields/field.ts';
import { sentenceAround } from '../sentence.ts';

/** What stands before words and behind them. */
export interface Surroundings {
  before: string;
  behind: string;
  /** Which it is of those that say and have around them the same, from 1; 0 where no other does. */
  nth: number;
}

/** So much of it is quoted on either side, in letters. */
const MOST = 24;

/** For each finding of a note what tells it from others that say the same words; null where none does. */
export function surroundings(
  text: string,
  findings: readonly Finding[],
): readonly (Surroundings | null)[] {
  const quotes = findings.map((finding) => quoteOf(text, finding));
  const told = quotes.map(({ before, behind }, i) =>
    `${before}\n${findings[i]?.text}\n${behind}`.toLowerCase(),
  );
  const words = findings.map((finding) => finding.text.toLowerCase());
  const isAmong = (all: readonly string[], i: number) =>
    all.indexOf(all[i] as string) !== all.lastIndexOf(all[i] as string);
  return quotes.map((quote, i) => {
    if (!isAmong(words, i)) return null;
    const nth = told.slice(0, i + 1).filter((one) => one === told[i]).length;
    return { ...quote, nth: isAmong(told, i) ? nth : 0 };
  });
}

/** Some whole words of its sentence on either side. */
function quoteOf(text: string, span: Span) {
  const { start, end } = sentenceAround(text, span);
  const line = text.slice(start, span.start);
  const rest = text.slice(span.end, end);
  const before = line.length > MOST ? `…${line.slice(-MOST).replace(/^\S*/, '')}` : line;
  const behind = rest.length > MOST ? `${rest.slice(0, MOST).replace(/\S*$/, '')}…` : rest;
  return { before, behind };
}
