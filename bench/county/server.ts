import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { certificate } from '../../test/certificate.ts';
import { keyPair, signed } from '../../test/signing.ts';

/** A static web server with one file, and how many bytes went over its wire, to and fro. */
export interface PolicyServer {
  address: string;
  /** The key that signs. */
  key: string;
  /** Lays out the file with this number. */
  publish(version: number): void;
  /** Bytes of the file. */
  size(): number;
  /** Bytes over the wire until now, with those of TLS. */
  bytes(): number;
  close(): void;
}

/** Starts a real https server on this computer. */
export async function startServer(): Promise<PolicyServer> {
  const pair = keyPair();
  let file = '';
  let etag = '';
  const https = createServer(certificate(), ({ headers }, response) => {
    // Browsers come hours after their last question: none finds its connection open.
    response.shouldKeepAlive = false;
    const isSame = headers['if-none-match'] === etag;
    response.writeHead(isSame ? 304 : 200, {
      etag,
      'access-control-allow-origin': '*',
      'cache-control': 'no-cache',
    });
    response.end(isSame ? undefined : file);
  });
  const listening = (server: { listen(port: number, host: string, done: () => void): unknown }) =>
    new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
  await listening(https);
  const { port } = https.address() as AddressInfo;
  let bytes = 0;
  const wire = createTcpServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => {
        bytes += chunk.length;
      });
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  await listening(wire);
  return {
    address: `https://127.0.0.1:${(wire.address() as AddressInfo).port}/policy.yaml`,
    key: pair.key,
    publish(version) {
      file = signed(policyOf(version), [pair], { version });
      etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`;
    },
    size: () => Buffer.byteLength(file),
    bytes: () => bytes,
    close() {
      https.close();
      wire.close();
    },
  };
}

/** A policy of a municipality that has much to say: sixty rules of its own. */
const policyOf = (version: number) => `saklig: 1
id: county
name: Anvisning
version: "${version}"
language: sv
languages: [sv]
extends: [saklig-sv]
rules:
${Array.from({ length: 60 }, (_, i) => rule(i + 1)).join('')}`;

const rule = (number: number) => `  - id: own-${number}
    category: judgement
    severity: warn
    instruction: Skriv vad som hände, när och var, och inget om hur eleven är.
    reason: Det läses av andra än den som skrev, och finns kvar länge efter att det hände.
    source: Kommunens rutin för dokumentation, avsnitt ${number}
    terms: [påhittat${number}, påhittad${number}, påhittade${number}]
`;
