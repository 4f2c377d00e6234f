import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../../policy/fetch-file.ts';
import { examine, refusalText, type Seen } from '../../policy/publication.ts';
import { readPolicy } from '../../policy/read.ts';
import { rewrite } from '../../policy/rewrite.ts';
import {
  authoredIn,
  fingerprint,
  MOST_SIGNATURES,
  type Publication,
  readSigned,
  type Signed,
  signerOf,
  toBeSigned,
  writeSigned,
} from '../../policy/signed.ts';
import { CallError } from '../files.ts';
import { readBytes, readKey, type SigningKey, signAll } from '../key-file.ts';
import { callerLanguage, lay, loadPolicies, tellProblems } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';
import { HIGHEST, whole } from '../whole.ts';

/** What the address ends with. One file: it cannot be half of one publication and half of the next. */
const FILE = 'policy.yaml';

/**
 * Checks policies, signs what they come to and lays it in a folder that any web server can serve. Counts
 * the version from what lies there.
 */
export const publish: PolicyCommand = async ({ files, values }) => {
  const { to } = values;
  if (to === undefined)
    throw new CallError('Which folder? Name what your web server serves: --to DIR');
  const keys = await Promise.all((values.key ?? []).map(readKey));
  if (!keys.length) throw new CallError('Which key? Name its file: --key school.key');
  if (keys.length > MOST_SIGNATURES) {
    throw new CallError(`Browsers take at most ${MOST_SIGNATURES} keys.`);
  }
  const loaded = await loadPolicies(files);
  const { last, resolved } = lay(loaded);
  if (tellProblems(loaded)) {
    console.error('Nothing was published: browsers would refuse it.');
    return 1;
  }
  // What stands on other files becomes one with them: a browser has only this one.
  const alone = readSigned(new TextEncoder().encode(last.text));
  const own = alone ? authoredIn(alone) : last.text;
  const policy = files.length === 1 ? own : rewrite('', resolved.policy);
  const target = join(to, FILE);
  const before = await published(target);
  const publication = await next({ target, before, policy, keys, values });
  const text = toBeSigned(policy, publication);
  const file = writeSigned(await signAll(text, keys), text);
  const refusal = await refused(file, publication, keys, before);
  if (refusal) {
    console.error(refusal);
    console.error('Nothing was published: browsers would refuse it.');
    return 1;
  }
  await mkdir(to, { recursive: true });
  // Whoever fetches it meanwhile gets the old file or the new one.
  await writeFile(`${target}.new`, file);
  await rename(`${target}.new`, target);
  console.log(`${target}: epoch ${publication.epoch}, version ${publication.version}`);
  for (const { key } of keys) console.log(`  signed by ${await fingerprint(key)}  ${key}`);
  return 0;
};

/** Why browsers that have what lies there would refuse the next file; null when they would not. */
async function refused(
  file: string,
  { epoch }: Publication,
  keys: readonly SigningKey[],
  before: Signed | null,
): Promise<string | null> {
  const bytes = new TextEncoder().encode(file);
  const language = callerLanguage();
  if (bytes.length > LIMITS.bytes) {
    return refusalText({ key: 'remote_tooLarge', values: [String(LIMITS.bytes)] }, language);
  }
  const id = before && readPolicy(before.text, FILE).layer?.policy.id;
  const text = before && writeSigned(before.signatures, before.text);
  const seen: Seen | null = before && id && text ? { ...before.publication, id, text } : null;
  const anchor = { address: '', keys: keys.map(({ key }) => key), epoch, minimumVersion: 1 };
  // Its examples were tried with what it is made of.
  const outcome = await examine(bytes, anchor, seen, [], async () => []);
  if ('text' in outcome) return null;
  const why = refusalText(outcome, language);
  if (outcome.key !== 'remote_otherPolicy') return why;
  return `${why} A policy with another id begins anew with --epoch ${epoch + 1}; give that to the browsers as well.`;
}

async function published(target: string): Promise<Signed | null> {
  const bytes = await readBytes(target);
  const signed = bytes && readSigned(bytes);
  if (bytes && !signed) {
    throw new CallError(`${target} is there and is no signed policy: nothing was written over it.`);
  }
  return signed;
}

interface Given {
  target: string;
  before: Signed | null;
  policy: string;
  keys: readonly SigningKey[];
  values: Parameters<PolicyCommand>[0]['values'];
}

/** The number that browsers take: one more than what lies there, or the same for the same policy. */
async function next({ target, before, policy, keys, values }: Given): Promise<Publication> {
  const last = before?.publication;
  const epoch = whole(values, 'epoch', last?.epoch ?? 1);
  if (last && epoch < last.epoch) {
    throw new CallError(`${target} has epoch ${last.epoch} already.`);
  }
  if (values.version !== undefined) return { epoch, version: whole(values, 'version', 1) };
  if (!before || !last) return { epoch, version: 1 };
  const names = keys.map(({ key }) => key);
  if (!(await signerOf(before, names))) {
    throw new CallError(
      `${target} is signed by none of these keys. To replace a key, sign with both for a while; or say which version follows: --version ${last.version + 1}`,
    );
  }
  if (epoch > last.epoch) return { epoch, version: 1 };
  // Signed anew with other keys it is the same publication.
  const isSame = authoredIn(before) === policy;
  if (!isSame && last.version >= HIGHEST) {
    throw new CallError(
      `${target} has the last version that there is. Begin anew with --epoch ${last.epoch + 1}, and give that to the browsers as well.`,
    );
  }
  return { epoch, version: isSame ? last.version : last.version + 1 };
}
