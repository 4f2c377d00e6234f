import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

/** The addresses of what is built in, in an extension that declares these sites. */
async function addressesWhere(hosts: string[]): Promise<string[]> {
  const getManifest = () => ({ host_permissions: hosts });
  vi.stubGlobal('chrome', { runtime: { getManifest } });
  const { builtInPolicy } = await import('../../src/policy/built-in.ts');
  const { fields } = builtInPolicy('sv');
  expect(fields.map(({ id }) => id)).toContain('absence');
  return fields.flatMap(({ where }) => where.flatMap(({ urls }) => urls));
}
const SCHOOL = 'https://*.skola24.se/*';
const isOfThisComputer = (url: string) => /127\.0\.0\.1|localhost/.test(url);

test('a package that may not read this computer has no fields on it, and asks nobody for it', async () => {
  const addresses = await addressesWhere([SCHOOL]);
  expect(addresses).toContain(SCHOOL);
  expect(addresses.filter(isOfThisComputer)).toEqual([]);
});

test('one that may has those of the practice school', async () => {
  const addresses = await addressesWhere([SCHOOL, 'http://127.0.0.1/*', 'http://localhost/*']);
  expect(addresses.filter(isOfThisComputer).length).toBeGreaterThan(0);
});
