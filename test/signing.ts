import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { toBeSigned, writeSigned } from '../src/policy/signed.ts';

export interface Pair {
  /** The public key, as settings have it. */
  key: string;
  secret: KeyObject;
}

/** A key made and used by OpenSSL, so that what we verify was not signed by ourselves. */
export function keyPair(): Pair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { key: publicKey.export({ format: 'jwk' }).x as string, secret: privateKey };
}

/** A policy signed, as a file. */
export function signed(
  policy: string,
  pairs: readonly Pair[],
  { epoch = 1, version = 1 }: { epoch?: number; version?: number } = {},
): string {
  const text = toBeSigned(policy, { epoch, version });
  const signatures = pairs.map(({ key, secret }) => ({
    key,
    signature: sign(null, Buffer.from(text), secret).toString('base64url'),
  }));
  return writeSigned(signatures, text);
}
