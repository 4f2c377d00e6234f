import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const LANGUAGES = ['en', 'sv'] as const;
export type Language = (typeof LANGUAGES)[number];

const FOLDERS = ['corpus/train', '../shared/corpus/train'];
/** How many notes of a length there are at most, and how many characters together. */
const MOST_NOTES = 16;
const MOST_CHARACTERS = 10_000;

/** Where the sample notes are, or null. */
export function notesFolder(): string | null {
  const complete = (folder: string) => LANGUAGES.every((l) => existsSync(fileOf(folder, l)));
  return FOLDERS.find(complete) ?? null;
}

/** All sample notes of a language joined, with the marks of their labels taken away. */
export function joinedNotes(folder: string, language: Language): string {
  return readFileSync(fileOf(folder, language), 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => withoutMarks(line.slice(line.indexOf('\t') + 1).trim()))
    .map((note) => (/[.!?…]$/.test(note) ? note : `${note}.`))
    .join(' ');
}

/** Notes of so many characters, each from another stretch of the joined sample notes. */
export function notesOf(length: number, joined: string): string[] {
  const count = Math.min(MOST_NOTES, Math.floor(MOST_CHARACTERS / length));
  const apart = Math.floor(joined.length / count);
  return Array.from({ length: count }, (_, i) => joined.slice(i * apart, i * apart + length));
}

const fileOf = (folder: string, language: Language) => join(folder, `${language}-1.notes`);

/** "{health|förkyld}" is "förkyld"; marks may stand in marks. */
function withoutMarks(note: string): string {
  const plain = note.replace(/\{[^{}|]*\|([^{}]*)\}/g, '$1');
  return plain === note ? note : withoutMarks(plain);
}
