import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { keyPair, signed } from '../signing.ts';

const EXAMPLE = ['exempelkommunen', 'ekskolan'].map((n) => `docs/example-repository/${n}.yaml`);
const folder = mkdtempSync(join(tmpdir(), 'saklig-publish-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const web = at('web');
const published = join(web, 'policy.yaml');

/** One that stands on its own: what comes with Saklig takes seconds to try. */
const TOWN = at('town.yaml');
const POLICY = `# Kommunens
saklig: 1
id: town
name: Anvisning
version: "2026-1"
language: sv
languages: [sv]
rules:
  - id: words
    category: judgement
    severity: block
    instruction: Skriv vad som hände.
    terms: [kvurk]
    examples:
      wrong:
        - { note: en kvurk, find: [kvurk] }
`;

function policy(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['src/cli/saklig.mjs', 'policy', ...args],
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'en.UTF-8' } },
  );
  return { status, stdout, stderr };
}
/** Publishes in the folder of the web server. */
const publish = (...args: string[]) =>
  policy('publish', '--to', web, '--key', at('town.key'), ...args);

beforeAll(() => {
  writeFileSync(TOWN, POLICY);
  policy('keygen', at('town'));
  policy('keygen', at('new'));
});

test('keygen makes a key that only its owner reads, and never writes over one', () => {
  expect(statSync(at('town.key')).mode & 0o777).toBe(0o600);
  const before = readFileSync(at('town.key'), 'utf8');
  const { status, stderr } = policy('keygen', at('town'));
  expect(stderr).toContain('town.key cannot be written: it is there already.');
  expect(status).toBe(2);
  expect(readFileSync(at('town.key'), 'utf8')).toBe(before);
  // What safes for secrets and OpenSSL know.
  expect(before).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
});

describe('publish', () => {
  test('lays one signed file in the folder, and counts', () => {
    const first = publish(TOWN);
    expect(first.status).toBe(0);
    expect(first.stdout).toContain(`${published}: epoch 1, version 1\n`);
    expect(policy('verify', '--key', at('town.pub'), published).status).toBe(0);
    // The same again is the same publication; a change is the next one.
    expect(publish(TOWN).stdout).toContain('epoch 1, version 1\n');
    const changed = at('changed.yaml');
    writeFileSync(changed, POLICY.replace('2026-1', '3b'));
    expect(publish(changed).stdout).toContain('epoch 1, version 2\n');
    // Going back is a publication too.
    expect(publish(TOWN).stdout).toContain('epoch 1, version 3\n');
    expect(parse(readFileSync(published, 'utf8'))).toEqual(parse(POLICY));
    expect(policy('check', published).status).toBe(0);
  });

  test('makes one file of a school and the municipality it builds on', () => {
    const school = policy('publish', '--to', at('school'), '--key', at('town.key'), ...EXAMPLE);
    expect(school).toMatchObject({ status: 0, stderr: '' });
    const one = join(at('school'), 'policy.yaml');
    expect(policy('check', one)).toMatchObject({ status: 0, stdout: '' });
    const { id, extends: above, rules } = parse(readFileSync(one, 'utf8'));
    expect([id, above]).toEqual(['ekskolan', undefined]);
    expect(rules.find((rule: { id: string }) => rule.id === 'health-detail').locked).toBe(true);
  });

  test('counts anew in a new epoch, and never back', () => {
    expect(publish('--epoch', '2', TOWN).stdout).toContain('epoch 2, version 1\n');
    const { status, stderr } = publish('--epoch', '1', TOWN);
    expect(stderr).toContain('has epoch 2 already.');
    expect(status).toBe(2);
  });

  test('has an end of counting, and tells what follows then', () => {
    const own = ['publish', '--to', at('end'), '--key', at('town.key')];
    expect(policy(...own, '--version', '999999999', TOWN).status).toBe(0);
    const changed = at('after-the-end.yaml');
    writeFileSync(changed, POLICY.replace('2026-1', '4'));
    const { status, stderr } = policy(...own, changed);
    expect(stderr).toContain('has the last version that there is. Begin anew with --epoch 2,');
    expect(status).toBe(2);
    expect(policy(...own, '--epoch', '2', changed).stdout).toContain('epoch 2, version 1\n');
  });

  test('does not publish what browsers would refuse', () => {
    const before = readFileSync(published, 'utf8');
    const broken = at('broken.yaml');
    writeFileSync(broken, POLICY.replace('find: [kvurk]', 'find: [en]'));
    const { status, stderr } = publish(broken);
    expect(stderr).toContain('Nothing was published');
    expect(status).toBe(1);
    expect(readFileSync(published, 'utf8')).toBe(before);
  });

  test('does not publish what browsers would refuse after what lies there', () => {
    const own = ['publish', '--to', at('after'), '--key', at('town.key')];
    const lies = join(at('after'), 'policy.yaml');
    expect(policy(...own, '--version', '5', TOWN).status).toBe(0);
    const before = readFileSync(lies, 'utf8');
    const write = (name: string, text: string) => {
      writeFileSync(at(name), text);
      return at(name);
    };
    const changed = write('changed-after.yaml', POLICY.replace('2026-1', '5'));
    const other = write('other-id.yaml', POLICY.replace('id: town', 'id: city'));
    const large = write('large.yaml', `${POLICY}# ${'→'.repeat(700_000)}\n`);
    const five = Array.from({ length: 4 }, () => ['--key', at('town.key')]).flat();
    for (const [args, why] of [
      [['--version', '4', changed], 'The policy is edition 4.'],
      [['--version', '5', changed], 'Edition 5 has been seen before'],
      [[other], 'begins anew with --epoch 2'],
      [[large], 'larger than 2000000 bytes'],
      [[...five, changed], 'at most 4 keys'],
    ] as const) {
      const { status, stderr } = policy(...own, ...args);
      expect(stderr).toContain(why);
      expect(status).toBeGreaterThan(0);
      expect(readFileSync(lies, 'utf8')).toBe(before);
    }
    expect(policy(...own, '--epoch', '2', other).stdout).toContain('epoch 2, version 1\n');
  });

  test('replaces a key in two steps, and not in one', () => {
    const only = (key: string) => policy('publish', '--to', web, '--key', at(key), TOWN);
    expect(only('new.key').stderr).toContain('is signed by none of these keys.');
    expect(publish('--key', at('new.key'), TOWN).status).toBe(0);
    for (const pub of ['town.pub', 'new.pub']) {
      expect(policy('verify', '--key', at(pub), published).status).toBe(0);
    }
    expect(only('new.key').stdout).toContain('epoch 2, version 1\n');
    expect(policy('verify', '--key', at('town.pub'), published).status).toBe(1);
  });

  test('does not write over a file that it did not make', () => {
    const own = at('own');
    policy('publish', '--to', own, '--key', at('town.key'), TOWN);
    writeFileSync(join(own, 'policy.yaml'), 'id: mine\n');
    const { status, stderr } = policy('publish', '--to', own, '--key', at('town.key'), TOWN);
    expect(stderr).toContain('is no signed policy: nothing was written over it.');
    expect(status).toBe(2);
  });
});

