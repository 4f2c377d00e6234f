import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';

/** What a server needs to speak https. */
export interface Certificate {
  key: string;
  cert: string;
}

/** Who vouches for certificates. */
export interface Authority {
  /** Its own certificate: whoever takes that takes what it vouches for. */
  cert: string;
  /** A certificate for 127.0.0.1, good between two years, of which the last two digits are given. */
  issue(years?: Years): Certificate;
}
type Years = [number, number];

/**
 * A certificate for 127.0.0.1 that nobody has vouched for, made anew each time: a server under test is a
 * real https server, and what is tested needs no way around https.
 */
export function certificate(): Certificate {
  const own = newKey();
  return { key: own.pem, cert: write(own, GOOD, 'localhost', own, 'localhost', FOR_SERVER) };
}

/** Somebody who vouches for certificates, as the IT of a town does for the town's own servers. */
export function authority(): Authority {
  const [own, name] = [newKey(), `Town ${randomBytes(4).toString('hex')}`];
  return {
    cert: write(own, GOOD, name, own, name, FOR_AUTHORITY),
    issue(years = GOOD) {
      const server = newKey();
      const cert = write(server, years, 'localhost', own, name, FOR_SERVER);
      return { key: server.pem, cert };
    },
  };
}

/** How Chromium is told to take a certificate for good: what comes under a bad one it never keeps. */
export const trusting = (cert: string): string =>
  `--ignore-certificate-errors-spki-list=${createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')}`;

const GOOD: Years = [20, 49];

interface Key {
  privateKey: KeyObject;
  publicKey: KeyObject;
  pem: string;
}

function newKey(): Key {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...pair, pem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
}

/** A certificate for a key, vouched for by another one or itself. */
function write(
  { publicKey }: Key,
  [from, to]: Years,
  name: string,
  by: Key,
  byName: string,
  extensions: Buffer[],
): string {
  const year = (n: number) => der(0x17, Buffer.from(`${n}0101000000Z`));
  // Browsers take no two of one authority with the same number; its first bit would make it negative.
  const number = randomBytes(8);
  number[0] = ((number[0] as number) & 0x7f) | 1;
  const content = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, number),
    ECDSA_WITH_SHA256,
    nameOf(byName),
    sequence(year(from), year(to)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = sign('sha256', content, by.privateKey);
  const whole = sequence(
    content,
    ECDSA_WITH_SHA256,
    der(0x03, Buffer.concat([hex('00'), signature])),
  );
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const nameOf = (name: string) =>
  sequence(der(0x31, sequence(der(0x06, hex('550403')), der(0x0c, Buffer.from(name)))));

const ECDSA_WITH_SHA256 = sequence(der(0x06, hex('2a8648ce3d040302')));
/** Its other name is the address 127.0.0.1. */
const FOR_SERVER = [
  sequence(der(0x06, hex('551d11')), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1]))))),
];
/** It may vouch for others. */
const FOR_AUTHORITY = [
  sequence(
    der(0x06, hex('551d13')),
    der(0x01, hex('ff')),
    der(0x04, sequence(der(0x01, hex('ff')))),
  ),
];
