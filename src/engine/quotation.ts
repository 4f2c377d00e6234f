/** Marks that open a quotation, and those that then close it; ” and » do both in Swedish. */
const CLOSERS: Record<string, string> = {
  '"': '"',
  '”': '”',
  '“': '”“',
  '„': '“”',
  '»': '«»',
  '«': '»',
  '’': '’',
  '‘': '’',
  "'": "'",
};
/** Between letters these are apostrophes. */
const APOSTROPHES = "'’‘";
/** What is opened and not closed within so many characters was no quotation. */
const LONGEST = 500;

/**
 * The stretches of a text that stand in quotation marks: UTF-16 offsets [start, end) without the
 * marks, in their order. A quotation ends in its own paragraph.
 */
export function quotations(text: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (const mark of text.matchAll(/["”“„»«’‘']/g)) {
    const open = mark.index;
    if (open < (found.at(-1)?.[1] ?? -1) + 1) continue;
    const sign = mark[0];
    if (APOSTROPHES.includes(sign) && isWordBefore(text, open)) continue;
    const end = closing(text, open + 1, sign);
    if (end > open + 1) found.push([open + 1, end]);
  }
  return found;
}

function closing(text: string, from: number, sign: string): number {
  const closers = CLOSERS[sign] as string;
  const last = Math.min(text.length, from + LONGEST);
  for (let i = from; i < last; i++) {
    const c = text[i] as string;
    if (c === '\n') return -1;
    if (!closers.includes(c)) continue;
    if (APOSTROPHES.includes(c) && /[\p{L}\p{N}]/u.test(text[i + 1] ?? '')) continue;
    return i;
  }
  return -1;
}

const isWordBefore = (text: string, at: number) => /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
