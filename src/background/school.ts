import { builtInLayer, builtInStack } from '../policy/built-in.ts';
import type { ManagedValues, RemotePolicy, Subscription } from '../policy/in-force.ts';
import { type Layer, type LayerSource, lay, type Stack, stackOf } from '../policy/layers.ts';
import { isDecided, type Managed, readManaged } from '../policy/managed.ts';
import type { Language } from '../policy/policy.ts';
import type { Problem } from '../policy/problem.ts';
import { type Anchor, isAsked } from '../policy/publication.ts';
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
  /** Its layers, with what they build on; none when nothing comes from the school. */
  stack: Stack;
  /** Other layers of the school, that this one may build on. */
  known: readonly Layer[];
  /** Where policies are to be fetched; null where there is no address. */
  anchor: Anchor | null;
  /** True: what the address has given is not what is asked for now. */
  isOutdated: boolean;
  problems: Problem[];
}

/**
 * The school's layers: what came from the address, or until that has given something, the text that IT has
 * set. What is stored is verified each time, by what counts now. What cannot be used never takes the place
 * of what worked.
 */
export async function schoolHere(stored: StoredSchool, language: Language): Promise<School> {
  const { managed, problems } = readManaged(stored.managed ?? {});
  const last = (source: LayerSource) =>
    stored.layers?.findLast((own) => own.source === source && !builtInLayer(own.policy.id)) ?? null;
  const { meant } = managed;
  const set = readSet(managed, problems) ?? (meant.policy ? last('managed') : null);
  const anchor = isDecided(managed) ? managed.anchor : (stored.subscription ?? null);
  const known = set ? [set] : [];
  const find = (id: string) => known.find((own) => own.policy.id === id) ?? builtInLayer(id);
  const accepted = stored.remote?.accepted;
  // What was fetched for somebody without IT counts no more once the school's IT has decided, unless IT
  // has decided on the same address: then it only has to be signed by IT's keys.
  const isOthers =
    isDecided(managed) && accepted?.isOwn === true && accepted.address !== managed.address;
  // Nor does anything once there is no address any more: that is how IT takes an edition back.
  const stays = (anchor || meant.anchor) && !isOthers;
  // Where something else of IT's is wrong, the keys that are right tell what they signed. Where none is, there
  // is nothing to verify by: the keys of before could be kept only beside what they are to verify.
  const keys = anchor?.keys ?? managed.keys;
  const came =
    stays && accepted && keys.length
      ? await readAccepted(accepted.text, keys, anchor, known)
      : null;
  if (came?.problem) problems.push(came.problem);
  const remote = stays ? (came?.layer ?? last('remote')) : null;
  // The layer that is left is not signed: without the bytes it came from it may say anything.
  const isUnsigned = remote && !came?.layer && (!accepted || keys.length > 0);
  if (isUnsigned && !came?.problem) problems.push(outdated('remote_stored'));
  const isOutdated = Boolean(came?.problem || isUnsigned);
  const school = { known, anchor, isOutdated, problems };
  if (remote && isOutdated) {
    const top = locked(set, language);
    const above = stackOf(managed.locked ? unpaused(top) : top, find);
    return { ...school, stack: lay(above, stackOf(remote, find)) };
  }
  const own = remote ?? set;
  const lowest = managed.locked ? unpaused(locked(own, language)) : own;
  return { ...school, stack: lowest ? stackOf(lowest, find) : [] };
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

/**
 * The policy that the address has given, if its bytes are signed by a key that counts now, and why it is
 * not what is asked for now. Then it goes on, because its fields would not be read without it, but below a
 * lock: whoever has got hold of a key, or kept an edition back, makes nothing milder with it.
 */
async function readAccepted(
  text: string,
  keys: readonly string[],
  asked: Anchor | null,
  known: readonly Layer[],
): Promise<{ layer: Layer | null; problem?: Problem }> {
  const signed = readSigned(new TextEncoder().encode(text));
  if (!signed || !(await signerOf(signed, keys))) {
    return { layer: null, problem: outdated('remote_stored') };
  }
  const { layer } = readPolicy(signed.text, 'policy.yaml', known, 'remote');
  if (!asked || isAsked(signed.publication, asked)) return { layer };
  const { epoch, version } = signed.publication;
  const numbers = [version, epoch, asked.epoch, asked.minimumVersion];
  return { layer, problem: outdated('remote_storedOld', ...numbers.map(String)) };
}

const outdated = (key: Problem['key'], ...values: string[]): Problem => {
  return { level: 'error', key, values, where: [] };
};

/** A layer that nothing below it may loosen: without one, what is built in, which then is the school's. */
function locked(layer: Layer | null, language: Language): Layer {
  const own = layer ?? { ...(builtInStack(language).at(-1) as Layer), source: 'managed' as const };
  return { ...own, policy: { ...own.policy, locked: true } };
}

/** A pause loosens all at once, so under IT's lock there is none but where the school's policy allows it. */
const unpaused = ({ policy, ...layer }: Layer): Layer => ({
  ...layer,
  policy: { pause: 'none', ...policy },
});
