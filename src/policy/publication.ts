import type { Layer, Resolved } from './layers.ts';
import type { Language } from './policy.ts';
import { type Problem, problemText } from './problem.ts';
import { readPolicy } from './read.ts';
import { type Publication, readSigned, signerOf } from './signed.ts';

/** Whom a policy from an address has to come from. */
export interface Anchor {
  address: string;
  /** Public keys: one, or two while one takes the place of the other. */
  keys: readonly string[];
  epoch: number;
  /** No version below this one is taken, not even by a browser that has seen none. */
  minimumVersion: number;
}

/** What came from an address before. */
export interface Seen extends Publication {
  /** The id of the policy. */
  id: string;
  /** The file, byte for byte. */
  text: string;
}

/** Why what came from an address is not put in force. */
export interface Refusal extends Pick<Problem, 'key' | 'values'> {
  /** What is wrong with the policy itself. */
  because?: Problem;
}

/** Tries a policy, examples and all. */
export type Trial = (resolved: Resolved) => Promise<readonly Problem[]>;

/** Left out by a program that does not know it yet; see "Ten years" in docs/policy.md. */
const TOLERATED = ['problem_unknown'];

/**
 * Whether a file from an address may be put in force. In this order: signature over its exact bytes,
 * parsed, validated, its examples tried, version not below the highest seen. (Its size was limited when it
 * was fetched.) `known` are policies that it may build on, beside those that are built in.
 */
export async function examine(
  file: Uint8Array,
  anchor: Anchor,
  seen: Seen | null,
  known: readonly Layer[],
  tryIt: Trial,
): Promise<Seen | Refusal> {
  const signed = readSigned(file);
  if (!signed) return { key: 'remote_notSigned', values: [] };
  if (!(await signerOf(signed, anchor.keys))) return { key: 'remote_wrongKey', values: [] };
  const { layer, resolved, problems } = readPolicy(signed.text, FILE, known, 'remote');
  const wrong = problems.find(({ level, key }) => level === 'error' && !TOLERATED.includes(key));
  if (!layer || !resolved || wrong) return broken(wrong ?? problems[0]);
  const before = seen && readSigned(new TextEncoder().encode(seen.text));
  // What was tried once need not be tried again, also when another key has signed it since.
  const isTried = before?.text === signed.text;
  const failed = isTried ? [] : await tryIt(resolved);
  const fails = failed.find(({ level }) => level === 'error');
  if (fails) return broken(fails);
  const { publication } = signed;
  const tooOld = below(publication, layer.policy.id, anchor, seen);
  if (tooOld) return tooOld;
  if (
    seen &&
    seen.epoch === publication.epoch &&
    seen.version === publication.version &&
    !isTried
  ) {
    return { key: 'remote_twice', values: [String(publication.version)] };
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file);
  return { ...publication, id: layer.policy.id, text };
}

/** The name of the file in what is told about it. */
const FILE = 'policy.yaml';

const broken = (because: Problem | undefined): Refusal => ({
  key: 'remote_broken',
  values: [],
  ...(because && { because: bare(because) }),
});

/** Without its place, which says nothing to those who do not have the file. */
const bare = ({ level, key, values, where }: Problem): Problem => ({ level, key, values, where });

/** True for a publication that is of the epoch and not below the version that are asked for. */
export const isAsked = ({ epoch, version }: Publication, asked: Anchor): boolean =>
  epoch === asked.epoch && version >= asked.minimumVersion;

/** Why a publication is behind what is known; null when it is not. */
function below(
  { epoch, version }: Publication,
  id: string,
  anchor: Anchor,
  seen: Seen | null,
): Refusal | null {
  // Equal, not at least: whoever stole a key could count epochs up too, and shut the sender out.
  if (epoch !== anchor.epoch) {
    return { key: 'remote_otherEpoch', values: [String(epoch), String(anchor.epoch)] };
  }
  const last = seen?.epoch === epoch ? seen : null;
  const least = Math.max(anchor.minimumVersion, last?.version ?? 0);
  if (version < least) return { key: 'remote_older', values: [String(version), String(least)] };
  // One key may sign for several schools, and their files must not be exchanged for each other.
  if (last && last.id !== id) return { key: 'remote_otherPolicy', values: [id, last.id] };
  return null;
}

/** Why, as a sentence or two. */
export function refusalText({ key, values, because }: Refusal, language: Language): string {
  const why = problemText({ key, values, level: 'error', where: [] }, language);
  return because ? `${why} ${problemText(because, language)}` : why;
}
