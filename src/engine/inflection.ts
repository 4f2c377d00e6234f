import { Complaint } from './complaint.ts';

/** How the words of one class inflect: the ending `strip` goes, each of `endings` is added. */
export interface InflectionClass {
  strip: string;
  endings: string[];
  /** True when every form also takes a genitive s. */
  genitive: boolean;
}
export type Inflections = Record<string, InflectionClass>;

/**
 * Reads one line of an inflection file, `n2: - en ar arna +s` or `n1: -a: a an or orna +s`.
 * Throws a Complaint whose message is a sentence for the author.
 */
export function parseClass(line: string): [name: string, InflectionClass] {
  const match = /^([\p{L}\d]+):\s+(?:-([\p{L}]+):\s+)?(.+)$/u.exec(line);
  if (!match) {
    throw new Complaint(
      'classForm',
      'An inflection class is written "name: -strip: ending ending +s".',
    );
  }
  const [, name, strip = '', rest] = match as unknown as [string, string, string?, string?];
  const endings = (rest ?? '').trim().split(/\s+/);
  const genitive = endings.at(-1) === '+s';
  if (genitive) endings.pop();
  return [name, { strip, endings: endings.map((e) => (e === '-' ? '' : e)), genitive }];
}

/** All forms of a word of a class. Throws when the word does not end in what the class strips. */
export function inflect(word: string, inflection: InflectionClass): string[] {
  const { strip, endings, genitive } = inflection;
  if (!word.endsWith(strip))
    throw new Complaint('wrongEnding', '"$1" does not end in "$2".', word, strip);
  const stem = word.slice(0, word.length - strip.length);
  const forms = endings.map((ending) => stem + ending);
  return genitive ? forms.flatMap((f) => (/[sxz]$/.test(f) ? [f] : [f, `${f}s`])) : forms;
}
