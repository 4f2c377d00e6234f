import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { CallError, readText } from '../files.ts';

/** A key that Chromium extensions are signed with. */
export interface ExtensionKey {
  secret: KeyObject;
  /** The public key as SubjectPublicKeyInfo, of which the extension's id is made. */
  publicKey: Buffer;
}

/** Reads an RSA key (PEM). Throws a CallError when there is none in the file. */
export async function readExtensionKey(file: string): Promise<ExtensionKey> {
  const pem = await readText(file);
  try {
    const secret = createPrivateKey(pem);
    if (secret.asymmetricKeyType !== 'rsa') throw new Error('It is of another kind.');
    return {
      secret,
      publicKey: createPublicKey(secret).export({ type: 'spki', format: 'der' }),
    };
  } catch {
    throw new CallError(
      `${file} has no private RSA key (PEM). To make one: openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ${file}`,
    );
  }
}

/** The id that Chromium gives an extension, by its public key: 32 letters from a to p. */
export const extensionId = (publicKey: Uint8Array): string =>
  idBytes(publicKey)
    .toString('hex')
    .replace(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)] as string);

const idBytes = (publicKey: Uint8Array) =>
  createHash('sha256').update(publicKey).digest().subarray(0, 16);

/**
 * Signs a zip as a CRX3, which Chromium installs from any server that a school's IT names. Own code: it is
 * one message of Protocol Buffers with four fields (components/crx_file/crx3.proto in Chromium) before the
 * zip, and the packages that write it bring a Protocol Buffers compiler, an archiver and a signer of their
 * own. RSA as PKCS #1 has it, so that the same zip and key give the same bytes.
 */
export function crx(archive: Uint8Array, { secret, publicKey }: ExtensionKey): Buffer {
  const signedData = field(1, idBytes(publicKey));
  const signature = sign(
    'sha256',
    Buffer.concat([
      Buffer.from('CRX3 SignedData\0'),
      uint32(signedData.length),
      signedData,
      archive,
    ]),
    secret,
  );
  const proof = Buffer.concat([field(1, publicKey), field(2, signature)]);
  const header = Buffer.concat([field(2, proof), field(10000, signedData)]);
  return Buffer.concat([Buffer.from('Cr24'), uint32(3), uint32(header.length), header, archive]);
}

/** Bytes as a field of a message: its number and kind, its length, itself. */
const field = (number: number, bytes: Uint8Array) =>
  Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
