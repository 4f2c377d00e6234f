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
 * marks, in their order. A quotation ends in its own paragraph. Linear in the text.
 */
export function quotations(text: string): [start: number, end: number][] {
  const found: [number, number][] = [];
  /** By sign: from where its closer was looked for last, and where the search ended. */
  const searches = new Map<string, Search>();
  let behind = 0;
  for (const mark of text.matchAll(/["”“„»«’‘']/g)) {
    const open = mark.index;
    if (open < behind) continue;
    const sign = mark[0];
    if (APOSTROPHES.includes(sign) && isWordBefore(text, open)) continue;
    let search = searches.get(sign);
    // What was looked through before is not looked through again.
    if (!search || open + 1 > search.at) search = closing(text, open + 1, sign);
    searches.set(sign, search);
    if (!search.closes || search.at - open > LONGEST || search.at === open + 1) continue;
    found.push([open + 1, search.at]);
    behind = search.at + 1;
  }
  return found;
}

/** Where a search for a closer ended, and whether with one. */
interface Search {
  at: number;
  closes: boolean;
}

function closing(text: string, from: number, sign: string): Search {
  const closers = CLOSERS[sign] as string;
  for (let i = from; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '\n') return { at: i, closes: false };
    if (!closers.includes(c)) continue;
    if (APOSTROPHES.includes(c) && /[\p{L}\p{N}]/u.test(text[i + 1] ?? '')) continue;
    return { at: i, closes: true };
  }
  return { at: text.length, closes: false };
}

const isWordBefore = (text: string, at: number) => /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
