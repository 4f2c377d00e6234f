import {
  CHANNELS,
  type FieldLayer,
  type Place,
  type Policy,
  type PolicyField,
  type PolicyLayer,
  type PolicyRule,
  type RuleLayer,
} from './policy.ts';
import { canonical, same } from './same.ts';
import {
  consentHolds,
  forbidsPause,
  overrideIn,
  quotedIn,
  severityIn,
  stricter,
  stricterLearned,
  stricterOverride,
} from './strictness.ts';

/** Where a layer comes from. */
export type LayerSource = 'built-in' | 'managed' | 'remote' | 'local' | 'file';

export interface Layer {
  source: LayerSource;
  policy: PolicyLayer;
}

/** Layers from the top (what is built in) down (this browser). */
export type Stack = readonly Layer[];

/**
 * Lays stacks over each other, the first on top. What is built in lies above all else but a lock: what only
 * a layer below the lock builds on loosens nothing there. A policy that is there already is not laid again.
 */
export function lay(...stacks: Stack[]): Stack {
  const seen = new Set<string>();
  const laid: Layer[] = [];
  let belowLocks = 0;
  for (const layer of stacks.flat()) {
    if (seen.has(layer.policy.id)) continue;
    seen.add(layer.policy.id);
    if (layer.source === 'built-in') laid.splice(belowLocks++, 0, layer);
    else if (isLocking(layer)) belowLocks = laid.push(layer);
    else laid.push(layer);
  }
  return laid;
}

const isLocking = ({ policy: { locked, rules = [], fields = [] } }: Layer) =>
  locked || [...rules, ...fields].some((item) => item.locked);

/** A layer under all that it extends; `find` knows the others by id, and gives null for a stranger. */
export function stackOf(layer: Layer, find: (id: string) => Layer | null): Stack {
  const all = withAbove(layer, find);
  // What locks comes first, with only what it builds on itself.
  return lay(...all.filter(isLocking).map((own) => withAbove(own, find)), all);
}

function withAbove(layer: Layer, find: (id: string) => Layer | null): Layer[] {
  const seen = new Set<string>();
  const stack = (own: Layer): Layer[] => {
    if (seen.has(own.policy.id)) return [];
    seen.add(own.policy.id);
    const above = (own.policy.extends ?? []).flatMap((id) => find(id) ?? []);
    return [...above.flatMap(stack), own];
  };
  return stack(layer);
}

/** What one layer says of one setting. */
export interface Say {
  layer: Layer;
  value: unknown;
  /**
   * `set`: it took the place of what was there; `added`; `refused`: a layer above has locked it; `held`:
   * so a lock keeps it where a layer below would have loosened it.
   */
  as: 'set' | 'added' | 'refused' | 'held';
  /** The layer whose lock refused it. */
  lockedBy?: Layer;
}

export interface Resolved {
  /** What holds. A rule or field that lacks what it needs is left out and named in `incomplete`. */
  policy: Policy;
  /** All that was said, by the path of the setting (`rules/health-detail/severity`), top layer first. */
  says: Map<string, Say[]>;
  incomplete: { path: string; lacks: string[]; layer: Layer }[];
}

type Text = Record<string, unknown>;
type Drafts = { head: Text; rules: Map<string, Text>; fields: Map<string, Text> };

/** Lists that a layer below adds to; all else it sets anew. */
const LISTS = ['where', 'phrases', 'suggestions', 'prompts', 'terms', 'patterns', 'allow'];
/** Groups of settings that are set one by one. */
const TABLES = ['severity', 'channels', 'examples'];
/** What a lower layer may not say again of a rule or field that is locked. */
const FIXED = {
  rules: ['category', 'groups', 'instruction', 'reason', 'source'],
  fields: ['name', 'purpose', 'relevant', 'channel', 'retention', 'consent'],
} as const;
const SCOPE = ['category', 'groups'];
const NEEDED = {
  rules: ['category', 'severity', 'instruction'],
  fields: ['name', 'purpose', 'channel', 'where'],
} as const;
const BESIDE = ['id', 'locked', 'replaces'];

