import { parse as parseSelector } from 'css-what';
import leven from 'leven';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLSeq,
} from 'yaml';
import { BUILT_IN, builtInLayer } from './built-in.ts';
import { type Layer, type Resolved, resolve, type Stack, stackOf } from './layers.ts';
import type { Override, Policy, PolicyLayer } from './policy.ts';
import type { PlacedProblem, Problem, Value, Where } from './problem.ts';
import { same } from './same.ts';
import schema from './schema.json' with { type: 'json' };
import { hasText, type TextKey } from './texts.ts';
import { parseUrlPattern } from './url.ts';
import { urlFault } from './url-fault.ts';
import { type Path, type Schema, schemaAt, type Violation, violations } from './validate.ts';

export interface PolicyReading {
  /** What the file says, without the parts that are wrong; null when it is no policy. */
  layer: Layer | null;
  /** All layers that it stands under, itself last. */
  stack: Stack;
  /** What holds then; null when the file is no policy. */
  resolved: Resolved | null;
  /** In the order of their lines. */
  problems: PlacedProblem[];
  /** Finds the place of a problem in this file; null when what it is about does not stand here. */
  place(problem: Problem): PlacedProblem | null;
  /** The same, or else the nearest thing around it that stands here. */
  near(problem: Problem): PlacedProblem;
}

const SCHEMA = schema as unknown as Schema & { $defs: object };
/** Left out, and what that leaves behind, until what is left is a policy; so often at most. */
const MOST_ROUNDS = 10;
/** A policy of 5,000 terms has 100,000 characters. */
const MOST_CHARACTERS = 1_000_000;
/** More mistakes of a file are counted, and not told one by one. */
const MOST_TOLD = 500;

/**
 * Reads a policy from YAML or JSON (which YAML includes), `file` being its name in messages. All
 * problems are told at once. The smallest part that is wrong is left out (a key that may be missing, or
 * else the field or rule) and the rest goes on. `known` are other policies it may extend, beside those
 * that are built in. Never throws.
 */
