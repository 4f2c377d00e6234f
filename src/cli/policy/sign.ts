import { readSigned, toBeSigned, writeSigned } from '../../policy/signed.ts';
import { CallError, readText } from '../files.ts';
import { readKey, signAll } from '../key-file.ts';
import { loadLaid } from '../load.ts';
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
  const text = await readText(file);
  const before = readSigned(new TextEncoder().encode(text));
  if (before && (values.version !== undefined || values.epoch !== undefined)) {
    throw new CallError(`${file} is signed already: its epoch and version are part of that.`);
  }
  if (!before && values.version === undefined) {
    throw new CallError('Which version? One more than browsers have seen: --version 12');
  }
  if (!before && (await loadLaid([file])).isWrong) return 1;
  const signed =
    before?.text ??
    toBeSigned(text, { epoch: whole(values, 'epoch', 1), version: whole(values, 'version', 1) });
  const old = before?.signatures.filter(({ key }) => !keys.some((own) => own.key === key)) ?? [];
  process.stdout.write(writeSigned([...old, ...(await signAll(signed, keys))], signed));
  return 0;
};
