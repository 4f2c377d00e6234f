import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parse,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { PolicyLayer } from './policy.ts';
import { canonical, same } from './same.ts';

/** Long sentences stay on their line; those who read the file wrap them as they like. */
const STYLE = { lineWidth: 0 } as const;

/**
 * A policy file that says what `layer` says, with all else of `text` kept: comments, order, the way
 * things are quoted. Where nothing changed the text is given back as it is; else its indentation is made
 * even. Fields and rules keep their comments by their id, wherever they are moved. JSON stays JSON. `text` has to be YAML that can be read; an empty one gives a new file.
 */
export function rewrite(text: string, layer: PolicyLayer): string {
  if (isJson(text)) {
    return same(JSON.parse(text), layer) ? text : `${JSON.stringify(layer, null, 2)}\n`;
  }
  const document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  const before = text === '' ? undefined : document.toJS();
  if (same(before, layer)) return text;
  writeMap(document, document.contents as unknown as YAMLMap, layer as unknown as Values);
  const written = asBefore(document.toString(STYLE), text.replaceAll('\r\n', '\n'));
  return text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written;
}

/** Lines that only got other spaces inside brackets get back those they had. */
function asBefore(written: string, text: string): string {
  const bare = (line: string) => line.replace(/([[{]) +| +([\]}])/g, '$1$2');
  const lines = new Map(text.split('\n').map((line) => [bare(line), line]));
  const restored = written.split('\n').map((line) => lines.get(bare(line)) ?? line);
  const now = restored.join('\n');
  // Spaces inside a quoted text say something.
  return same(parse(now), parse(written)) ? now : written;
}

/** True for a policy as JSON, which stays JSON. */
export function isJson(text: string): boolean {
  try {
    return text.trimStart().startsWith('{') && JSON.parse(text) !== null;
  } catch {
    return false;
  }
}

type Values = Record<string, unknown>;

function writeMap(document: Document, map: YAMLMap, values: Values): void {
  const wanted = Object.entries(values).filter(([, value]) => value !== undefined);
  const names = new Set(wanted.map(([name]) => name));
  map.items = map.items.filter((pair) => names.has(nameOf(pair.key)));
  for (const [i, [name, value]] of wanted.entries()) {
    const pair = map.items.find((own) => nameOf(own.key) === name);
    if (pair) pair.value = written(document, pair.value, value);
    else {
      // What is new comes after what it stands after in `values`.
      const before = map.items.findIndex((own) => nameOf(own.key) === wanted[i - 1]?.[0]);
      map.items.splice(before + 1, 0, document.createPair(name, value) as never);
    }
  }
}

const nameOf = (key: unknown) => String(isScalar(key) ? key.value : key);

/** A node that says `value`: the old one with as little changed as can be, or a new one. */
function written(document: Document, node: unknown, value: unknown): unknown {
  if (isMap(node) && isPlain(value)) {
    writeMap(document, node, value);
    return node;
  }
  if (isSeq(node) && Array.isArray(value)) {
    writeList(document, node, value);
    return node;
  }
  if (isScalar(node) && !isPlain(value) && !Array.isArray(value)) {
    if (node.value !== value) {
      node.value = value;
      // Block styles are for many lines, and quotes as they are needed.
      delete node.type;
      delete node.source;
    }
    return node;
  }
  return document.createNode(value);
}

const isPlain = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Items are known by what they say, or else by their id. */
function writeList(document: Document, list: YAMLSeq, values: readonly unknown[]): void {
  giveFirstItsComment(list);
  const before = list.items.map((node) => ({ node, value: said(document, node), taken: false }));
  const bySaying = grouped(before, ({ value }) => canonical(value));
  const byId = grouped(before, ({ value }) => idOf(value));
  const take = (items: typeof before | undefined) => {
    const free = items?.find((item) => !item.taken);
    if (free) free.taken = true;
    return free?.node;
  };
  const alike = values.map((value) => take(bySaying.get(canonical(value))));
  const known = values.map((value, i) => alike[i] ?? take(byId.get(idOf(value) ?? NONE)));
  list.items = values.map((value, i) => {
    // What is left was changed where it stands, when nothing came or went.
    const beside = before.length === values.length ? before[i] : undefined;
    const own = known[i] ?? (beside && take([beside]));
    return written(document, own, value);
  });
}

/** What stands before the first item is about it, and goes where it goes. */
function giveFirstItsComment(list: YAMLSeq): void {
  const [first] = list.items;
  if (!isNode(first) || !list.commentBefore) return;
  first.commentBefore = [list.commentBefore, first.commentBefore].filter(Boolean).join('\n');
  list.commentBefore = null;
}

/** No item has it. */
const NONE = '';
const idOf = (item: unknown) =>
  isPlain(item) && typeof item.id === 'string' ? item.id : undefined;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const alike = groups.get(key);
    if (alike) alike.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const said = (document: Document, node: unknown): unknown =>
  isScalar(node) ? node.value : isMap(node) || isSeq(node) ? node.toJS(document) : node;