export function readPolicy(
  text: string,
  file: string,
  known: readonly Layer[] = [],
  source: Layer['source'] = 'file',
): PolicyReading {
  const isTooLarge = text.length > MOST_CHARACTERS;
  const lineCounter = new LineCounter();
  // Letters as notes are read; from some systems they come taken apart.
  const document = parseDocument(isTooLarge ? '' : text.normalize('NFC'), {
    lineCounter,
    prettyErrors: false,
  });
  const problems: PlacedProblem[] = [];
  const at = (offset: number, problem: Problem): PlacedProblem => {
    const { line, col } = lineCounter.linePos(offset);
    return { ...problem, file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const place = (problem: Problem): PlacedProblem | null => {
    const path = pathIn(document, problem.where);
    return path && at(offsetOf(document, path), problem);
  };
  const near = (problem: Problem): PlacedProblem => {
    for (let length = problem.where.length; length > 0; length--) {
      const path = pathIn(document, problem.where.slice(0, length));
      if (path) return at(offsetOf(document, path), problem);
    }
    return at(0, problem);
  };
  const tell = (key: TextKey, where: Where, ...values: Value[]) => {
    const problem = { level: 'error', key, values, where } as const;
    problems.push(place(problem) ?? at(offsetOf(document, where as Path), problem));
  };
  const done = (layer: Layer | null, stack: Stack, resolved: Resolved | null): PolicyReading => {
    problems.sort((a, b) => a.line - b.line || a.column - b.column);
    return { layer, stack, resolved, problems, place, near };
  };
  const none = () => done(null, [], null);
  if (isTooLarge) {
    tell('problem_tooLarge', [], String(text.length), String(MOST_CHARACTERS));
    return none();
  }
  for (const { code, pos } of document.errors.slice(0, MOST_TOLD)) {
    const own = `yaml_${code}`;
    const why = { key: hasText(own) ? own : ('yaml_other' as const) };
    const problem = { level: 'error', key: 'problem_yaml', values: [why], where: [] } as const;
    problems.push(at(pos[0], problem));
  }
  if (document.errors.length) return none();
  let value: unknown;
  try {
    // A document that unfolds itself through aliases could fill the memory ("billion laughs").
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    const isUnknown = /unresolved alias/i.test((error as Error).message);
    if (isUnknown) tell('problem_yaml', [], { key: 'yaml_BAD_ALIAS' });
    else tell('problem_aliases', []);
    return none();
  }
  const wrong = [...violations(value, SCHEMA), ...wrongAddresses(value)];
  for (const violation of wrong.slice(0, MOST_TOLD)) {
    const { key, values } = sentence(violation, value);
    tell(key, violation.path, ...values);
  }
  if (wrong.length > MOST_TOLD) tell('problem_more', [], String(wrong.length - MOST_TOLD));
  if (!isPolicy(wrong)) return none();
  const policy = withoutWrong(value, wrong);
  if (!policy) return none();
  leaveOutTwins(policy, value as PolicyLayer, tell);
  checkItems(policy, tell);
  const layer: Layer = { source, policy };
  const find = (id: string) => known.find((l) => l.policy.id === id) ?? builtInLayer(id);
  for (const [i, id] of (policy.extends ?? []).entries()) {
    if (find(id) || id === policy.id) continue;
    const others = [...known, ...BUILT_IN].map((l) => l.policy.id);
    tell('problem_noPolicy', ['extends', i], id, nearest(id, others));
  }
  const stack = stackOf(layer, find);
  const resolved = resolve(stack);
  for (const { path, lacks } of resolved.incomplete) {
    const [kind, id] = path.split('/') as ['rules' | 'fields', string];
    // What lacks something because it was left out has been told already.
    const isTold = wrong.some((v) => nameOf(v.path, value).startsWith(`${kind}.${id}.`));
    if (isTold || !policy[kind]?.some((item) => item.id === id)) continue;
    tell('problem_incomplete', [kind, id], id, lacks.map((key) => `"${key}"`).join(', '));
  }
  checkReferences(policy, resolved.policy, tell);
  return done(layer, stack, resolved);
}

type Tell = (key: TextKey, where: Where, ...values: Value[]) => void;

/** A file that is not of our format, or lacks what every policy has, is none. */
function isPolicy(wrong: readonly Violation[]): boolean {
  return !wrong.some(({ path, keyword, optional }) => {
    const [key] = path;
    if (path.length === 0) return keyword !== 'unknown';
    return path.length === 1 && !optional && key !== undefined && keyword !== 'unknown';
  });
}

/** A copy without the smallest parts that are wrong; null when nothing is left. */
function withoutWrong(value: unknown, wrong: readonly Violation[]): PolicyLayer | null {
  let own = structuredClone(value);
  let rest = wrong;
  for (let round = 0; rest.length && round < MOST_ROUNDS; round++) {
    for (const path of rest.map((v) => partOf(v, own))) {
      if (path.length === 0) return null;
      const parent = path.slice(0, -1).reduce<unknown>(step, own) as Record<string, unknown>;
      // Items keep their numbers until all are marked.
      if (parent) parent[path.at(-1) as string] = undefined;
    }
    own = compact(own);
    rest = violations(own, SCHEMA);
  }
  return rest.length ? null : (own as PolicyLayer);
}

const step = (value: unknown, key: string | number) => (value as Record<string, unknown>)?.[key];

/** Addresses with the form that the schema asks for, and yet none that may be read. */
function wrongAddresses(value: unknown): Violation[] {
  const itemsOf = (own: unknown, key: string) => {
    const list = Object(own)[key] as unknown;
    return Array.isArray(list) ? list : [];
  };
  return itemsOf(value, 'fields').flatMap((field, i) =>
    itemsOf(field, 'where').flatMap((place, j) =>
      itemsOf(place, 'urls').flatMap((url, k): Violation[] => {
        const isTold = typeof url !== 'string' || !parseUrlPattern(url);
        if (isTold || !urlFault(url)) return [];
        const path = ['fields', i, 'where', j, 'urls', k];
        return [{ path, keyword: 'pattern', value: url, schema: {}, optional: true }];
      }),
    ),
  );
}

/** The smallest part around a violation that may be left out. */
function partOf({ path, keyword, optional }: Violation, root: unknown): Path {
  if (keyword !== 'required' && optional) return groupsOf(path);
  for (let length = keyword === 'required' ? path.length : path.length - 1; length > 0; length--) {
    const key = path[length - 1];
    const parent = path.slice(0, length - 1);
    if (typeof key === 'number') return path.slice(0, length);
    const above = schemaAt(parent, SCHEMA);
    const value = parent.reduce<unknown>(step, root);
    if (!above?.required?.includes(key as string) && value) return path.slice(0, length);
  }
  return [];
}

/** A rule without its groups would be about all of its category: it is left out with them. */
const groupsOf = (path: Path): Path =>
  path[0] === 'rules' && path[2] === 'groups' ? path.slice(0, 2) : path;

function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(compact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, compact(inner)]),
  );
}

