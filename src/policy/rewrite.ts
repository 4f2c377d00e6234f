import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { PolicyLayer } from './policy.ts';

/** Long sentences stay on their line; those who read the file wrap them as they like. */
const STYLE = { lineWidth: 0, flowCollectionPadding: false } as const;

/**
 * A policy file that says what `layer` says, with all else of `text` kept: comments, order, the way
 * things are quoted. What did not change is not touched; fields and rules keep their comments by their
 * id, wherever they are moved. `text` has to be YAML that can be read; an empty one gives a new file.
 */
export function rewrite(text: string, layer: PolicyLayer): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  const before = text === '' ? undefined : document.toJS();
  if (same(before, layer)) return text;
  writeMap(document, document.contents as unknown as YAMLMap, layer as unknown as Values);
  return document.toString(STYLE);
}

type Values = Record<string, unknown>;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function writeMap(document: Document, map: YAMLMap, values: Values): void {
  const wanted = Object.entries(values).filter(([, value]) => value !== undefined);
  const names = new Set(wanted.map(([name]) => name));
  map.items = map.items.filter((pair) => names.has(nameOf(pair.key)));
  for (const [name, value] of wanted) {
    const pair = map.items.find((own) => nameOf(own.key) === name);
    if (!pair) map.add(document.createPair(name, value));
    else pair.value = written(document, pair.value, value);
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

/** Items are known by their id, or else by what they say. */
function writeList(document: Document, list: YAMLSeq, values: readonly unknown[]): void {
  const left = [...list.items];
  const take = (fits: (item: unknown) => boolean) => {
    const index = left.findIndex((node) => fits(said(document, node)));
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const idOf = (item: unknown) => (isPlain(item) ? item.id : undefined);
  const known = values.map(
    (value) =>
      take((item) => same(item, value)) ??
      take((item) => idOf(item) !== undefined && idOf(item) === idOf(value)),
  );
  // What is left was changed where it stands, when its neighbours were not.
  list.items = values.map((value, i) => {
    const own = known[i] ?? inPlace(list, left, i, values.length);
    return written(document, own, value);
  });
}

function inPlace(list: YAMLSeq, left: unknown[], i: number, count: number): unknown {
  const node = list.items.length === count ? list.items[i] : undefined;
  return left.includes(node) ? node : undefined;
}

const said = (document: Document, node: unknown): unknown =>
  isScalar(node) ? node.value : isMap(node) || isSeq(node) ? node.toJS(document) : node;
