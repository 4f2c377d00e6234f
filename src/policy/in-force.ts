import type { Dictionary } from '../engine/engine.ts';
import type { LayerSource, Stack } from './layers.ts';
import type { Policy } from './policy.ts';
import type { Problem } from './problem.ts';
import type { Anchor, Refusal, Seen } from './publication.ts';

/** What `storage.local` holds under "inForce": the background writes it, pages and views read it. */
export interface PolicyInForce {
  policy: Policy;
  /** Where its lowest layer comes from. */
  layer: LayerSource;
  /** Its own words, compiled; null when it has none. */
  words: Dictionary | null;
  /** The version of the extension that wrote it: another one may compile words in another way. */
  writtenBy: string;
}

/** What `storage.local` holds under "problems": what its authors have to mend, found when it was tried. */
export type ProblemsInForce = Problem[];

/** What `storage.local` holds under "layers": those that the policy in force was made from, from the top. */
export type LayersInForce = Stack;

/** What `storage.local` holds under "local": the policy that this browser lays over the others. */
export interface LocalPolicy {
  /** YAML, as its author wrote it. */
  text: string;
}

/**
 * What `storage.local` holds under "managed": what the school's IT had set when the browser last told, as
 * it came; empty where nothing is set. Absent: that is not known yet. `readManaged` says what of it is right.
 */
export type ManagedValues = Record<string, unknown>;

/**
 * What `storage.local` holds under "subscription": the address that somebody at this browser takes
 * policies from, having compared the key's fingerprint. It counts only where the school's IT has set none.
 */
export type Subscription = Anchor;

/** What `storage.local` holds under "remote": what came from the address of policies, and how it went. */
export interface RemotePolicy {
  /** The address that was asked last. */
  address: string;
  /** When it was asked last, in milliseconds since 1970. */
  askedAt: number;
  /** When it last gave what is in force; null before the first time. */
  fetchedAt: number | null;
  /** Why what it gave last is not in force, for `refusalText`; null when it is. */
  error: Refusal | null;
  /** The policy that was accepted last; null before the first. */
  accepted: Accepted | null;
  /** Those accepted last from the addresses before this one, the newest first. */
  before?: readonly Accepted[];
}

/** A policy that was accepted, and from where. */
export interface Accepted extends Seen {
  address: string;
  /** True: for an address that somebody at this browser has added, and not the school's IT. */
  isOwn?: boolean;
}

/** What `storage.local` holds under "draft": what is being written in the editor. */
export interface PolicyDraft {
  text: string;
  /** The window that wrote it, so that others take it up and do not write over it. */
  by?: string;
}
