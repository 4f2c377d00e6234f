import { readFile, writeFile } from 'node:fs/promises';
import { isKey, type Signature, toBase64 } from '../policy/signed.ts';
import { CallError, readText } from './files.ts';

/** A private key, with the public one that belongs to it. */
export interface SigningKey {
  /** The public key, as settings have it. */
  key: string;
  secret: CryptoKey;
}

const ED25519 = { name: 'Ed25519' };

/** Makes a key, and writes it as PEM (PKCS #8, which OpenSSL and safes for secrets know). */
export async function makeKey(file: string): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey(ED25519, true, ['sign', 'verify']);
  const { privateKey } = pair as CryptoKeyPair;
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  try {
    // Never over another key: what it has signed could not be followed up any more.
    await writeFile(file, [BEGIN, ...lines, END, ''].join('\n'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST';
    const why = isThere ? 'it is there already' : (error as Error).message;
    throw new CallError(`${file} cannot be written: ${why}.`);
  }
  return { key: await publicOf(privateKey), secret: privateKey };
}

/** Reads a private key. Throws a CallError when there is none in the file. */
export async function readKey(file: string): Promise<SigningKey> {
  const pem = await readText(file);
  const inner = new RegExp(`${BEGIN}([^-]+)${END}`).exec(pem)?.[1];
  try {
    const bytes = Buffer.from(inner ?? '', 'base64');
    const secret = await crypto.subtle.importKey('pkcs8', bytes, ED25519, true, ['sign']);
    return { key: await publicOf(secret), secret };
  } catch {
    throw new CallError(`${file} has no private Ed25519 key (PEM, PKCS #8).`);
  }
}

/** A public key that is named by itself or by a file that holds it. */
export async function readPublicKey(name: string): Promise<string> {
  if (isKey(name)) return name;
  const text = (await readText(name)).trim();
  if (isKey(text)) return text;
  if (text.startsWith(BEGIN)) return (await readKey(name)).key;
  throw new CallError(`${name} has no public key: 43 letters, as "saklig policy keygen" tells.`);
}

/** Signs a text with each of some keys. */
export const signAll = (text: string, keys: readonly SigningKey[]): Promise<Signature[]> =>
  Promise.all(
    keys.map(async ({ key, secret }) => {
      const signature = await crypto.subtle.sign(ED25519, secret, new TextEncoder().encode(text));
      return { key, signature: toBase64(new Uint8Array(signature)) };
    }),
  );

/** The bytes of a file; null when it is not there. */
export async function readBytes(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new CallError(`${file} cannot be read: ${message}.`);
  }
}

const BEGIN = '-----BEGIN PRIVATE KEY-----';
const END = '-----END PRIVATE KEY-----';

async function publicOf(secret: CryptoKey): Promise<string> {
  const { x } = await crypto.subtle.exportKey('jwk', secret);
  return x as string;
}
