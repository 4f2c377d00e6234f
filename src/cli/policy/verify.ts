import { fingerprint, readSigned, signerOf } from '../../policy/signed.ts';
import { CallError } from '../files.ts';
import { readBytes, readPublicKey } from '../key-file.ts';
import type { PolicyCommand } from '../policy.ts';

/** Tells who has signed policies, and which publications they are: status 1 when a signature is not good. */
export const verify: PolicyCommand = async ({ files, values }) => {
  const keys = await Promise.all((values.key ?? []).map(readPublicKey));
  let isWrong = false;
  const complain = (sentence: string) => {
    isWrong = true;
    console.log(sentence);
  };
  for (const file of files) {
    const bytes = await readBytes(file);
    if (!bytes) throw new CallError(`${file} cannot be read: there is no such file.`);
    const signed = readSigned(bytes);
    if (!signed) {
      complain(`${file} is no signed policy.`);
      continue;
    }
    const { epoch, version } = signed.publication;
    const isOurs = keys.length > 0;
    if (isOurs && !(await signerOf(signed, keys))) {
      complain(`${file} is signed by none of these keys, or was changed after it was signed.`);
    } else console.log(`${file}: epoch ${epoch}, version ${version}`);
    for (const { key } of signed.signatures) {
      const isGood = (await signerOf(signed, [key])) !== null;
      const name = await fingerprint(key);
      if (!isGood) complain(`  the signature by ${name} does not fit what the file says`);
      else
        console.log(`  signed by ${name}${!isOurs || keys.includes(key) ? '' : ', another key'}`);
    }
    if (!isOurs) console.log('  Compare this with what the sender has told you.');
  }
  return isWrong ? 1 : 0;
};