describe('sign and verify', () => {
  test('carry a policy by hand, with the signatures of two people', () => {
    const one = policy('sign', '--key', at('town.key'), '--version', '7', TOWN);
    writeFileSync(at('one.yaml'), one.stdout);
    const two = policy('sign', '--key', at('new.key'), at('one.yaml'));
    writeFileSync(at('two.yaml'), two.stdout);
    const told = policy('verify', '--key', at('new.pub'), at('two.yaml'));
    expect(told.stdout).toMatch(/two\.yaml: epoch 1, version 7\n( {2}signed by .*\n){2}/);
    expect(told.status).toBe(0);
  });

  test('add no signature to what was changed since, cannot be read, or browsers would refuse', () => {
    const file = at('no-more.yaml');
    const signAgain = (text: string, ...args: string[]) => {
      writeFileSync(file, text);
      return policy('sign', '--key', at('new.key'), ...args, file);
    };
    const { stdout } = policy('sign', '--key', at('town.key'), '--version', '7', TOWN);
    const changed = signAgain(stdout.replace('block', 'hint'));
    expect(changed).toMatchObject({ status: 2, stdout: '' });
    expect(changed.stderr).toContain(
      'no-more.yaml was changed after it was signed: nothing was signed. Take away its first lines, those with "# saklig-", and sign it as the next version: --version 8',
    );
    // Nor does the key that has signed it already: browsers take one content for one version.
    const own = policy('sign', '--key', at('town.key'), file);
    expect(own).toMatchObject({ status: 2, stdout: '' });
    const cut = signAgain(stdout.replace(/..\n/, '\n'), '--version', '8');
    expect(cut).toMatchObject({ status: 2, stdout: '' });
    expect(cut.stderr).toContain('has a signature that cannot be read: nothing was signed.');
    for (const [from, to, why] of [
      ['severity: block', 'severity: much', 'rules.words.severity'],
      ['find: [kvurk]', 'find: [en]', 'en kvurk'],
    ] as const) {
      const broken = signAgain(signed(POLICY.replace(from, to), [keyPair()], { version: 7 }));
      expect(broken).toMatchObject({ status: 1, stdout: '' });
      expect(broken.stderr).toContain(why);
    }
  });

  test('sign nothing that is too much for browsers: five keys, or two megabytes', () => {
    const five = Array.from({ length: 5 }, (_, i) => {
      policy('keygen', at(`five-${i}`));
      return ['--key', at(`five-${i}.key`)];
    });
    const many = policy('sign', ...five.flat(), '--version', '7', TOWN);
    expect(many).toMatchObject({ status: 2, stdout: '' });
    expect(many.stderr).toContain('at most 4 keys');
    const large = at('large.yaml');
    writeFileSync(large, `${POLICY}${`# ${'あ'.repeat(900)}\n`.repeat(900)}`);
    const long = policy('sign', '--key', at('town.key'), '--version', '7', large);
    expect(long).toMatchObject({ status: 1, stdout: '' });
    expect(long.stderr).toContain('2000000');
    expect(long.stderr).toContain('Nothing was signed');
  });

  test('a file that was changed afterwards is told', () => {
    const file = at('changed-afterwards.yaml');
    const { stdout } = policy('sign', '--key', at('town.key'), '--version', '7', TOWN);
    writeFileSync(file, stdout.replace('block', 'hint'));
    const told = policy('verify', '--key', at('town.pub'), file);
    expect(told.stdout).toContain('was changed after it was signed.');
    expect(told.status).toBe(1);
  });
});

test.each([
  [['publish', TOWN], 'Which folder?'],
  [['publish', '--to', web, TOWN], 'Which key?'],
  [['publish', '--to', web, '--key', TOWN, TOWN], 'has no private Ed25519 key'],
  [['sign', '--key', at('town.key'), TOWN], 'Which version?'],
  [['sign', '--key', at('town.key'), '--version', 'b', TOWN], '--version is a whole number'],
  [['verify', '--key', 'nobody', TOWN], 'nobody cannot be read: there is no such file.'],
  [['keygen'], 'Which file?'],
])('saklig policy %j is a wrong call, said in a sentence', (args, sentence) => {
  const { status, stderr } = policy(...args);
  expect(stderr).toContain(sentence);
  expect(status).toBe(2);
});
