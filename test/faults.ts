import type { RequestListener, ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { policyWith } from './background/school-browser.ts';
import { keyPair, signed } from './signing.ts';

/** The key that counts, the one that is to follow it, and one of nobody's. */
export const [KEY, NEXT_KEY, STRANGER] = [keyPair(), keyPair(), keyPair()];

/** A policy about one word, on the pages of an address, and the editions that a school makes of it. */
export function editions(pages = 'https://tool.example') {
  const policy = (word: string, more = '') =>
    policyWith(word, more).replace('https://tool.example', pages);
  const edition = (word: string, version: number, more = '') =>
    signed(policy(word, more), [KEY], { version });
  return {
    policy,
    /** Was in force before. */
    earlier: edition('snork', 11),
    /** Is in force. */
    good: edition('kvurk', 12),
    /** Is to follow. */
    next: edition('blurg', 13),
  };
}
export type Editions = ReturnType<typeof editions>;

/** Answers with a file, as web servers do. */
export const file =
  (text: string | Buffer, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/yaml', ...headers }).end(text);

/** What may stand at an address in the place of the next edition, while edition 12 is in force. */
export function faultsOf({ policy, earlier, next }: Editions): [string, RequestListener][] {
  const changed = (text: string, from: string, to: string) => text.replace(from, to);
  const by = (pairs: Parameters<typeof signed>[1], text: string, version = 13, epoch = 1) =>
    file(signed(text, pairs, { version, epoch }));
  const blurg = policy('blurg');
  return [
    ['nothing there (404)', (_, r) => r.writeHead(404).end('Not found')],
    ['nothing there (404), and no leave to read that (CORS)', (_, r) => bare(r, 404)],
    [NO_LEAVE, (_, r) => bare(r, 200, next)],
    ['server error (500)', (_, r) => r.writeHead(500).end()],
    [
      'half a body',
      (_, r) => {
        r.writeHead(200, { 'content-length': Buffer.byteLength(next) });
        r.write(next.slice(0, 400), () => r.destroy());
      },
    ],
    ['half a body, as if it were all', file(next.slice(0, 400))],
    ['wrong type: a picture', file(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]))],
    ['gigabytes, announced', (_, r) => r.writeHead(200, { 'content-length': 4e9 }).write('#')],
    [
      'gigabytes, without end',
      (_, r) => {
        const flood = function* () {
          for (;;) yield Buffer.alloc(100_000, '#');
        };
        pipeline(Readable.from(flood()), r.writeHead(200), () => {});
      },
    ],
    [
      'gigabytes, packed small',
      file(gzipSync(Buffer.alloc(20_000_000, '#')), { 'content-encoding': 'gzip' }),
    ],
    [
      SYRUP,
      (_, r) => {
        r.writeHead(200);
        let at = 0;
        const drip = setInterval(() => r.write(next[at++]), 20);
        r.once('close', () => clearInterval(drip));
      },
    ],
    ['bad signature', file(changed(next, 'severity: warn', 'severity: hint'))],
    ['signed by a stranger', by([STRANGER], blurg)],
    [
      'right signature over a broken policy',
      by([KEY], policy('blurg', 'override: { allowed: perhaps }\n')),
    ],
    ['right signature over no policy', by([KEY], '<html>')],
    [
      'right signature, an example that does not hold',
      by([KEY], changed(blurg, 'find: [blurg]', 'find: [idag]')),
    ],
    ['older version', by([KEY], blurg, 11)],
    ['replay: the edition before, byte for byte', file(earlier)],
    ['the same version, another content', by([KEY], blurg, 12)],
    ['another epoch', by([KEY], blurg, 13, 2)],
    [
      'another school’s policy, by the same key',
      by([KEY], changed(blurg, 'id: town', 'id: other'), 99),
    ],
    ['key replaced at the sender’s, before IT has named the next one', by([NEXT_KEY], blurg)],
    [
      'captive portal: its page',
      file('<!doctype html><title>Välkommen till nätet</title>', { 'content-type': 'text/html' }),
    ],
    ['captive portal: sent on to it', (_, r) => r.writeHead(302, { location: '/login' }).end()],
    [CUT, (r) => r.socket.destroy()],
  ];
}

/** The next edition itself, for pages of the server's own: none to those who may read the site anyway. */
export const NO_LEAVE = 'a file, and no leave to read it (CORS)';
/** A browser may ask again by itself. */
export const CUT = 'no answer: the connection is cut';
/** Takes longer than a test may. */
export const SYRUP = 'slow as syrup';

/** As servers answer that were set up for pages of their own only. */
const bare = (response: ServerResponse, status: number, text?: string) => {
  response.removeHeader('access-control-allow-origin');
  response.writeHead(status).end(text);
};
