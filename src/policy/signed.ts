/**
 * A signed policy: a policy file with comments of YAML before it.
 *
 *     # saklig-signature KEY SIGNATURE
 *     # saklig-published epoch 1 version 12
 *     saklig: 1
 *     …
 *
 * One file, because a policy and a signature beside it could be fetched from two moments. Comments,
 * because it stays the file that people, editors and `saklig policy check` read. What is signed is every
 * byte after the last line of signatures, as it came: nothing is parsed, unpacked or written anew before
 * it is verified. Its first line is signed with the rest and counts publications, because the policy's
 * own `version` is free text for people ("2026-1", "3b") and has no order that a machine may guess. It
 * also says that these bytes are a publication, so that a key that signs other things too signs none by
 * accident. A line of signature for each key: two while one key takes the place of another.
 */
export interface Signed {
  signatures: readonly Signature[];
  /** The bytes that are signed. */
  bytes: Uint8Array<ArrayBuffer>;
  publication: Publication;
  /** The policy, with the line of the publication. */
  text: string;
}

/** Ed25519, in base64url without padding: the public key in 43 letters, the signature in 86. */
export interface Signature {
  key: string;
  signature: string;
}

/** Which publication of an address. */
export interface Publication {
  /** Raised by hand when counting has to begin anew; only what has the epoch that is asked for counts. */
  epoch: number;
  /** Counted by `saklig policy publish`, from 1. */
  version: number;
}

const SIGNATURE = '# saklig-signature ';
const PUBLISHED = /^# saklig-published epoch ([1-9]\d{0,8}) version ([1-9]\d{0,8})\n/;
const KEY = /^[\w-]{43}$/;
/** Two while a key is replaced, and as many again for mistakes: each costs time to verify. */
export const MOST_SIGNATURES = 4;
const ED25519 = { name: 'Ed25519' };

/** True for a public key as it is written in settings and files. */
export const isKey = (key: string): boolean => KEY.test(key) && fromBase64(key) !== null;

/** Takes a signed policy apart; null when it is none. What it says is not verified yet. */
export function readSigned(file: Uint8Array): Signed | null {
  const signatures: Signature[] = [];
  let at = 0;
  for (;;) {
    const end = file.indexOf(NEWLINE, at);
    // Signatures have a fixed length: from what is no policy no more than a line is read.
    const line = end < 0 || end - at > 200 ? '' : LATIN.decode(file.subarray(at, end));
    if (!line.startsWith(SIGNATURE)) break;
    const [key = '', signature = '', ...rest] = line.slice(SIGNATURE.length).split(' ');
    if (!KEY.test(key) || !/^[\w-]{86}$/.test(signature) || rest.length) return null;
    signatures.push({ key, signature });
    at = end + 1;
  }
  if (!signatures.length || signatures.length > MOST_SIGNATURES) return null;
  const bytes = file.slice(at);
  const text = decoded(bytes);
  const numbers = text === null ? null : PUBLISHED.exec(text);
  if (text === null || !numbers) return null;
  const publication = { epoch: Number(numbers[1]), version: Number(numbers[2]) };
  return { signatures, bytes, publication, text };
}

/** The one of `keys` whose signature over exactly these bytes holds; null when none does. */
export async function signerOf(signed: Signed, keys: readonly string[]): Promise<string | null> {
  for (const { key, signature } of signed.signatures) {
    if (keys.includes(key) && (await holds(key, signature, signed.bytes))) return key;
  }
  return null;
}

async function holds(
  key: string,
  signature: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const [raw, own] = [fromBase64(key), fromBase64(signature)];
  if (!raw || !own) return false;
  try {
    const imported = await crypto.subtle.importKey('raw', raw, ED25519, false, ['verify']);
    return await crypto.subtle.verify(ED25519, imported, own, bytes);
  } catch {
    // Some 32 bytes are no key.
    return false;
  }
}

/** The text that is signed when a policy is published. */
export const toBeSigned = (policy: string, { epoch, version }: Publication): string =>
  `# saklig-published epoch ${epoch} version ${version}\n${policy}`;

/** A signed policy without its line of publication, as its author wrote it. */
export const authoredIn = ({ text }: Signed): string => text.slice(text.indexOf('\n') + 1);

/** A signed policy as a file. */
export const writeSigned = (signatures: readonly Signature[], text: string): string =>
  signatures.map(({ key, signature }) => `${SIGNATURE}${key} ${signature}\n`).join('') + text;

/**
 * What people compare over the telephone: the first half of the key's SHA-256, as eight groups of four.
 * 128 bits, because whoever makes keys to resemble another may try as many as they like.
 */
export async function fingerprint(key: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', fromBase64(key) ?? new Uint8Array());
  const hex = [...new Uint8Array(hash, 0, 16)].map((byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('').match(/.{4}/g)?.join(' ') ?? '';
}

/** Bytes in base64url without padding. */
export const toBase64 = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    // Letters that say more bits than there are bytes could be written in several ways.
    return toBase64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

const NEWLINE = 10;
const LATIN = new TextDecoder('latin1');

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
