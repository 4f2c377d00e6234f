import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Pair, signed } from '../signing.ts';

/** Stands in the note that is saved, so that it is known again wherever it is sent. */
export const WORD = 'förkyld';
/** Asked for at the end: what is asked of others would be seen. */
export const ELSEWHERE = 'http://elsewhere.example/seen';

const POLICY = `saklig: 1
id: town
name: Kommunens anvisning
version: "1"
language: sv
languages: [sv, en]
extends: [saklig-sv]
contact: dso@example.se
`;

/** A server's answer to all: the signed policy "town"; writes down in `asked` what it was asked. */
export const givePolicy =
  (key: Pair, asked: string[]): RequestListener =>
  (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'access-control-allow-origin': '*', etag: '"1"' });
    response.end(signed(POLICY, [key], { version: 3 }));
  };

/** True for a domain among those that a browser asks on its own account, or below one. */
export const isAmong = (domains: readonly string[], host: string): boolean =>
  domains.some((own) => `.${host}`.endsWith(`.${own}`));

/** Fails when a file of a package names one of some domains. */
export function expectUnnamed(folder: string, domains: readonly string[]): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of files.filter((one) => one.isFile())) {
    const text = readFileSync(join(entry.parentPath, entry.name), 'latin1');
    for (const host of domains) expect(text.includes(host), entry.name).toBe(false);
  }
}
