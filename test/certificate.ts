import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';

/**
 * A certificate for 127.0.0.1 that nobody has vouched for, made anew each time: a server under test is a
 * real https server, and what is tested needs no way around https. It is good between two years, of which
 * the last two digits are given.
 */
export function certificate([from, to]: [number, number] = [20, 49]): {
  key: string;
  cert: string;
} {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(der(0x06, hex('2a8648ce3d040302')));
  const name = sequence(
    der(0x31, sequence(der(0x06, hex('550403')), der(0x0c, Buffer.from('localhost')))),
  );
  const year = (n: number) => der(0x17, Buffer.from(`${n}0101000000Z`));
  const alternativeNames = sequence(der(0x87, Buffer.from([127, 0, 0, 1])));
  const content = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    ecdsaWithSha256,
    name,
    sequence(year(from), year(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(der(0x06, hex('551d11')), der(0x04, alternativeNames)))),
  );
  const signature = sign('sha256', content, privateKey);
  const whole = sequence(
    content,
    ecdsaWithSha256,
    der(0x03, Buffer.concat([hex('00'), signature])),
  );
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
  };
}

/** How Chromium is told to take a certificate for good: what comes under a bad one it never keeps. */
export const trusting = (cert: string): string =>
  `--ignore-certificate-errors-spki-list=${createHash('sha256')
    .update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')}`;

const hex = (text: string) => Buffer.from(text, 'hex');
const sequence = (...parts: Buffer[]) => der(0x30, ...parts);

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