/**
 * Resolves layers into the policy that holds. Lower layers add to lists and set the rest anew; what a
 * layer has locked the ones below may make stricter and never looser, neither in its own words nor by a
 * new rule or field beside it.
 */
export function resolve(stack: Stack): Resolved {
  const drafts: Drafts = { head: {}, rules: new Map(), fields: new Map() };
  const says: Resolved['says'] = new Map();
  const first = new Map<string, Layer>();
  const locks: Lock[] = [];
  for (const layer of stack) {
    const own = apply(layer, drafts, first);
    const said = locks.length ? severitiesOf(drafts) : null;
    for (const lock of locks) hold(lock, drafts);
    // Who answers for what is settled by then.
    for (const lock of locks) holdFields(lock, drafts);
    for (const { path, value, adds } of own) {
      const holds = stands(drafts, path, value, adds);
      const lockedBy = holds ? null : (forbidder(says, path) ?? lockOver(locks, path)?.layer);
      const say: Say = lockedBy
        ? { layer, value, as: 'refused', lockedBy }
        : { layer, value, as: adds ? 'added' : 'set' };
      says.set(path, [...(says.get(path) ?? []), say]);
    }
    for (const [path, value] of said ? severitiesOf(drafts) : []) {
      if (said?.get(path) === value) continue;
      const lock = lockOver(locks, path) ?? (locks[0] as Lock);
      says.set(path, [...(says.get(path) ?? []), { layer: lock.layer, value, as: 'held' }]);
    }
    locks.push(...locksOf(layer, policyOf(drafts)));
    markLocked(locks, drafts);
  }
  const incomplete = (['rules', 'fields'] as const).flatMap((kind) =>
    [...drafts[kind]].flatMap(([id, draft]) => {
      const lacks = NEEDED[kind].filter((key) => draft[key] === undefined);
      const layer = first.get(`${kind}/${id}`) as Layer;
      return lacks.length ? [{ path: `${kind}/${id}`, lacks, layer }] : [];
    }),
  );
  return { policy: policyOf(drafts), says, incomplete };
}

interface Said {
  path: string;
  value: unknown;
  adds: boolean;
}

/** Writes what a layer says over the drafts, as if nothing were locked; gives what it said. */
function apply(layer: Layer, drafts: Drafts, first: Map<string, Layer>): Said[] {
  const said: Said[] = [];
  const { rules = [], fields = [], locked: _, extends: __, languages, ...head } = layer.policy;
  const spoken = (drafts.head.languages as string[] | undefined) ?? [];
  drafts.head.languages = [...new Set([...spoken, ...languages])];
  said.push({ path: 'languages', value: languages, adds: spoken.length > 0 });
  for (const [key, value] of Object.entries(head)) {
    if (key !== 'pause' || !forbidsPause(drafts.head)) drafts.head[key] = value;
    said.push({ path: key, value, adds: false });
  }
  for (const [kind, items] of [
    ['rules', rules],
    ['fields', fields],
  ] as const) {
    for (const item of items as (RuleLayer | FieldLayer)[]) {
      const known = drafts[kind].get(item.id);
      const draft = known ?? { id: item.id };
      drafts[kind].set(item.id, draft);
      if (!known) first.set(`${kind}/${item.id}`, layer);
      for (const one of write(item, draft)) {
        said.push({ ...one, path: `${kind}/${item.id}/${one.path}` });
      }
    }
  }
  return said;
}