/** What is wrong, and how to mend it. */
function sentence(violation: Violation, root: unknown): { key: TextKey; values: Value[] } {
  const { keyword, path, value, schema: own, key = '' } = violation;
  const name = nameOf(path, root);
  const say = (text: TextKey, ...values: Value[]) => ({ key: text, values });
  switch (keyword) {
    case 'required':
      if (path.length === 0 && key === 'saklig') return say('problem_notAPolicy');
      if (path.length === 0) return say('problem_requiredTop', key, describe([key]));
      return say('problem_required', name, key, describe([...path, key]));
    case 'unknown': {
      const known = Object.keys(own.properties ?? {});
      return say('problem_unknown', String(path.at(-1)), nearest(String(path.at(-1)), known));
    }
    case 'enum':
      return say('problem_enum', name, shown(value), nearest(String(value), own.enum ?? []));
    case 'const':
      if (Number(value) > 1) return say('problem_newer', shown(value));
      if (value === '1') return say('problem_sakligText');
      return say('problem_notAPolicy');
    case 'type': {
      if (path.length === 0) return say('problem_notAPolicy');
      const kind = `problem_kind_${own.type}` as TextKey;
      return say('problem_type', name, { key: kind });
    }
    case 'empty':
      return say('problem_empty', name);
    case 'pattern':
      return say('problem_pattern', name, shown(value), { key: formOf(path, value) });
  }
}

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

function formOf(path: Path, value: unknown): TextKey {
  if (path.includes('urls')) return urlFault(String(value)) ?? 'problem_form_url';
  const own = schemaAt(path, SCHEMA);
  if (own?.$ref === '#/$defs/date') return 'problem_form_date';
  return own?.$ref === '#/$defs/id' ? 'problem_form_id' : 'problem_form_text';
}

/** What a key is about, in the language of whoever reads the problem. */
const describe = (path: Path): Value => {
  const own = schemaAt(path, SCHEMA);
  const key = `schema_${own?.text}_help`;
  return hasText(key) ? { key } : (own?.description ?? '');
};

/** "rules.health-detail.severity": items by their id, or else counted from 1. */
function nameOf(path: Path, root: unknown): string {
  let value = root;
  return path
    .map((key) => {
      value = step(value, key);
      const id = (value as { id?: unknown } | undefined)?.id;
      if (typeof key === 'string') return key;
      return typeof id === 'string' ? id : String(key + 1);
    })
    .join('.');
}

function nearest(word: string, known: readonly string[]): Value {
  const best = known.toSorted((a, b) => leven(word, a) - leven(word, b))[0];
  if (best === undefined) return '';
  const list = known.join(', ');
  const isNear = leven(word, best) <= Math.max(2, Math.ceil(best.length / 3));
  return isNear
    ? { key: 'problem_nearest', values: [best, list] }
    : { key: 'problem_known', values: [list] };
}

