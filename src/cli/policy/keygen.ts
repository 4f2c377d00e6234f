import { writeFile } from 'node:fs/promises';
import { fingerprint } from '../../policy/signed.ts';
import { CallError } from '../files.ts';
import { makeKey } from '../key-file.ts';
import type { PolicyCommand } from '../policy.ts';

/** Makes the pair of keys that a sender signs with: NAME.key stays secret, NAME.pub may be shown. */
export const keygen: PolicyCommand = async ({ files }) => {
  const [name = '', ...more] = files;
  if (more.length) throw new CallError('One name for one pair of keys, please.');
  const { key } = await makeKey(`${name}.key`);
  await writeFile(`${name}.pub`, `${key}\n`);
  console.log(`${name}.key signs: keep it secret, and a copy where it cannot get lost.`);
  console.log(`${name}.pub is what browsers trust, the value of "policyKeys":`);
  console.log(`  ${key}`);
  console.log('Its fingerprint, for people to compare:');
  console.log(`  ${await fingerprint(key)}`);
  return 0;
};
