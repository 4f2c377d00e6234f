import { LIMITS } from '../../policy/fetch-file.ts';
import { refusalText } from '../../policy/publication.ts';
import {
  MOST_SIGNATURES,
  readSigned,
  type Signed,
  signerOf,
  toBeSigned,
  writeSigned,
} from '../../policy/signed.ts';
import { CallError } from '../files.ts';
import { readKey, signAll } from '../key-file.ts';
import { callerLanguage, lay, loadPolicies, tellProblems } from '../load.ts';
import type { PolicyCommand } from '../policy.ts';
import { whole } from '../whole.ts';

/**
 * Signs a policy, or adds signatures to one that is signed: while a key is replaced, or where two people
 * have a key each. `publish` does this and counts; this is for those who carry the file themselves.
 */
export const sign: PolicyCommand = async ({ files, values }) => {
  const [file = '', ...more] = files;
  if (more.length) throw new CallError('One policy at a time, please.');
  const keys = await Promise.all((values.key ?? []).map(readKey));
  if (!keys.length) throw new CallError('Which key? Name its file: --key school.key');
  const loaded = await loadPolicies([file]);
  const { text } = lay(loaded).last;
  const before = await signedBefore(file, text);
  if (before && (values.version !== undefined || values.epoch !== undefined)) {
    throw new CallError(`${file} is signed already: its epoch and version are part of that.`);
  }
  if (!before && values.version === undefined) {
    throw new CallError('Which version? One more than browsers have seen: --version 12');
  }
  if (tellProblems(loaded)) {
    console.error('Nothing was signed: browsers would refuse it.');
    return 1;
  }
  const signed =
    before?.text ??
    toBeSigned(text, { epoch: whole(values, 'epoch', 1), version: whole(values, 'version', 1) });
  const old = before?.signatures.filter(({ key }) => !keys.some((own) => own.key === key)) ?? [];
  const signatures = [...old, ...(await signAll(signed, keys))];
  if (signatures.length > MOST_SIGNATURES) {
    throw new CallError(`Browsers take at most ${MOST_SIGNATURES} keys.`);
  }
  const made = writeSigned(signatures, signed);
  if (new TextEncoder().encode(made).length > LIMITS.bytes) {
    console.error(
      refusalText({ key: 'remote_tooLarge', values: [String(LIMITS.bytes)] }, callerLanguage()),
    );
    console.error('Nothing was signed: browsers would refuse it.');
    return 1;
  }
  process.stdout.write(made);
  return 0;
};

/**
 * The file as it was signed before; null when it was not. Throws a CallError where one of its signatures
 * does not fit: another one beside it would make a second file of a version that browsers may have.
 */
async function signedBefore(file: string, text: string): Promise<Signed | null> {
  const before = readSigned(new TextEncoder().encode(text));
  if (!before && /^# saklig-(signature|published) /.test(text)) {
    throw new CallError(`${file} has a signature that cannot be read: nothing was signed.`);
  }
  for (const { key } of before?.signatures ?? []) {
    if (before && !(await signerOf(before, [key]))) {
      throw new CallError(
        `${file} was changed after it was signed: nothing was signed. Take away its first lines, those with "# saklig-", and sign it as the next version: --version ${before.publication.version + 1}`,
      );
    }
  }
  return before;
}
