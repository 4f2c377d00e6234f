import type { Span } from './fields/field.ts';

/** The end of a sentence: not the full stop of a shortening ("p.g.a."), within a number or before one ("kl. 8.25"). */
const END = /(?<!\.\p{L})[.!?…]+["”’)]*(?=\s+[^\d\s]|\s*$|\n)/u;
const ENDED = /(?<!\.\p{L})[.!?…]["”’)]*\s$/u;
const LONGEST_END = 8;

/** The sentence that a span of a text stands in, with its full stop and without the space around it. */
export function sentenceAround(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && !beginsAt(text, from)) from--;
  const line = text.indexOf('\n', end);
  const rest = text.slice(end, line < 0 ? text.length : line);
  const ending = END.exec(rest);
  let to = end + (ending ? ending.index + ending[0].length : rest.trimEnd().length);
  while (from < start && /\s/.test(text.charAt(from))) from++;
  to = Math.max(to, end);
  return { start: from, end: to };
}

/** True when what stands before an offset ends a line or a sentence. */
function beginsAt(text: string, offset: number): boolean {
  const last = text.charAt(offset - 1);
  if (last === '\n') return true;
  if (!/\s/.test(last) || /[\d\s]/.test(text.charAt(offset))) return false;
  return ENDED.test(text.slice(Math.max(0, offset - LONGEST_END), offset));
}
