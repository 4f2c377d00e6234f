/**
 * A school's own word or phrase without the signs of the dictionary: `kvarn/n2` is kvarn,
 * `grön [kort|lapp]` grön kort/lapp, `sen .. igen` sen … igen.
 */
export function plainWords(term: string): string {
  return (term.split(/\s+!(?=\s|$)/)[0] as string)
    .replace(/\/[\p{L}\d]+/gu, '')
    .replace(/\s*\|\s*/g, '/')
    .replace(/\.\.\d*|(?<!\S)(?:_|@[\p{L}\d-]+)(?!\S)/gu, '…')
    .replace(/(?<!\S)[<>](?!\S)|[+{}[\]]/g, '')
    .replace(/\^(\p{L})/gu, (_, letter: string) => letter.toUpperCase())
    .replace(/(?:\s*…)+(?=\s|$)/g, ' …')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Longer ones explain nothing. */
const LONGEST_SAMPLE = 40;
const LONGEST_EXPRESSION = 200;

/**
 * Something that a regular expression matches, such as SVE-1234 for `SVE-\d{4}`; null for one that is
 * not as simple as that. It is only read, never run.
 */
export function sampleOfExpression(source: string): string | null {
  if (source.length > LONGEST_EXPRESSION) return null;
  const signs = [...source];
  let at = 0;
  /** Makes a piece of the sample, anew for each repetition; null for what cannot be told. */
  type Piece = (() => string) | null;

  function choice(): Piece {
    const ways = [sequence()];
    while (signs[at] === '|') {
      at++;
      ways.push(sequence());
    }
    return ways.includes(null) ? null : (ways[0] as Piece);
  }

  function sequence(): Piece {
    const pieces: Piece[] = [];
    while (at < signs.length && signs[at] !== '|' && signs[at] !== ')') {
      const piece = atom();
      const times = repetition();
      if (!piece || times === null) return null;
      pieces.push(() => Array.from({ length: times }, piece).join(''));
    }
    return () => pieces.map((piece) => piece?.()).join('');
  }

  function atom(): Piece {
    const sign = signs[at++] as string;
    if (sign === '\\') return escaped(signs[at++] ?? '');
    if (sign === '[') return set();
    if (sign === '(') {
      if (signs[at] === '?') {
        if (signs[at + 1] !== ':') return null;
        at += 2;
      }
      const inner = choice();
      return signs[at++] === ')' ? inner : null;
    }
    return /[.^$*+?{}\]]/.test(sign) ? null : () => sign;
  }

  function escaped(sign: string): Piece {
    if (sign === 'd') return oneOf([...'1234567890']);
    return /[\p{L}\p{N}]|^$/u.test(sign) ? null : () => sign;
  }

  function set(): Piece {
    const end = signs.indexOf(']', at);
    const inside = signs.slice(at, end).join('');
    at = end + 1;
    if (end < 0 || /^\^|[\\[]/.test(inside.replace(/\\d/g, ''))) return null;
    const all = inside.replace(/\\d/g, '0-9').match(/.-.|./gsu) ?? [];
    const letters = all.flatMap((part) => {
      const [from, , to] = [...part];
      return from && to ? range(from, to) : [part];
    });
    return letters.length ? oneOf(letters) : null;
  }

  function repetition(): number | null {
    const counted = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(signs.slice(at).join(''));
    if (!counted) return 1;
    at += counted[0].length;
    const times = counted[1] ? Number(counted[1]) : Number(counted[0].startsWith('+'));
    return times > LONGEST_SAMPLE ? null : times;
  }

  const sample = choice()?.();
  return at === signs.length && sample?.trim() && sample.length <= LONGEST_SAMPLE ? sample : null;
}

/** One sign after another, from the first again when all were there. */
function oneOf(signs: readonly string[]): () => string {
  let next = 0;
  return () => signs[next++ % signs.length] as string;
}

function range(from: string, to: string): string[] {
  const [first, last] = [from.codePointAt(0) as number, to.codePointAt(0) as number];
  const length = Math.max(0, Math.min(last - first + 1, LONGEST_SAMPLE));
  return Array.from({ length }, (_, i) => String.fromCodePoint(first + i));
}
