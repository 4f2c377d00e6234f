import { same } from '../../policy/same.ts';
import schema from '../../policy/schema.json' with { type: 'json' };

/** What stands in a draft, right or wrong; forms show it and write it. */
export type Written = Record<string, unknown>;
/** Where in a policy: keys, and ids in place of the numbers of fields and rules. */
export type Path = readonly string[];
/** The name of a path where only text goes: an element's id, an address. */
export const nameOf = (path: Path) => path.join('.');

type Kind = 'fields' | 'rules';
const isKind = (key: string | undefined): key is Kind => key === 'fields' || key === 'rules';

export const isTable = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The fields or rules of a draft, those that have an id. */
export const itemsOf = (holder: unknown, kind: Kind): (Written & { id: string })[] =>
  listOf((holder as Written | null)?.[kind]).filter(
    (item): item is Written & { id: string } => isTable(item) && typeof item.id === 'string',
  );

/** What a draft or policy says at a path, or undefined. */
export function saidAt(holder: unknown, path: Path): unknown {
  const [kind, id, ...rest] = path;
  const item = isKind(kind) && id !== undefined;
  const start = item ? itemsOf(holder, kind).find((own) => own.id === id) : holder;
  return (item ? rest : path).reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return isTable(value) ? value[key] : undefined;
  }, start);
}

/**
 * A copy that says `value` at a path, or nothing there for undefined. `base` is what lies above: of a
 * field or rule that stands there already, nothing need be left.
 */
export function withSaid(written: Written, path: Path, value: unknown, base: unknown): Written {
  const next = structuredClone(written);
  const [kind, id, ...rest] = path;
  if (!isKind(kind) || id === undefined) {
    put(next, path, value);
    return inOrder(next);
  }
  const items = listOf(next[kind]);
  let item = items.find((own): own is Written => isTable(own) && own.id === id);
  if (!item) {
    item = { id };
    items.push(item);
  }
  put(item, rest, value);
  const isKnown = itemsOf(base, kind).some((own) => own.id === id);
  const saysNothing = Object.keys(item).every((key) => key === 'id');
  const left = items.filter((own) => own !== item || !(isKnown && saysNothing));
  if (left.length) next[kind] = left;
  else delete next[kind];
  return inOrder(next);
}

/** A copy without a field or rule. */
export function without(written: Written, kind: Kind, id: string): Written {
  const left = listOf(written[kind]).filter((own) => !isTable(own) || own.id !== id);
  const { [kind]: _, ...rest } = structuredClone(written);
  return left.length ? inOrder({ ...rest, [kind]: left }) : rest;
}

function put(holder: Written, path: Path, value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length) {
    const inner = isTable(holder[key]) ? holder[key] : {};
    put(inner, rest, value);
    if (Object.keys(inner).length) holder[key] = inner;
    else delete holder[key];
  } else if (value === undefined) delete holder[key];
  else holder[key] = value;
}

const ORDER = {
  head: Object.keys(schema.properties),
  fields: Object.keys(schema.$defs.field.properties),
  rules: Object.keys(schema.$defs.rule.properties),
};

/** Keys in the order of the schema, so that a file reads as its author thinks. */
function inOrder(written: Written): Written {
  const sorted = (table: Written, order: readonly string[]) =>
    Object.fromEntries(
      Object.entries(table).toSorted(([a], [b]) => rank(order, a) - rank(order, b)),
    );
  const next = sorted(written, ORDER.head);
  for (const kind of ['fields', 'rules'] as const) {
    if (!Array.isArray(next[kind])) continue;
    next[kind] = next[kind].map((item) => (isTable(item) ? sorted(item, ORDER[kind]) : item));
  }
  return next;
}
const rank = (order: readonly string[], key: string) =>
  order.includes(key) ? order.indexOf(key) : order.length;

/** A list as it holds: what lies above, then what the draft adds; or only the draft's own. */
export function listAt(written: Written, base: unknown, path: Path): ListSaid {
  const above = listOf(saidAt(base, path));
  const own = listOf(saidAt(written, path));
  const isReplaced = listOf(saidAt(written, [...path.slice(0, 2), 'replaces'])).includes(path[2]);
  const items = isReplaced ? own : [...above, ...own.filter((item) => !has(above, item))];
  return { items, above };
}
export interface ListSaid {
  items: unknown[];
  above: unknown[];
}

const has = (list: readonly unknown[], item: unknown) => list.some((other) => same(other, item));

/**
 * A copy with a list of a field or rule. While all from above is in it only what is added is written;
 * otherwise the whole list, which then takes the place of the one above.
 */
export function withList(
  written: Written,
  base: unknown,
  path: Path,
  items: readonly unknown[],
): Written {
  const item = path.slice(0, 2);
  const key = path[2] as string;
  // Examples are two lists under one name: they are replaced together.
  const lists = path.length > 3 ? [...new Set(['wrong', 'right', path[3] as string])] : [null];
  const at = (inner: string | null) => (inner ? [...item, key, inner] : [...item, key]);
  const wanted = lists.map((inner) => ({
    path: at(inner),
    above: listOf(saidAt(base, at(inner))),
    items: same(at(inner), path) ? items : listAt(written, base, at(inner)).items,
  }));
  const adds = wanted.every((list) => list.above.every((own) => has(list.items, own)));
  let next = written;
  for (const list of wanted) {
    const own = adds ? list.items.filter((one) => !has(list.above, one)) : list.items;
    // An empty list that replaces says something; an empty one that adds does not.
    const isSaid = own.length > 0 || (!adds && lists[0] === null);
    next = withSaid(next, list.path, isSaid ? own : undefined, base);
  }
  const others = listOf(saidAt(next, [...item, 'replaces'])).filter((own) => own !== key);
  const replaces = adds ? others : [...others, key];
  if (!adds && saidAt(next, [...item, key]) === undefined) {
    next = withSaid(next, [...item, key], {}, base);
  }
  return withSaid(next, [...item, 'replaces'], replaces.length ? replaces : undefined, base);
}

/** An id from what people call something; one that is not taken. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, 5)
    .join('-');
  const start = plain || 'ny';
  for (let n = 1; ; n++) {
    const id = n === 1 ? start : `${start}-${n}`;
    if (!taken.includes(id)) return id;
  }
}
