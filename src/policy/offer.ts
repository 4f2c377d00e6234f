import { type Anchor, examine, type Refusal } from './publication.ts';
import { readPolicy } from './read.ts';
import { fingerprint, readSigned, signerOf } from './signed.ts';

/** What an address gives, before anybody has said that it is to be trusted. */
export interface Offer {
  /** The policy's name and version, for people. */
  name: string;
  version: string;
  /** Those whose signatures hold. Whether they are the school's, only a person can know. */
  signers: readonly Signer[];
  /** What is trusted with each of them. */
  epoch: number;
  minimumVersion: number;
}

export interface Signer {
  key: string;
  /** As people compare it. */
  fingerprint: string;
}

/**
 * Reads what an address gives to somebody who knows no key yet: all is checked but whose key it is. The
 * examples are tried in the background when it is put in force.
 */
export async function readOffer(file: Uint8Array): Promise<Offer | Refusal> {
  const signed = readSigned(file);
  if (!signed) return { key: 'remote_notSigned', values: [] };
  const signers: Signer[] = [];
  for (const { key } of signed.signatures) {
    if (await signerOf(signed, [key])) signers.push({ key, fingerprint: await fingerprint(key) });
  }
  const { epoch, version } = signed.publication;
  const anchor: Anchor = {
    address: '',
    keys: signers.map(({ key }) => key),
    epoch,
    minimumVersion: version,
  };
  const seen = await examine(file, anchor, null, [], async () => []);
  if (!('text' in seen)) return seen;
  const { policy } = readPolicy(signed.text, 'policy.yaml', [], 'remote').layer ?? {};
  if (!policy) return { key: 'remote_broken', values: [] };
  return { name: policy.name, version: policy.version, signers, epoch, minimumVersion: version };
}
