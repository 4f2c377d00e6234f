import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rewrite } from '../../policy/rewrite.ts';
import {
  authoredIn,
  fingerprint,
  type Publication,
  readSigned,
  type Signed,
  signerOf,
  toBeSigned,
  writeSigned,
} from '../../policy/signed.ts';
import { CallError } from '../files.ts';
import { readBytes, readKey, type SigningKey, signAll } from '../key-file.ts';
import { lay, loadPolicies, tellProblems } from '../load.ts';
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
  await mkdir(to, { recursive: true });
  // Whoever fetches it meanwhile gets the old file or the new one.
  await writeFile(`${target}.new`, writeSigned(await signAll(text, keys), text));
  await rename(`${target}.new`, target);
  console.log(`${target}: epoch ${publication.epoch}, version ${publication.version}`);
  for (const { key } of keys) console.log(`  signed by ${await fingerprint(key)}  ${key}`);
  return 0;
};

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
  if (values.version !== undefined) return { epoch, version: whole(values, 'version', 1) };
  if (!before || !last) return { epoch, version: 1 };
  const names = keys.map(({ key }) => key);
  if (!(await signerOf(before, names))) {
    throw new CallError(
      `${target} is signed by none of these keys. To replace a key, sign with both for a while; or say which version follows: --version ${last.version + 1}`,
    );
  }
  if (epoch < last.epoch) throw new CallError(`${target} has epoch ${last.epoch} already.`);
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
