/** What an edit did to a text: [from, to) of it, in UTF-16 offsets, became longer by `by`, or shorter. */
export interface Edit {
  from: number;
  to: number;
  by: number;
}

/** The least edit between two texts: what lies between what both begin with and what both end with. */
export function editBetween(before: string, after: string): Edit {
  const from = sameAtStart(before, after);
  const to = before.length - sameAtEnd(before, after, from);
  return { from, to, by: after.length - before.length };
}

/** Texts are compared in pieces of so many characters first, which browsers do fast. */
const PIECE = 1024;

/** How many characters two texts have in common from their start on. */
function sameAtStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let n = 0;
  while (n + PIECE <= most && a.slice(n, n + PIECE) === b.slice(n, n + PIECE)) n += PIECE;
  while (n < most && a.charCodeAt(n) === b.charCodeAt(n)) n++;
  return n;
}

/** How many characters two texts have in common at their end, besides `before` at their start. */
function sameAtEnd(a: string, b: string, before: number): number {
  const most = Math.min(a.length, b.length) - before;
  const piece = (text: string, n: number) => text.slice(text.length - n - PIECE, text.length - n);
  let n = 0;
  while (n + PIECE <= most && piece(a, n) === piece(b, n)) n += PIECE;
  while (n < most && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n++;
  return n;
}
