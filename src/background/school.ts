import { builtInStack } from '../policy/built-in.ts';
import type { ManagedValues, RemotePolicy, Subscription } from '../policy/in-force.ts';
import type { Layer, LayerSource, Stack } from '../policy/layers.ts';
import { isDecided, type Managed, readManaged } from '../policy/managed.ts';
import type { Language } from '../policy/policy.ts';
import type { Problem } from '../policy/problem.ts';
import type { Anchor } from '../policy/publication.ts';
import { readPolicy } from '../policy/read.ts';
import { readSigned, signerOf } from '../policy/signed.ts';

/** What this browser has stored of the school's. */
export interface StoredSchool {
  managed?: ManagedValues;
  subscription?: Subscription;
  remote?: RemotePolicy;
  /** The layers that the policy in force was made from. */
  layers?: Stack;
}

/** What comes from the school, and lies between what is built in and what this browser adds. */
export interface School {
  /** The lowest of its layers; null when nothing comes from the school. */
  layer: Layer | null;
  /** Other layers of the school, that this one may build on. */
  known: readonly Layer[];
  /** Where policies are to be fetched; null where there is no address. */
  anchor: Anchor | null;
  problems: Problem[];
}

/**
 * The school's layer: from the address, or until that has given one, the text that IT has set. What is
 * stored is verified each time. What cannot be used never takes the place of what worked.
 */
export async function schoolHere(stored: StoredSchool, language: Language): Promise<School> {
  const { managed, problems } = readManaged(stored.managed ?? {});
  const last = (source: LayerSource) =>
    stored.layers?.findLast((layer) => layer.source === source) ?? null;
  const { meant } = managed;
  const set = readSet(managed, problems) ?? (meant.policy ? last('managed') : null);
  const anchor = isDecided(managed) ? managed.anchor : (stored.subscription ?? null);
  const known = set ? [set] : [];
  // What was fetched for somebody without IT counts no more once the school's IT has decided.
  const added = stored.subscription?.address;
  const isOthers =
    isDecided(managed) && added !== undefined && stored.remote?.accepted?.address === added;
  const accepted = isOthers ? null : stored.remote?.accepted;
  const remote = anchor && accepted ? await readAccepted(accepted.text, anchor, known) : null;
  if (anchor && accepted && !remote) {
    problems.push({ level: 'error', key: 'remote_stored', values: [], where: [] });
  }
  const stays = (anchor || meant.anchor) && !isOthers;
  const own = remote ?? (stays ? last('remote') : null) ?? set;
  return { layer: managed.locked ? locked(own, language) : own, known, anchor, problems };
}

/** The policy that IT has set as text. */
function readSet({ policy }: Managed, problems: Problem[]): Layer | null {
  if (policy === null) return null;
  const reading = readPolicy(policy, 'policy', [], 'managed');
  problems.push(...reading.problems);
  if (!reading.layer) {
    problems.push({ level: 'error', key: 'managed_policy', values: [], where: [] });
  }
  return reading.layer;
}

/** The policy that the address has given, if its bytes are signed by a key that counts now. */
async function readAccepted(
  text: string,
  { keys }: Anchor,
  known: readonly Layer[],
): Promise<Layer | null> {
  const signed = readSigned(new TextEncoder().encode(text));
  if (!signed || !(await signerOf(signed, keys))) return null;
  return readPolicy(signed.text, 'policy.yaml', known, 'remote').layer;
}

/** A layer that nothing below it may loosen: without one, what is built in, which then is the school's. */
function locked(layer: Layer | null, language: Language): Layer {
  const own = layer ?? { ...(builtInStack(language).at(-1) as Layer), source: 'managed' as const };
  return { ...own, policy: { ...own.policy, locked: true } };
}
