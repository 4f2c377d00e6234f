/**
 * The little language in which dictionaries and policies say what to look for
 * (dictionaries/README.md): words with inflection class and compounding, lists, choices, optional
 * words, gaps, and braces around what is marked. A pattern is expanded into flat sequences, so that
 * matching needs no backtracking beyond a gap.
 */
type Node =
  | { kind: 'word'; spec: string }
  | { kind: 'list'; name: string }
  | { kind: 'any' }
  | { kind: 'gap'; most: number }
  | { kind: 'choice'; ways: Node[][]; optional: boolean }
  | { kind: 'open' }
  | { kind: 'close' };

/** One place of a sequence: any word, up to `gap` words, or a word of a set (its specs). */
export type Place = { any: true } | { gap: number } | { words: string[] };

/** A pattern without choices: its places, and the stretch [from, to) of them that is marked. */
export interface Sequence {
  places: Place[];
  from: number;
  to: number;
}

/** Lists by name, without the @: what they stand for, as a pattern. */
export type Lists = Map<string, string>;

/**
 * What the engine itself knows: a number, a given name with a capital, one that is also an ordinary
 * word, any word with a capital.
 */
export const BUILT_IN = ['@number', '@name', '@wordname', '@capital'];

const MOST_SEQUENCES = 400;
const MOST_DEPTH = 5;
const LEXEME = /\s+|[{}[\]()|]|\.\.(\d*)|[^\s{}[\]()|]+/gy;

/**
 * Expands a pattern into sequences.
 * Throws an Error whose message is a sentence for the author of the pattern.
 */
export function expand(pattern: string, lists: Lists): Sequence[] {
  const nodes = parse(pattern);
  const flat = product(nodes, lists, 0);
  return flat.map(toSequence);
}

function parse(pattern: string): Node[] {
  const stack: { ways: Node[][]; closer: string }[] = [{ ways: [[]], closer: '' }];
  const top = () => stack.at(-1) as { ways: Node[][]; closer: string };
  const add = (node: Node) => (top().ways.at(-1) as Node[]).push(node);
  LEXEME.lastIndex = 0;
  for (let m = LEXEME.exec(pattern); m; m = LEXEME.exec(pattern)) {
    const lexeme = m[0];
    if (/^\s/.test(lexeme)) continue;
    if (lexeme === '{') add({ kind: 'open' });
    else if (lexeme === '}') add({ kind: 'close' });
    else if (lexeme === '[' || lexeme === '(') {
      stack.push({ ways: [[]], closer: lexeme === '[' ? ']' : ')' });
    } else if (lexeme === '|') {
      if (stack.length === 1) throw new Error('"|" stands outside of [ ] and ( ).');
      top().ways.push([]);
    } else if (lexeme === ']' || lexeme === ')') {
      const { ways, closer } = top();
      if (closer !== lexeme) throw new Error(`"${lexeme}" closes nothing.`);
      if (ways.some((way) => way.length === 0)) throw new Error('A choice is empty.');
      stack.pop();
      add({ kind: 'choice', ways, optional: lexeme === ')' });
    } else if (lexeme.startsWith('..')) add({ kind: 'gap', most: Number(m[1] || 3) });
    else if (lexeme === '_') add({ kind: 'any' });
    else if (lexeme.startsWith('@')) add({ kind: 'list', name: lexeme.slice(1) });
    else add({ kind: 'word', spec: lexeme });
  }
  if (stack.length > 1) throw new Error(`"${top().closer}" is missing.`);
  return (stack[0] as { ways: Node[][] }).ways[0] as Node[];
}

type Flat = Place | { mark: 'open' | 'close' };

function product(nodes: Node[], lists: Lists, depth: number): Flat[][] {
  if (depth > MOST_DEPTH) throw new Error('A list stands in itself.');
  let sequences: Flat[][] = [[]];
  for (const node of nodes) {
    const ways = waysOf(node, lists, depth);
    sequences = sequences.flatMap((sequence) => ways.map((way) => [...sequence, ...way]));
    if (sequences.length > MOST_SEQUENCES) {
      throw new Error(`It stands for over ${MOST_SEQUENCES} sequences: make it several entries.`);
    }
  }
  return sequences;
}

function waysOf(node: Node, lists: Lists, depth: number): Flat[][] {
  switch (node.kind) {
    case 'word':
      return [[{ words: [node.spec] }]];
    case 'any':
      return [[{ any: true }]];
    case 'gap':
      return [[{ gap: node.most }]];
    case 'open':
    case 'close':
      return [[{ mark: node.kind }]];
    case 'list': {
      if (BUILT_IN.includes(`@${node.name}`)) return [[{ words: [`@${node.name}`] }]];
      const meaning = lists.get(node.name);
      if (meaning === undefined) throw new Error(`There is no list "@${node.name}".`);
      const ways = parse(meaning).map((item) => [item]);
      return merged(ways, lists, depth + 1);
    }
    case 'choice': {
      const ways = merged(node.ways, lists, depth);
      return node.optional ? [[], ...ways] : ways;
    }
  }
}

/** Ways that are single words become one place, so that a choice of words costs nothing. */
function merged(ways: Node[][], lists: Lists, depth: number): Flat[][] {
  const flat = ways.flatMap((way) => product(way, lists, depth));
  const words = new Set<string>();
  const longer: Flat[][] = [];
  for (const way of flat) {
    const only = way[0];
    if (way.length === 1 && only && 'words' in only) for (const w of only.words) words.add(w);
    else longer.push(way);
  }
  return words.size > 0 ? [[{ words: [...words] }], ...longer] : longer;
}

function toSequence(flat: Flat[]): Sequence {
  const places: Place[] = [];
  let from = -1;
  let to = -1;
  for (const item of flat) {
    if (!('mark' in item)) places.push(item);
    else if (item.mark === 'open') {
      if (from >= 0) throw new Error('There are two "{".');
      from = places.length;
    } else {
      if (from < 0 || to >= 0) throw new Error('"}" closes nothing.');
      to = places.length;
    }
  }
  if (from >= 0 !== to >= 0) throw new Error('"}" is missing.');
  if (from < 0) [from, to] = [0, places.length];
  const isGap = (place: Place | undefined) => place !== undefined && 'gap' in place;
  if (isGap(places[0]) || isGap(places.at(-1))) throw new Error('A gap needs words around it.');
  if (to <= from || isGap(places[from]) || isGap(places[to - 1])) {
    throw new Error('The braces must begin and end at a word.');
  }
  if (!places.some((place) => 'words' in place)) throw new Error('It has no word to look for.');
  return { places, from, to };
}

/** A word of a pattern, taken apart: `^`, `+` before and after, the word, `/class`. */
export interface WordSpec {
  word: string;
  capital: boolean;
  tail: boolean;
  head: boolean;
  inflection: string | undefined;
}

/** Takes a word like `+allergi+/n3i` apart. Throws for one that is written wrongly. */
export function parseWord(spec: string): WordSpec {
  const m = /^(\^)?(\+)?([^+/^]+)(\+)?(?:\/([\p{L}\d]+))?$/u.exec(spec);
  if (!m) throw new Error(`"${spec}" is not written like a word: word, word/class, +word+/class.`);
  return {
    word: m[3] as string,
    capital: Boolean(m[1]),
    tail: Boolean(m[2]),
    head: Boolean(m[4]),
    inflection: m[5],
  };
}
