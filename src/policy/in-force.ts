import type { Dictionary } from '../engine/engine.ts';
import type { LayerSource, Stack } from './layers.ts';
import type { Policy } from './policy.ts';
import type { Problem } from './problem.ts';

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

/** What `storage.local` holds under "draft": what is being written in the editor. */
export interface PolicyDraft {
  text: string;
  /** The window that wrote it, so that others take it up and do not write over it. */
  by?: string;
}
