import { Complaint } from './complaint.ts';

/**
 * The little language in which dictionaries and policies say what to look for
 * (dictionaries/README.md): words with inflection class and compounding, lists, choices, optional
 * words, gaps, and braces around what is marked. A pattern is read into a tree without lists, and a
 * tree is expanded into flat sequences, so that matching needs no backtracking beyond a gap.
 */
type Node =
  | { kind: 'word'; spec: string }
  | { kind: 'list'; name: string }
  | { kind: 'any' }
  | { kind: 'here' }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'gap'; most: number }
  | { kind: 'choice'; ways: Node[][]; optional: boolean }
  | { kind: 'open' }
  | { kind: 'close' };

/** A choice of words. `parts` are the lists among them: they are stored once and then referred to. */
export interface WordSet {
  specs: string[];
  parts: WordSet[];
}

/** A pattern with its lists filled in, where a choice of single words is one item. */
export type Tree<Words = WordSet> = Item<Words>[];
export type Item<Words = WordSet> =
  | { kind: 'words'; words: Words }
  | { kind: 'any' }
  | { kind: 'here' }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'gap'; most: number }
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'ways'; ways: Tree<Words>[]; optional: boolean };

/**
 * One place of a sequence: any word, up to `gap` words, the found words, the start or the end of the
 * sentence, or one of some words.
 */
export type Place<Words = WordSet> =
  | { any: true }
  | { gap: number }
  | { here: true }
  | { edge: 'start' | 'end' }
  | { words: Words };

/** A pattern without choices: its places, and the stretch [from, to) of them that is marked. */
export interface Sequence<Words = WordSet> {
  places: Place<Words>[];
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
/** Wider gaps reach from one end of a sentence to the other, and cost as much. */
const WIDEST_GAP = 12;
/** How often the gaps of a sequence may be tried: each that is added multiplies it. */
const MOST_TRIES = 500;
const MOST_DEPTH = 5;
/** So many brackets may stand in each other. */
const DEEPEST = 8;
const LEXEME = /\s+|[{}[\]()|]|\.\.(\d*)|[^\s{}[\]()|]+/gy;

/**
 * Reads a pattern into a tree.
 * Throws a Complaint whose message is a sentence for the author of the pattern.
 */
export function readPattern(pattern: string, lists: Lists): Tree {
  return resolved(parse(pattern), lists, 0);
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
      if (stack.length > DEEPEST) throw new Complaint('deep', 'It is nested too deeply.');
      stack.push({ ways: [[]], closer: lexeme === '[' ? ']' : ')' });
    } else if (lexeme === '|') {
      if (stack.length === 1) throw new Complaint('bar', '"|" stands outside of [ ] and ( ).');
      top().ways.push([]);
    } else if (lexeme === ']' || lexeme === ')') {
      const { ways, closer } = top();
      if (closer !== lexeme) throw new Complaint('closes', '"$1" closes nothing.', lexeme);
      if (ways.some((way) => way.length === 0))
        throw new Complaint('emptyChoice', 'A choice is empty.');
      stack.pop();
      add({ kind: 'choice', ways, optional: lexeme === ')' });
    } else if (lexeme.startsWith('..')) add({ kind: 'gap', most: gapOf(m[1] ?? '') });
    else if (lexeme === '_') add({ kind: 'any' });
    else if (lexeme === '~') add({ kind: 'here' });
    else if (lexeme === '<') add({ kind: 'start' });
    else if (lexeme === '>') add({ kind: 'end' });
    else if (lexeme.startsWith('@')) add({ kind: 'list', name: lexeme.slice(1) });
    else add({ kind: 'word', spec: lexeme });
  }
  if (stack.length > 1) throw new Complaint('missing', '"$1" is missing.', top().closer);
  return (stack[0] as { ways: Node[][] }).ways[0] as Node[];
}

function resolved(nodes: Node[], lists: Lists, depth: number): Tree {
  if (depth > MOST_DEPTH) throw new Complaint('listInItself', 'A list stands in itself.');
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case 'word':
        return [{ kind: 'words', words: { specs: [node.spec], parts: [] } }];
      case 'list':
        return BUILT_IN.includes(`@${node.name}`)
          ? [{ kind: 'words', words: { specs: [`@${node.name}`], parts: [] } }]
          : listItem(node.name, lists, depth);
      case 'choice':
        return [choiceItem(node.ways, node.optional, lists, depth)];
      default:
        return [node];
    }
  });
}

function listItem(name: string, lists: Lists, depth: number): Tree {
  const meaning = lists.get(name);
  if (meaning === undefined) throw new Complaint('noList', 'There is no list "@$1".', name);
  const ways = parse(meaning).map((item) => [item]);
  return [choiceItem(ways, false, lists, depth + 1)];
}

