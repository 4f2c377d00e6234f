import { spawnSync } from 'node:child_process';
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unzip } from '../unzip.ts';
import { readXml } from '../xml.ts';

const work = mkdtempSync(join(tmpdir(), 'saklig-build-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const version = JSON.parse(readFileSync('manifest.json', 'utf8')).version;
const STORE = `saklig-${version}-chrome-edge.zip`;
const AMO = `saklig-${version}-firefox.zip`;
const SOURCE = `saklig-${version}-source.zip`;

const saklig = (args: string[], root = '.') =>
  spawnSync(process.execPath, [join(root, 'src/cli/saklig.mjs'), 'build', ...args], {
    encoding: 'utf8',
  });
/** Where git does not say what the sources are, all but their archive is packed. */
const NO_SOURCES = /^No archive of the sources.*\n/;
const isKnown = spawnSync('git', ['ls-files']).status === 0;
if (!isKnown) console.warn('The archive of the sources is not tried: git does not list them here.');
let runs = 0;
/** Packs into a new folder, and gives the files by name. */
function pack(...args: string[]): Map<string, Buffer> {
  const out = join(work, `packages-${runs++}`);
  const { status, stderr } = saklig(['--out', out, ...args]);
  expect([status, stderr.replace(NO_SOURCES, '')]).toEqual([0, '']);
  return new Map(readdirSync(out).map((name) => [name, readFileSync(join(out, name))]));
}
const sha = (bytes: Buffer | undefined) =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
const shas = (files: Map<string, Buffer>) =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, sha(bytes)]));
const manifestIn = (archive: Buffer | undefined) =>
  JSON.parse(String(unzip(archive as Buffer).get('manifest.json')));

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const der = pair.publicKey.export({ type: 'spki', format: 'der' });
const key = join(work, 'skola.pem');
writeFileSync(key, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
const HOSTED = ['--key', key, '--url', 'https://www.example.se/saklig'];

let packed: Map<string, Buffer>;
beforeAll(() => {
  packed = pack();
});

describe('the packages for stores', () => {
  test('hold what was built, and their manifests no key and nothing of this computer', () => {
    for (const [name, folder] of [
      [STORE, 'dist/chromium'],
      [AMO, 'dist/firefox'],
    ] as const) {
      const files = unzip(packed.get(name) as Buffer);
      const built = (readdirSync(folder, { recursive: true, withFileTypes: true }) as never[])
        .filter((entry: { isFile(): boolean }) => entry.isFile())
        .map(({ parentPath, name }: { parentPath: string; name: string }) =>
          join(parentPath, name).slice(folder.length + 1),
        );
      expect([...files.keys()].sort()).toEqual(built.sort());
      for (const file of built.filter((one) => one !== 'manifest.json')) {
        expect(sha(files.get(file)), file).toBe(sha(readFileSync(join(folder, file))));
      }
      const own = manifestIn(packed.get(name));
      expect(own.key).toBeUndefined();
      expect(own.update_url).toBeUndefined();
      expect(own.host_permissions.length).toBeGreaterThan(5);
      expect(own.host_permissions.join()).not.toMatch(/127\.0\.0\.1|localhost|http:/);
      const before = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
      expect(own).toEqual({
        ...before,
        key: undefined,
        host_permissions: before.host_permissions.filter((host: string) => /^https/.test(host)),
      });
    }
  });

  test('are the same, byte for byte, when they are made again at another time', () => {
    expect(shas(pack())).toEqual(shas(packed));
  });

  test.runIf(isKnown)(
    'come out the same from the archive of the sources',
    () => {
      const folder = mkdtempSync(join(work, 'reviewer-'));
      for (const [name, bytes] of unzip(packed.get(SOURCE) as Buffer)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), bytes);
      }
      symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
      const vite = resolve('node_modules/vite/bin/vite.js');
      const built = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'error'], {
        cwd: folder,
        encoding: 'utf8',
        // As on a reviewer's shell: here vitest has said that all is for a test.
        env: { PATH: process.env.PATH },
      });
      expect([built.status, built.stderr]).toEqual([0, '']);
      const out = join(folder, 'packages');
      expect(saklig(['--out', out], folder).status).toBe(0);
      for (const name of [STORE, AMO]) {
        const own = readFileSync(join(out, name));
        expect(shas(unzip(own)), name).toEqual(shas(unzip(packed.get(name) as Buffer)));
        expect(sha(own), name).toBe(sha(packed.get(name)));
      }
      // Without git it knows what its sources are, and takes nothing else along.
      const again = unzip(readFileSync(join(out, SOURCE)));
      expect([...again.keys()]).toEqual([...unzip(packed.get(SOURCE) as Buffer).keys()]);
    },
    180_000,
  );
});

