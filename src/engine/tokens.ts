/** A word, number or emoji of the normal text. */
export interface Token {
  /** UTF-16 offsets into the normal text. */
  start: number;
  end: number;
  /** What is looked up: lower case, dots of abbreviations and spelled-out words gone. */
  key: string;
  /** Shape and key in one text: what is remembered of a word is remembered by it. */
  type: string;
  /** `A` all capitals (two letters or more), `Aa` a capital first, `a` no capital first, `1` a number. */
  shape: Shape;
  /** Which sentence of the note the token stands in, from 0. */
  sentence: number;
  /** True for the first token of its sentence. */
  first: boolean;
  /** True when only space, a hyphen or a slash stands between it and the token before. */
  joined: boolean;
}
export type Shape = 'A' | 'Aa' | 'a' | '1';

// In this order: letters spelled out with dots (p.g.a, J.Ä.V.L.A), words with their inner hyphens,
// apostrophes, colons and stars (adhd-utredning, mum's, BUP:s, j*vla, f***), numbers with what clings to
// them (38,4, 6B, 48-timmarsregeln), emoji.
const TOKEN =
  /\p{L}(?:\.\p{L}(?![\p{L}\p{N}]))+|\p{L}[\p{L}\p{M}\p{N}]*(?:[-'’‑:*]+[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*\**|\p{N}+(?:[.,:–-]\p{N}+)*[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{N}]*)*|\p{Extended_Pictographic}/gu;

const JOINT = /^['’]?[\s/–-]*$/;

/** Splits a normal text into tokens; linear in its length. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let previous: Token | null = null;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const { key, shape, type } = typeOf(match[0]);
    const start = match.index;
    const token: Token = {
      start,
      end: TOKEN.lastIndex,
      key,
      type,
      shape,
      sentence,
      first: previous === null,
      joined: previous !== null && isJoint(text, previous.end, start),
    };
    if (previous && endsSentence(text, previous, token)) {
      token.sentence = ++sentence;
      token.first = true;
    }
    tokens.push(token);
    previous = token;
  }
  return tokens;
}

const SPACE = 32;
const isJoint = (text: string, from: number, to: number) =>
  (to - from === 1 && text.charCodeAt(from) === SPACE) || JOINT.test(text.slice(from, to));

/** Words as they were written, with what was told of them; a writer uses the same ones again. */
const types = new Map<string, Pick<Token, 'key' | 'shape' | 'type'>>();
const MOST_TYPES = 20_000;
const LONGEST_REMEMBERED = 12;

function typeOf(word: string): Pick<Token, 'key' | 'shape' | 'type'> {
  const known = types.get(word);
  if (known) return known;
  const [key, shape] = [keyOf(word), shapeOf(word)];
  const own = { key, shape, type: shape === 'a' ? key : `${shape} ${key}` };
  // A long word is seldom met again, and a slice of a note may hold on to all of it.
  if (word.length > LONGEST_REMEMBERED) return own;
  if (types.size >= MOST_TYPES) types.clear();
  types.set(word, own);
  return own;
}

/** The form of a word that dictionaries are keyed by. */
export function keyOf(word: string): string {
  const lower = word.toLowerCase();
  if (/^\p{L}(?:\.\p{L})+$/u.test(lower)) return lower.replaceAll('.', '');
  return lower.includes('’') || lower.includes('‑')
    ? lower.replaceAll('’', "'").replaceAll('‑', '-')
    : lower;
}

function shapeOf(word: string): Shape {
  const first = word.charCodeAt(0);
  if (first >= 48 && first <= 57) return '1';
  const initial = word[0] as string;
  if (initial === initial.toLowerCase()) return 'a';
  const letters = word.replace(/[^\p{L}]/gu, '');
  return letters.length > 1 && letters === letters.toUpperCase() ? 'A' : 'Aa';
}

/** What is written with a full stop before a name or a number. */
const ABBREVIATIONS = new Set(
  'mr mrs ms mx dr prof st sr jr fr no nr nos tel tfn kl ca jfr vs etc resp mfl fd dir'.split(' '),
);

/** A full stop after an abbreviation ("kl. 10", "tel. 070") does not end a sentence. */
function endsSentence(text: string, before: Token, after: Token): boolean {
  if (after.start - before.end === 1) {
    const c = text.charCodeAt(before.end);
    return c === 10 || c === 13;
  }
  const between = text.slice(before.end, after.start);
  if (/[\n\r]|[!?…]|\.{2}/.test(between)) return true;
  const stop = between.indexOf('.');
  if (stop < 0 || !/\.["'”’)]?\s/.test(between)) return false;
  if (stop === 0 && (ABBREVIATIONS.has(before.key) || before.key.length === 1)) return false;
  if (after.shape === 'a') return before.end - before.start > 5;
  return !(stop === 0 && after.shape === '1' && before.end - before.start <= 4);
}

/** The [from, to) token ranges of the sentences. */
export function* sentenceRanges(tokens: readonly Token[]): Generator<[number, number]> {
  let from = 0;
  for (let t = 1; t <= tokens.length; t++) {
    if (t < tokens.length && tokens[t]?.sentence === tokens[from]?.sentence) continue;
    yield [from, t];
    from = t;
  }
}