function* write(item: RuleLayer | FieldLayer, draft: Text): Generator<Said> {
  for (const [key, value] of Object.entries(item)) {
    if (BESIDE.includes(key) || value === undefined) continue;
    const replaces = item.replaces?.includes(key);
    if (TABLES.includes(key) && typeof value === 'object') {
      const table: Text = replaces ? {} : { ...(draft[key] as Text | undefined) };
      for (const [inner, one] of Object.entries(value)) {
        const list = Array.isArray(one);
        const before = table[inner] as unknown[] | undefined;
        table[inner] = list ? union(before, one) : one;
        yield { path: `${key}/${inner}`, value: one, adds: list && before !== undefined };
      }
      draft[key] = table;
    } else if (LISTS.includes(key)) {
      const before = replaces ? undefined : (draft[key] as unknown[] | undefined);
      draft[key] = union(before, value as unknown[]);
      yield { path: key, value, adds: before !== undefined };
    } else {
      draft[key] = value;
      yield { path: key, value, adds: false };
    }
  }
}

/** Two lists, what is in both once. */
function union(a: readonly unknown[] = [], b: readonly unknown[]): unknown[] {
  const seen = new Set(a.map(canonical));
  return [...a, ...b.filter((item) => !seen.has(canonical(item)))];
}

/** The drafts as a policy, without those that are not complete. */
function policyOf({ head, rules, fields }: Drafts): Policy {
  const whole = (kind: 'rules' | 'fields', drafts: Map<string, Text>) =>
    [...drafts.values()].filter((d) => NEEDED[kind].every((key) => d[key] !== undefined));
  return structuredClone({
    ...head,
    fields: whole('fields', fields),
    rules: whole('rules', rules),
  }) as unknown as Policy;
}

/** What a layer has locked, with the policy as it stood then. */
interface Lock {
  layer: Layer;
  then: Policy;
  head: boolean;
  rules: ReadonlySet<string>;
  fields: ReadonlySet<string>;
}

function locksOf(layer: Layer, then: Policy): Lock[] {
  const { locked, rules = [], fields = [] } = layer.policy;
  const of = (
    items: readonly { id: string; locked?: boolean }[],
    all: readonly { id: string }[],
  ) => {
    const isLocked = (id: string) => items.some((item) => item.id === id && item.locked);
    return new Set(all.map(({ id }) => id).filter((id) => locked || isLocked(id)));
  };
  const lock = { rules: of(rules, then.rules), fields: of(fields, then.fields) };
  if (!locked && !lock.rules.size && !lock.fields.size) return [];
  return [{ layer, then, head: Boolean(locked), ...lock }];
}

/** Every severity of the drafts, by the path of its setting. */
function severitiesOf({ rules, fields }: Drafts): Map<string, unknown> {
  const all = new Map<string, unknown>();
  for (const [id, { severity, channels, quoted }] of rules) {
    all.set(`rules/${id}/severity`, severity);
    all.set(`rules/${id}/quoted`, quoted);
    for (const [channel, own] of Object.entries(channels ?? {})) {
      all.set(`rules/${id}/channels/${channel}`, own);
    }
  }
  for (const [id, { severity }] of fields) {
    for (const [rule, own] of Object.entries(severity ?? {})) {
      all.set(`fields/${id}/severity/${rule}`, own);
    }
  }
  return all;
}

/** Says in the policy itself what is locked, so that it stays so where it is written as one file. */
function markLocked(locks: readonly Lock[], drafts: Drafts): void {
  for (const lock of locks) {
    for (const id of lock.rules) Object.assign(drafts.rules.get(id) as Text, { locked: true });
    for (const id of lock.fields) {
      const draft = drafts.fields.get(id) as Text & { where?: Place[] };
      draft.locked = true;
      const own = lock.then.fields.find((field) => field.id === id)?.where ?? [];
      const isOwn = (place: Place) => own.some((other) => isSamePlace(place, other));
      draft.where =
        draft.where?.map((place) => (isOwn(place) ? { ...place, locked: true } : place)) ?? [];
    }
    if (lock.head) drafts.head.locked = true;
  }
}

const isSamePlace = ({ locked: _, ...a }: Place, { locked: __, ...b }: Place) => same(a, b);

