import type { Problem, Value } from './problem.ts';
import type { Anchor } from './publication.ts';
import { isKey } from './signed.ts';
import type { TextKey } from './texts.ts';

/**
 * What the school's IT decides for a browser (`storage.managed`), as far as it is right. Flat keys and
 * plain types, because that is all that registries, consoles and Chromium's schema have in common;
 * `managed-schema.json` says them to Chromium. Browsers check little of it, so it is read again here.
 */
export interface Managed {
  /** A policy as text, YAML or JSON. */
  policy: string | null;
  /** Where policies are published for this school. */
  address: string | null;
  /** Who may sign there, as far as that is right. */
  keys: readonly string[];
  /** What is asked for there; null while anything of it is wrong, because a guess could undo what worked. */
  anchor: Anchor | null;
  /** What is there, right or wrong: a slip of the hand does not take away what it stands for. */
  meant: { policy: boolean; anchor: boolean };
  /** True: nobody at the browser may loosen what comes from the school. */
  locked: boolean;
}

const KEYS = ['policy', 'policyUrl', 'policyKeys', 'minimumVersion', 'epoch', 'locked'] as const;
type Key = (typeof KEYS)[number];
/** One, or two while one takes the place of the other: each more is one more that may have been lost. */
export const MOST_TRUSTED = 2;

/** Reads what the school's IT has set, and tells all that is wrong with it. Never throws. */
export function readManaged(values: Readonly<Record<string, unknown>>): {
  managed: Managed;
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const tell = (name: string, key: TextKey, ...more: Value[]) =>
    problems.push({ level: 'error', key, values: [name, ...more], where: [] });
  const own = (name: Key): unknown => (Object.hasOwn(values, name) ? values[name] : undefined);

  for (const name of Object.keys(values)) {
    if (!(KEYS as readonly string[]).includes(name)) {
      tell(name, 'managed_unknown', KEYS.join(', '));
    }
  }
  const written = (name: Key): string | null => {
    const value = own(name);
    // Where a form in a console was left empty.
    if (value === undefined || value === '') return null;
    if (typeof value === 'string') return value;
    tell(name, 'managed_text');
    return null;
  };
  /** 1 where nothing is said, null where it is wrong. */
  const count = (name: Key): number | null => {
    const value = own(name) ?? 1;
    if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
    tell(name, 'managed_number');
    return null;
  };
  const keys = (): string[] => {
    const value = own('policyKeys') ?? [];
    if (!Array.isArray(value)) {
      tell('policyKeys', 'managed_list');
      return [];
    }
    for (const one of value) if (!isKeyText(one)) tell('policyKeys', 'managed_key', String(one));
    const right = [...new Set(value.filter(isKeyText))];
    if (right.length > MOST_TRUSTED) tell('policyKeys', 'managed_keys', String(right.length));
    return right.slice(0, MOST_TRUSTED);
  };
  const [policy, url] = [written('policy'), written('policyUrl')];
  const trusted = keys();
  const [epoch, minimumVersion] = [count('epoch'), count('minimumVersion')];
  const locked = own('locked') ?? false;
  if (typeof locked !== 'boolean') tell('locked', 'managed_switch');
  const address = url !== null && isPolicyAddress(url) ? url : null;
  if (url !== null && address === null) tell('policyUrl', 'managed_address', url);
  // What stands there and is wrong is told already.
  const isKeyTold = problems.some(({ values: [name] }) => name === 'policyKeys');
  if (address !== null && !trusted.length && !isKeyTold) tell('policyUrl', 'managed_noKey');
  const anchor =
    address !== null && trusted.length && epoch !== null && minimumVersion !== null
      ? { address, keys: trusted, epoch, minimumVersion }
      : null;
  const isMeant = (name: Key) => own(name) !== undefined && own(name) !== '';
  const meant = { policy: isMeant('policy'), anchor: isMeant('policyUrl') };
  // What is meant to be locked and cannot be read is not taken for unlocked.
  const managed = { policy, address, keys: trusted, anchor, meant, locked: locked !== false };
  return { managed, problems };
}

/** True: where policies come from is not for this browser to say. A lock alone locks what is built in. */
export const isDecided = ({ meant, locked }: Managed): boolean =>
  meant.policy || meant.anchor || locked;

const isKeyText = (value: unknown): value is string => typeof value === 'string' && isKey(value);

/** True for an address that policies may come from: HTTPS, also in a school's own house. */
export function isPolicyAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && !url.username && !url.password;
}
