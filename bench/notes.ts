import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const LANGUAGES = ['en', 'sv'] as const;
export type Language = (typeof LANGUAGES)[number];

const FOLDERS = ['corpus/train', '../shared/corpus/train'];
/** How many notes of a length there are at most, and how many characters together. */
const MOST_NOTES = 16;
const MOST_CHARACTERS = 10_000;
/** How often a note is edited. */
const EDITS = 128;

/** Where the sample notes are, or null. */
export function notesFolder(): string | null {
  const complete = (folder: string) => LANGUAGES.every((l) => existsSync(fileOf(folder, l)));
  return FOLDERS.find(complete) ?? null;
}

/** All sample notes of a language joined, with the marks of their labels taken away. */
export const joinedNotes = (folder: string, language: Language) =>
  notesIn(folder, language).join(' ');

/** The sample notes of a language in which nothing is labelled. */
export const harmlessNotes = (folder: string, language: Language) =>
  notesIn(folder, language, (line) => !line.includes('{'));

function notesIn(
  folder: string,
  language: Language,
  isWanted: (line: string) => boolean = () => true,
): string[] {
  return readFileSync(fileOf(folder, language), 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t') && isWanted(line))
    .map((line) => withoutMarks(line.slice(line.indexOf('\t') + 1).trim()))
    .map((note) => (/[.!?…]$/.test(note) ? note : `${note}.`));
}

/** Notes of so many characters, each from another stretch of the joined sample notes. */
export function notesOf(length: number, joined: string): string[] {
  const count = Math.min(MOST_NOTES, Math.floor(MOST_CHARACTERS / length));
  const apart = Math.floor(joined.length / count);
  return Array.from({ length: count }, (_, i) => joined.slice(i * apart, i * apart + length));
}

/**
 * A note again and again with two words changed in its midst, as when somebody writes on it: each
 * time others, so that nobody has read that sentence before, and words that the notes have elsewhere.
 */
export function edited(notes: string[], joined: string): string[] {
  const words = [...new Set(joined.match(/\p{Ll}{2,10}(?= )/gu))].slice(0, EDITS);
  return notes.flatMap((note) => {
    const middle = note.indexOf(' ', note.length / 2) + 1 || note.length;
    const rest = note.slice(note.indexOf(' ', note.indexOf(' ', middle) + 1));
    return words.map((word, i) => {
      const other = words[(i * 7 + 3) % words.length];
      return `${note.slice(0, middle)}${word} ${other}${rest}`;
    });
  });
}

const fileOf = (folder: string, language: Language) => join(folder, `${language}-1.notes`);

/** "{health|förkyld}" is "förkyld"; marks may stand in marks. */
function withoutMarks(note: string): string {
  const plain = note.replace(/\{[^{}|]*\|([^{}]*)\}/g, '$1');
  return plain === note ? note : withoutMarks(plain);
}