/** Takes back what the last layer loosened of what is locked. */
function hold(lock: Lock, drafts: Drafts): void {
  const { then } = lock;
  const head = drafts.head as Partial<Policy>;
  // The language says how the terms of those above are inflected.
  head.language = then.language;
  if (lock.head || lock.rules.size) {
    const learned = stricterLearned(head.learned, then.learned);
    if (learned !== (head.learned ?? 'on')) {
      if (then.learned) head.learned = then.learned;
      else delete head.learned;
    }
  }
  if (lock.head) {
    const override = stricterOverride(then.override, head.override);
    if (override) head.override = override;
  }
  for (const rule of then.rules) {
    if (lock.rules.has(rule.id)) holdRule(rule, drafts);
    // In a locked field every rule goes on to answer for what it answered for.
    else if (lock.fields.size) keep(SCOPE, rule, drafts.rules.get(rule.id) as Text);
  }
  for (const field of then.fields) {
    const now = drafts.fields.get(field.id) as unknown as PolicyField & Text;
    if (lock.fields.has(field.id)) keep(FIXED.fields, field, now);
    now.where = allPlaces(field.where, now.where);
  }
}

/** What was there stays there, and what is new comes after it. */
function allPlaces(then: readonly Place[], now: readonly Place[]): Place[] {
  const isNew = (place: Place) => !then.some((other) => isSamePlace(place, other));
  return [...then, ...now.filter(isNew)];
}

function holdRule(then: PolicyRule, drafts: Drafts): void {
  const now = drafts.rules.get(then.id) as unknown as PolicyRule & Text;
  keep(FIXED.rules, then, now);
  const was = { ...now, channels: { ...now.channels } };
  now.severity = stricter(now.severity, then.severity);
  for (const channel of CHANNELS) {
    const least = then.channels?.[channel] ?? then.severity;
    const own = stricter(was.channels[channel] ?? was.severity, least);
    if (own !== (now.channels?.[channel] ?? now.severity)) {
      now.channels = { ...now.channels, [channel]: own };
    }
  }
  const least = quotedIn(then, undefined);
  if (now.quoted && stricter(now.quoted, least) !== now.quoted) now.quoted = least;
  for (const list of ['terms', 'patterns'] as const) {
    if (then[list]) now[list] = union(then[list], now[list] ?? []) as string[];
  }
  if (then.examples) {
    now.examples = {
      wrong: union(then.examples.wrong, now.examples?.wrong ?? []) as never,
      right: union(then.examples.right, now.examples?.right ?? []) as never,
    };
  }
  if (now.allow) {
    const allowed = now.allow.filter((phrase) => then.allow?.includes(phrase));
    if (allowed.length) now.allow = allowed;
    else delete now.allow;
  }
}

function keep(keys: readonly string[], then: object, now: Text): void {
  for (const key of keys) {
    const value = (then as Text)[key];
    if (value === undefined) delete now[key];
    else now[key] = value;
  }
}

/** In every field, whoever now answers for what is locked asks at least what was asked there. */
function holdFields(lock: Lock, drafts: Drafts): void {
  giveBackGroups(lock, drafts);
  const now = policyOf(drafts);
  const held = answerable(lock, now);
  for (const field of now.fields) {
    const old = lock.then.fields.find(({ id }) => id === field.id);
    const draft = drafts.fields.get(field.id) as unknown as Partial<PolicyField>;
    // Consent lets the bare registration pass, so that under a lock it has to hold there already.
    const isNew = ({ category }: PolicyRule) =>
      consentHolds(category, field) && !consentHolds(category, old);
    if (lock.then.rules.some((rule) => lock.rules.has(rule.id) && isNew(rule))) {
      delete draft.consent;
    }
    // A new field is held to what a rule asks in its channel.
    const { override: _, ...bare } = field;
    const place: PolicyField = old ?? { ...bare, severity: {} };
    if (lock.head || lock.fields.has(field.id)) {
      const least = overrideIn(lock.then, place);
      const own = overrideIn(now, field);
      if (stricterOverride(least, own) === least && !same(own, least)) draft.override = least;
    }
    for (const { had, has } of held) {
      if (!lock.rules.has(had.id) && !lock.fields.has(field.id)) continue;
      const least = severityIn(had, place);
      const own = severityIn(has, { ...field, ...draft });
      if (stricter(own, least) !== own) draft.severity = { ...draft.severity, [has.id]: least };
      const rule = drafts.rules.get(has.id) as unknown as PolicyRule;
      const leastQuoted = quotedIn(had, place);
      const quoted = quotedIn(rule, { ...field, ...draft });
      if (stricter(quoted, leastQuoted) !== quoted) rule.quoted = leastQuoted;
    }
  }
}