/** Ways that are single words become one item, so that a choice of words costs nothing. */
function choiceItem(nodes: Node[][], optional: boolean, lists: Lists, depth: number): Item {
  const specs = new Set<string>();
  const parts: WordSet[] = [];
  const longer: Tree[] = [];
  const take = (way: Tree, isList: boolean) => {
    const only = way[0];
    if (way.length === 1 && only?.kind === 'words') {
      if (isList && only.words.specs.length > 1) parts.push(only.words);
      for (const spec of only.words.specs) specs.add(spec);
    } else if (way.length === 1 && only?.kind === 'ways' && !only.optional) {
      for (const inner of only.ways) take(inner, isList);
    } else longer.push(way);
  };
  for (const way of nodes) take(resolved(way, lists, depth), way[0]?.kind === 'list');
  const words: Tree[] = specs.size
    ? [[{ kind: 'words', words: { specs: [...specs], parts } }]]
    : [];
  const ways = [...words, ...longer];
  return ways.length === 1 && !optional && ways[0]?.length === 1
    ? (ways[0][0] as Item)
    : { kind: 'ways', ways, optional };
}

/**
 * Expands a tree into sequences.
 * Throws a Complaint whose message is a sentence for the author of the pattern.
 */
export function expand<Words>(tree: Tree<Words>): Sequence<Words>[] {
  return product(tree).map(toSequence);
}

function gapOf(digits: string): number {
  const most = digits === '' ? 3 : Number(digits);
  if (most > WIDEST_GAP) {
    throw new Complaint('wideGap', 'A gap is at most $1 words: "..$2".', WIDEST_GAP, digits);
  }
  return most;
}

type Flat<Words> = Exclude<Item<Words>, { kind: 'ways' }>;

function product<Words>(tree: Tree<Words>): Flat<Words>[][] {
  let sequences: Flat<Words>[][] = [[]];
  for (const item of tree) {
    if (item.kind !== 'ways') {
      for (const sequence of sequences) sequence.push(item);
      continue;
    }
    const ways = item.ways.flatMap((way) => product(way));
    if (item.optional) ways.unshift([]);
    sequences = sequences.flatMap((sequence) => ways.map((way) => [...sequence, ...way]));
    if (sequences.length > MOST_SEQUENCES) {
      throw new Complaint(
        'manySequences',
        'It stands for over $1 sequences: make it several entries.',
        MOST_SEQUENCES,
      );
    }
  }
  return sequences;
}

function toSequence<Words>(flat: Flat<Words>[]): Sequence<Words> {
  const places: Place<Words>[] = [];
  let from = -1;
  let to = -1;
  for (const item of flat) {
    if (item.kind === 'words') places.push({ words: item.words });
    else if (item.kind === 'any') places.push({ any: true });
    else if (item.kind === 'here') places.push({ here: true });
    else if (item.kind === 'start' || item.kind === 'end') places.push({ edge: item.kind });
    else if (item.kind === 'gap') places.push({ gap: item.most });
    else if (item.kind === 'open') {
      if (from >= 0) throw new Complaint('twoBraces', 'There are two "{".');
      from = places.length;
    } else {
      if (from < 0 || to >= 0) throw new Complaint('closes', '"$1" closes nothing.', '}');
      to = places.length;
    }
  }
  if (from >= 0 !== to >= 0) throw new Complaint('missing', '"$1" is missing.', '}');
  const isEdge = (place: Place<Words> | undefined, edge: 'start' | 'end') =>
    place !== undefined && 'edge' in place && place.edge === edge;
  const [starts, ends] = [isEdge(places[0], 'start') ? 1 : 0, isEdge(places.at(-1), 'end') ? 1 : 0];
  if (from < 0) [from, to] = [starts, places.length - ends];
  if (places.filter((place) => 'edge' in place).length !== starts + ends) {
    throw new Complaint('edges', '"<" stands only before, and ">" only behind all words.');
  }
  const isGap = (place: Place<Words> | undefined) => place !== undefined && 'gap' in place;
  if (isGap(places[0]) || isGap(places.at(-1))) {
    throw new Complaint('gapAtEdge', 'A gap needs words around it.');
  }
  if (
    to <= from ||
    from < starts ||
    to > places.length - ends ||
    isGap(places[from]) ||
    isGap(places[to - 1])
  ) {
    throw new Complaint('bracesAtWords', 'The braces must begin and end at a word.');
  }
  const tries = places.reduce((all, place) => all * ('gap' in place ? place.gap + 1 : 1), 1);
  if (tries > MOST_TRIES) {
    throw new Complaint('manyGaps', 'It has too many or too wide gaps: make it several entries.');
  }
  if (!places.some((place) => 'words' in place)) {
    throw new Complaint('noWord', 'It has no word to look for.');
  }
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
  if (!m) {
    throw new Complaint(
      'notAWord',
      '"$1" is not written like a word: word, word/class, +word+/class.',
      spec,
    );
  }
  return {
    word: m[3] as string,
    capital: Boolean(m[1]),
    tail: Boolean(m[2]),
    head: Boolean(m[4]),
    inflection: m[5],
  };
}
