import type { Span } from './fields/field.ts';
import { sentenceAround } from './sentence.ts';
import { LEADING_WORDS, TIME_WORDS } from './time-words.ts';

/** What takes the place of a stretch of a note. */
export interface Rewording {
  span: Span;
  /** What is written there. */
  text: string;
  /** What is offered: the same by itself. */
  label: string;
}

/** Before and behind a statement within its sentence: not the dash between two numbers. */
const OPENS = /[,;:(]\s+|\((?=\S)|(?<!\d)\s[–—-]\s+/gu;
const CLOSES = /[,;:)](?=[\s.!?]|$)|\s[–—-]\s(?!\d)|[.!?…]+["”’)]*$/u;
const AND = /\s+(?:och|men|and|but)\s+/giu;
const CLOCK =
  /(?:\b(?:kl\.?|klockan|at)\s*)?(?:\d{1,2}[.:]\d{2}|\d{1,2}(?=\s*[–-]\s*\d)|(?<=(?:kl\.?|klockan|at)\s*)\d{1,2})(?:\s*[–-]\s*\d{1,2}(?:[.:]\d{2})?)?(?![\d.:]*\d)/giu;

const isTime = new Set(TIME_WORDS);
const leads = new Set(LEADING_WORDS);

/**
 * What a suggestion is written in place of, and how. One that begins small stands in for the words ("en
 * annan elev"). One that begins with a capital is a statement by itself ("Anmäld frånvaro"): within a
 * sentence ("Elin är förkyld i dag") it takes the place of the statement that the words stand in, as far
 * as commas part it from others. What that says of when stays, since a note is there for it.
 */
export function reworded(note: string, words: Span, suggestion: string): Rewording {
  if (!/^\P{L}*\p{Lu}/u.test(suggestion)) return forWords(note, words, suggestion);
  const statement = statementAround(note, words);
  const head = note.slice(statement.start, words.start);
  const tail = note.slice(words.end, statement.end);
  const clock = [...head.matchAll(CLOCK)].at(-1);
  const kept = clock ? clock.index + clock[0].length : 0;
  const isJoined = kept > 0 && head.slice(kept).trim() !== '';
  const start = isJoined ? statement.start + kept : kept > 0 ? words.start : statement.start;
  const times = timesOf(tail);
  const end = times === tail ? words.end : statement.end;
  const own = isJoined ? `, ${initial(suggestion, false)}` : fitted(suggestion, note, start);
  const added = end === words.end ? '' : times;
  if (!times && !isJoined) {
    const said = saidBeside(note, { start, end }, suggestion);
    if (said) return { ...said, label: suggestion };
  }
  return { span: { start, end }, text: own + added, label: suggestion + added };
}

/** What is done where the statement before or behind says the same: it is not said twice. */
function saidBeside(note: string, { start, end }: Span, suggestion: string) {
  const same = suggestion.toLowerCase();
  const before = note.slice(0, start).replace(/[,;.!?\s]+$/, '');
  if (before.toLowerCase().endsWith(same)) {
    return { span: { start: before.length, end }, text: '' };
  }
  const [gap = ''] = note.slice(end).match(/^[,;.!?\s]+/) ?? [];
  const behind = end + gap.length;
  if (!gap || !note.slice(behind).toLowerCase().startsWith(same)) return null;
  const span = { start, end: behind + suggestion.length };
  return { span, text: fitted(suggestion, note, start) };
}

/** The same in place of the words alone, whatever it is. */
export const forWords = (note: string, { start, end }: Span, suggestion: string): Rewording => ({
  span: { start, end },
  text: fitted(suggestion, note, start),
  label: suggestion,
});

/** The statement that some words stand in: of a sentence, what commas and the like part from the rest. */
function statementAround(note: string, words: Span): Span {
  const sentence = sentenceAround(note, words);
  const head = note.slice(sentence.start, words.start);
  const opening = [...head.matchAll(OPENS)].at(-1);
  let start = sentence.start + (opening ? opening.index + opening[0].length : 0);
  const closing = CLOSES.exec(note.slice(words.end, sentence.end));
  let end = closing ? words.end + closing.index : sentence.end;
  // What tells a time beyond an "and" is a statement of its own.
  for (const and of note.slice(start, words.start).matchAll(AND)) {
    const at = start + and.index;
    if (tellsTime(note.slice(start, at))) start = at + and[0].length;
  }
  for (const and of note.slice(words.end, end).matchAll(AND)) {
    const at = words.end + and.index;
    if (!tellsTime(note.slice(at + and[0].length, end))) continue;
    end = at;
    break;
  }
  return { start, end };
}

const tellsTime = (text: string) => text.search(CLOCK) >= 0;

/** What the rest of a statement says of when: what it begins with, or else its time of day. */
function timesOf(tail: string): string {
  let end = 0;
  for (const { 0: word, index } of tail.matchAll(/[\p{L}\d](?:[\p{L}\d]|[.:–-](?=\d))*/gu)) {
    const lower = word.toLowerCase();
    const tells = isTime.has(lower) || /^\d/.test(word);
    if (tells) end = index + word.length;
    else if (!leads.has(lower)) break;
  }
  if (end > 0) return tail.slice(0, end);
  const [clock] = tail.match(CLOCK) ?? [];
  return clock ? ` ${clock}` : '';
}

/** A suggestion as it is written at its place: a capital at the start of a sentence, none inside. */
const fitted = (suggestion: string, note: string, start: number) =>
  initial(suggestion, /(?:^|[.!?…]["”’)]*\s+|\n\s*)$/u.test(note.slice(0, start)));

const initial = (text: string, isLarge: boolean) => {
  const first = text.charAt(0);
  return (isLarge ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
};