/** Another rule may not take groups from a locked one, with a sentence of its own. */
function giveBackGroups(lock: Lock, drafts: Drafts): void {
  const takers = answerable(lock, policyOf(drafts)).filter(
    ({ had, has }) => had.id !== has.id && lock.rules.has(had.id),
  );
  for (const { has, group } of takers) {
    const draft = drafts.rules.get(has.id) as unknown as PolicyRule;
    draft.groups = (draft.groups ?? []).filter((own) => own !== group);
  }
  // Behind one that took a group may stand another.
  if (takers.length) giveBackGroups(lock, drafts);
}

/** Which rule answered for each group when the lock was set, and which does now. */
function answerable(
  { then }: Lock,
  now: Policy,
): { had: PolicyRule; has: PolicyRule; group: string }[] {
  const known = new Map(now.rules.map((rule) => [rule.id, rule]));
  const still = then.rules.flatMap((had) => {
    const has = known.get(had.id);
    return has ? [{ had, has, group: '' }] : [];
  });
  const others = [...then.rules, ...now.rules].flatMap((rule) =>
    // Nobody names the last one: it stands for all that no rule names.
    [...(rule.groups ?? []), ''].flatMap((group) => {
      const had = ruleFor(then, rule, group);
      const has = ruleFor(now, rule, group);
      return had && has && had.id !== has.id ? [{ had, has, group }] : [];
    }),
  );
  return [...still, ...others];
}

/** The rule that answers for a group of a category: the one that names it, or the one that names none. */
export const ruleFor = ({ rules }: Policy, { category }: { category: string }, group: string) =>
  rules.find((r) => r.category === category && r.groups?.includes(group)) ??
  rules.find((r) => r.category === category && !r.groups);

/** The layer that has forbidden what no layer below it can allow again, without a lock. */
function forbidder(says: Resolved['says'], path: string): Layer | null {
  if (path !== 'pause') return null;
  return says.get(path)?.find(({ value }) => value === 'none')?.layer ?? null;
}

/** The lock that may have refused something at a path: one of just this thing, or else any. */
function lockOver(locks: readonly Lock[], path: string): Lock | null {
  const [kind, id = ''] = path.split('/');
  if (kind !== 'rules' && kind !== 'fields') return locks.find((lock) => lock.head) ?? null;
  return locks.find((lock) => lock[kind].has(id)) ?? locks[0] ?? null;
}

/** True when what was said at a path is what holds there now. */
function stands(drafts: Drafts, path: string, value: unknown, adds: boolean): boolean {
  const [kind, id, ...rest] = path.split('/') as [string, string | undefined, ...string[]];
  const start =
    kind === 'rules' || kind === 'fields' ? drafts[kind].get(id as string) : drafts.head;
  const keys = start === drafts.head ? [kind] : rest;
  const now = keys.reduce<unknown>((v, key) => (v as Text | undefined)?.[key], start);
  if (!adds || !Array.isArray(value)) return same(now, value);
  const all = new Set((now as unknown[] | undefined)?.map(canonical));
  return value.every((item) => all.has(canonical(item)));
}
