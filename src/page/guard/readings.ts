/**
 * The ways to read what a page sends. Nobody tells in what form a note is sent, and forms lie within
 * each other (a rich editor's HTML in JSON in a field of a form), so every way is tried that fits.
 * Each is one pass over the text.
 */

/** What separates the parts of a body, as fields of a form. */
export const PART = '\0';

/** So often a text is unescaped: JSON within JSON, a form within a form. */
const DEEPEST = 2;

/** All readings of a body, the plain one first; `PART` separates its parts. */
export function* readings(body: string): Generator<string> {
  for (const plain of undone(body, '%', decodePercent)) {
    for (const unescaped of undone(plain, '\\', unescapeJson)) {
      yield unescaped;
      if (/[<&]/.test(unescaped)) yield withoutHtml(unescaped);
    }
  }
  for (const told of structured(body)) {
    yield told;
    if (/[<&]/.test(told)) yield withoutHtml(told);
  }
}

/** A text, and what comes of it when its escapes are undone, as long as that changes something. */
function* undone(text: string, sign: string, undo: (text: string) => string): Generator<string> {
  yield text;
  for (let depth = 0, last = text; depth < DEEPEST && last.includes(sign); depth++) {
    const next = undo(last);
    if (next === last) return;
    yield next;
    last = next;
  }
}

/**
 * Words, separated by single spaces: how a tool writes spaces, quotes and line breaks says nothing.
 * What is not to be seen between letters (soft hyphens, zero-width marks) vanishes.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]+/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();

function decodePercent(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      // Old pages send what Latin-1 has as one byte.
      return escaped.replace(/%(..)/g, (_, byte) => String.fromCharCode(Number.parseInt(byte, 16)));
    }
  });
}

function unescapeJson(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|([\s\S]))/gi, (_, code?: string, sign = '') => {
    if (code) return String.fromCharCode(Number.parseInt(code, 16));
    return /[nrtbf]/.test(sign) ? ' ' : sign;
  });
}

/** Tags that begin no new line or box: what they stand between is one word. */
const INLINE = new Set(
  'a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);

function withoutHtml(text: string): string {
  return text
    .replace(/<[^<>]*>/g, (tag) => {
      const name = /^<\/?([a-z][a-z0-9-]{0,20})/i.exec(tag)?.[1] ?? '';
      return INLINE.has(name.toLowerCase()) ? '' : ' ';
    })
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
      if (name) return entity(name) ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

/** The letters of Latin-1 from U+00E0, as HTML names them; the capitals lie 32 lower. */
const LETTERS =
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );

/** A named character; those that are no letters stand between words. */
function entity(name: string): string | undefined {
  if (name === 'szlig') return 'ß';
  if (name === 'shy' || name === 'zwj' || name === 'zwnj') return '';
  const at = LETTERS.indexOf(name.toLowerCase());
  if (at < 0) return ENTITY_SIGNS.has(name) ? ' ' : undefined;
  return String.fromCharCode((/^[A-Z]/.test(name) ? 0xc0 : 0xe0) + at);
}
const ENTITY_SIGNS = new Set(
  'nbsp amp lt gt quot apos ndash mdash hellip lsquo rsquo sbquo ldquo rdquo bdquo laquo raquo bull middot ensp emsp thinsp'.split(
    ' ',
  ),
);

/**
 * What JSON tells under each of its keys, run together. Editors (Slate, Lexical, ProseMirror, Quill)
 * send a line as a list of pieces where its format changes: pieces of one list belong to one line.
 */
function* structured(body: string): Generator<string> {
  for (const part of partsOf(body)) {
    const from = part.search(/[[{]/);
    // Some write a few signs before it (socket.io the kind of message).
    if (from < 0 || from > 40) continue;
    const told = new Told();
    told.read(part.slice(from));
    yield* told.lines();
  }
}

function partsOf(body: string): string[] {
  if (body.includes(PART)) return body.split(PART);
  if (!/%7B|%5B/i.test(body)) return [body];
  return body.split(/[&?=]/).map(decodePercent);
}

/** JSON deeper than this is no note. */
const MOST_NESTED = 200;

class Told {
  readonly #lines = new Map<string, string[]>();
  /** The list that the last piece under a key stood in. */
  readonly #lastIn = new Map<string, unknown>();

  lines(): string[] {
    return [...this.#lines.values()].map((pieces) => pieces.join(''));
  }

  /** Reads a text that may be JSON. */
  read(text: string, depth = 0): void {
    try {
      this.#visit(JSON.parse(text), '', null, depth);
    } catch {
      // It is not.
    }
  }

  #visit(value: unknown, key: string, list: unknown, depth: number): void {
    if (depth > MOST_NESTED) return;
    if (typeof value === 'string') this.#add(key, value, list, depth);
    else if (Array.isArray(value)) {
      for (const one of value) this.#visit(one, key, value, depth + 1);
    } else if (value && typeof value === 'object') {
      for (const [name, one] of Object.entries(value)) this.#visit(one, name, list, depth + 1);
    }
  }

  #add(key: string, text: string, list: unknown, depth: number): void {
    if (/^\s*[[{]/.test(text)) this.read(text, depth + 1);
    const pieces = this.#lines.get(key) ?? [];
    const isSameLine = list !== null && this.#lastIn.get(key) === list;
    pieces.push(isSameLine ? '' : ' ', text);
    this.#lines.set(key, pieces);
    this.#lastIn.set(key, list);
  }
}