/** Of fields or rules with the same id only the first stays. `written` has them as in the file. */
function leaveOutTwins(policy: PolicyLayer, written: PolicyLayer, tell: Tell): void {
  for (const kind of ['fields', 'rules'] as const) {
    const seen = new Set<string>();
    const items = Array.isArray(written[kind]) ? written[kind] : [];
    items.forEach((item, i) => {
      const id = item?.id;
      if (typeof id !== 'string') return;
      if (seen.has(id)) tell('problem_twice', [kind, i, 'id'], id, { key: `problem_${kind}` });
      seen.add(id);
    });
    const once = new Map(policy[kind]?.toReversed().map((item) => [item.id, item]));
    if (policy[kind]) Object.assign(policy, { [kind]: [...once.values()].reverse() });
  }
}

/** What a schema cannot say of single settings. */
function checkItems(policy: PolicyLayer, tell: Tell): void {
  checkOverride(policy.override, ['override'], tell);
  for (const key of ['validFrom', 'reviewBy'] as const) {
    const day = policy[key];
    if (day === undefined || new Date(day).toJSON()?.startsWith(day)) continue;
    tell('problem_noSuchDay', [key], key, day);
    delete policy[key];
  }
  for (const kind of ['fields', 'rules'] as const) {
    for (const item of policy[kind] ?? []) {
      for (const list of item.replaces ?? []) {
        if (list in item) continue;
        tell('problem_replacesNothing', [kind, item.id, 'replaces'], item.id, list);
      }
    }
  }
  for (const { id, override, where = [] } of policy.fields ?? []) {
    checkOverride(override, ['fields', id, 'override'], tell);
    where.forEach((place) => {
      const path = ['fields', id, 'where', { item: place }];
      if (!place.selector && !place.choices) tell('problem_noTarget', path);
      for (const key of ['selector', 'choices', 'frame', 'save'] as const) {
        if (place[key] === undefined || isSelector(place[key])) continue;
        tell('problem_selector', [...path, key], place[key]);
      }
    });
  }
}

function checkOverride(override: Override | undefined, where: Where, tell: Tell): void {
  if (override?.allowed !== 'reason' || override.reasons?.length) return;
  tell('problem_noReasons', where);
  // Without a reason to choose there would be no way on.
  override.allowed = 'once';
}

function isSelector(selector: string): boolean {
  try {
    return parseSelector(selector).length > 0;
  } catch {
    return false;
  }
}

/** What is named exists. */
function checkReferences(policy: PolicyLayer, whole: Policy, tell: Tell): void {
  const ids = whole.rules.map((rule) => rule.id);
  for (const field of policy.fields ?? []) {
    for (const id of Object.keys(field.severity ?? {})) {
      if (ids.includes(id)) continue;
      tell('problem_noRule', ['fields', field.id, 'severity', id], id, nearest(id, ids));
    }
  }
}

/** Where in the file the value at a path stands, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const parent = length ? document.getIn(path.slice(0, length - 1), true) : undefined;
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((p) => isNode(p.key) && String(p.key) === String(key));
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = length ? document.getIn(path.slice(0, length), true) : document.contents;
    if (isNode(node) && node.range) return node.range[0];
    if (isCollection(node) && node.range) return node.range[0];
  }
  return 0;
}

/** A list of the document as data, made once. */
function listed(list: YAMLSeq, document: Document): unknown[] {
  const known = lists.get(list) ?? (list.toJS(document) as unknown[]);
  lists.set(list, known);
  return known;
}
const lists = new WeakMap<YAMLSeq, unknown[]>();

/** A path by ids and items as one by numbers; null when it does not lead anywhere in the document. */
function pathIn(document: Document, where: Where): Path | null {
  const path: Path = [];
  for (const part of where) {
    const found = path.length ? document.getIn(path, true) : document.contents;
    const here = isAlias(found) ? found.resolve(document) : found;
    if (typeof part === 'object' || (isSeq(here) && typeof part === 'string')) {
      if (!isSeq(here)) return null;
      const values = listed(here, document);
      const index = values.findIndex((value) =>
        typeof part === 'object'
          ? same(value, part.item)
          : (value as { id?: unknown } | null)?.id === part,
      );
      if (index < 0) return null;
      path.push(index);
    } else {
      if (!document.hasIn([...path, part])) return null;
      path.push(part);
    }
  }
  return path;
}