describe('a package for a school', () => {
  const HOSTS = ['https://skola.example.se/*', 'https://*.example.org/*'];

  test('may read the sites of its own tools too, and is otherwise the same', () => {
    const list = join(work, 'hosts.txt');
    writeFileSync(list, `# our tools\n${HOSTS[1]}   # the journal\n\n`);
    const school = pack('--host', HOSTS[0] as string, '--hosts', list, '--version', '0.1.0.7');
    for (const [name, own] of [
      ['saklig-0.1.0.7-chrome-edge.zip', STORE],
      ['saklig-0.1.0.7-firefox.zip', AMO],
    ] as const) {
      const before = manifestIn(packed.get(own));
      expect(manifestIn(school.get(name))).toEqual({
        ...before,
        version: '0.1.0.7',
        host_permissions: [...before.host_permissions, ...HOSTS],
      });
    }
  });

  test.each([
    ['every site there is', ['--host', 'https://*/*']],
    ['all sites of a country', ['--host', 'https://*.se/*']],
    ['all sites of a country, written otherwise', ['--host', 'https://*.SE./*']],
    ['all sites below a domain that many share', ['--host', 'https://*.vgs.no/*']],
    ['a part of a site', ['--host', 'https://skola.example.se/betyg/*']],
    ['a port', ['--host', 'https://skola.example.se:8443/*']],
    ['no address', ['--host', 'skola.example.se']],
    ['a list that is not there', ['--hosts', join(work, 'none.txt')]],
    ['no version', ['--version', '1.0-beta']],
    ['a key without an address', ['--key', key]],
    ['a key that is none', ['--key', 'README.md', '--url', 'https://www.example.se/']],
    ['an address that is none', ['--key', key, '--url', 'www.example.se']],
    ['a stray word', ['skola']],
  ])('is not made for %s, and a sentence says why', (_, args) => {
    const out = join(work, 'nothing');
    const { status, stderr } = saklig(['--out', out, ...args]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^saklig: .+/)]);
    expect(() => readdirSync(out)).toThrow();
  });
});

describe('for a server of one’s own', () => {
  let hosted: Map<string, Buffer>;
  const id = createHash('sha256')
    .update(der)
    .digest('hex')
    .slice(0, 32)
    .replace(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)] as string);
  beforeAll(() => {
    hosted = pack(...HOSTED, '--addon', 'saklig@example.se');
  });

  test('the CRX is signed by the key, over its id and all of its files', () => {
    const file = hosted.get(`saklig-${version}.crx`) as Buffer;
    expect(file.toString('latin1', 0, 4)).toBe('Cr24');
    expect(file.readUInt32LE(4)).toBe(3);
    const header = file.subarray(12, 12 + file.readUInt32LE(8));
    const archive = file.subarray(12 + header.length);
    const [proof] = fieldsOf(header).get(2) as [Buffer];
    const [said] = fieldsOf(header).get(10_000) as [Buffer];
    const [publicKey] = fieldsOf(proof).get(1) as [Buffer];
    const [signature] = fieldsOf(proof).get(2) as [Buffer];
    expect(publicKey).toEqual(der);
    const [crxId] = fieldsOf(said).get(1) as [Buffer];
    expect(crxId).toEqual(createHash('sha256').update(der).digest().subarray(0, 16));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(said.length);
    const verified = createVerify('sha256')
      .update('CRX3 SignedData\0')
      .update(size)
      .update(said)
      .update(archive)
      .verify(pair.publicKey, signature);
    expect(verified).toBe(true);
    expect(manifestIn(archive).update_url).toBe('https://www.example.se/saklig/updates.xml');
    expect(Buffer.from(manifestIn(archive).key, 'base64')).toEqual(der);
  });

  test('Chromium is told of it in XML, Firefox in JSON', () => {
    const xml = readXml(String(hosted.get('updates.xml')));
    expect(JSON.stringify(xml)).toContain(id);
    expect(JSON.stringify(xml)).toContain(`https://www.example.se/saklig/saklig-${version}.crx`);
    const { updates } = JSON.parse(String(hosted.get('updates.json'))).addons['saklig@example.se'];
    const address = `https://www.example.se/saklig/saklig-${version}.xpi`;
    expect(updates).toEqual([expect.objectContaining({ version, update_link: address })]);
    const { gecko } = manifestIn(hosted.get(`saklig-${version}.xpi`)).browser_specific_settings;
    expect(gecko.id).toBe('saklig@example.se');
    expect(gecko.update_url).toBe('https://www.example.se/saklig/updates.json');
  });

  test('a second run makes the same bytes, signature and all', () => {
    expect(shas(pack(...HOSTED, '--addon', 'saklig@example.se'))).toEqual(shas(hosted));
  });
});

/** The fields of a message of Protocol Buffers, all of which hold bytes. */
function fieldsOf(message: Buffer): Map<number, Buffer[]> {
  const fields = new Map<number, Buffer[]>();
  let at = 0;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++] as number;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = number();
    expect(tag % 8).toBe(2);
    const length = number();
    const bytes = message.subarray(at, at + length);
    fields.set((tag - 2) / 8, [...(fields.get((tag - 2) / 8) ?? []), bytes]);
    at += length;
  }
  return fields;
}
