import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import manifest from '../../manifest.json' with { type: 'json' };
import { EXPORTS } from '../../src/cli/export/list.ts';
import type { PolicyInForce } from '../../src/policy/in-force.ts';
import { policyWith } from '../background/school-browser.ts';
import type { Opened } from '../browsers/browser.ts';
import { findFirefox } from '../browsers/find-firefox.mjs';
import { openFirefox } from '../browsers/firefox.ts';

/** Only the edition for organisations installs, when IT says so, what Mozilla has not signed. */
const isThere = process.platform === 'linux' && isForOrganisations();
if (!isThere)
  console.log('What IT sets is not tried in Firefox: no Firefox ESR is installed here.');

function isForOrganisations(): boolean {
  const found = findFirefox();
  const about = found && join(dirname(realpathSync(found)), 'application.ini');
  return Boolean(about && existsSync(about) && /-esr\d+$/m.test(readFileSync(about, 'utf8')));
}

const folder = mkdtempSync(join(tmpdir(), 'saklig-firefox-'));
const packages = join(folder, 'packages');
/** A Firefox of our own, so that what is set holds for no other test's: policies lie beside the program. */
const program = join(folder, 'firefox');
let opened: Opened | undefined;

/** Lays the program's files in a folder by links; only what looks where it lies itself is a copy. */
function layProgram(): string {
  const real = realpathSync(findFirefox() as string);
  mkdirSync(join(program, 'distribution'), { recursive: true });
  for (const name of readdirSync(dirname(real))) {
    if (name === 'distribution') continue;
    const [from, to] = [join(dirname(real), name), join(program, name)];
    if (name === basename(real)) copyFileSync(from, to);
    else symlinkSync(from, to);
  }
  return join(program, basename(real));
}

/** Starts Firefox under what IT has set, written by our own export; `word` is what the policy is about. */
async function start(word: string | null): Promise<void> {
  const xpi = readdirSync(packages).find((name) => name.endsWith('.xpi')) as string;
  const values = word === null ? {} : { policy: policyWith(word), locked: true };
  const addon = manifest.browser_specific_settings.gecko.id;
  const install = pathToFileURL(join(packages, xpi)).href;
  const [made] = EXPORTS['firefox-policies']?.({ values, id: '', addon, install }) ?? [];
  const { policies } = JSON.parse(String(made?.content));
  if (word === null) delete policies['3rdparty'];
  // Nobody but Mozilla can sign it.
  const Preferences = { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } };
  writeFileSync(
    join(program, 'distribution/policies.json'),
    JSON.stringify({ policies: { ...policies, Preferences } }),
  );
  opened = await openFirefox({
    program: join(program, basename(realpathSync(findFirefox() as string))),
    profile: join(folder, 'profile'),
    // It is installed before the browser can be told to speak anything else.
    language: 'en',
  });
}

const inForce = () =>
  opened?.inExtension(async () => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    const { inForce: own } = (await storage.local.get('inForce')) as { inForce?: PolicyInForce };
    return own ? { name: own.policy.name, layer: own.layer, rules: own.policy.rules } : null;
  });
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 40_000, interval: 300 });
const nameInForce = async () => (await inForce())?.name;

beforeAll(() => {
  if (!isThere) return;
  mkdirSync(join(folder, 'profile'));
  layProgram();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = join(folder, 'key.pem');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { status, stderr } = spawnSync(process.execPath, [
    ...['src/cli/saklig.mjs', 'build', '--out', packages, '--key', key],
    ...['--url', 'https://www.example.se/saklig/'],
  ]);
  expect(status, String(stderr)).toBe(0);
});
afterEach(async () => {
  await opened?.browser.close();
  opened = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(isThere)('in Firefox, under what IT has set beside the program,', () => {
  test('Saklig is installed, names the policy in the popup, and nobody can loosen it', async () => {
    await start('kvurk');
    await soon(nameInForce).toBe('Anvisning om kvurk');
    const page = await opened?.openExtensionPage('src/views/popup/popup.html');
    const text = () => page?.evaluate(() => document.body.innerText);
    await soon(text).toContain('Anvisning om kvurk');
    expect(await text()).toContain("Version om kvurk · Set by the school's IT");
    await opened?.inExtension(async () => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      const head = 'saklig: 1\nid: own\nname: Egen\nversion: "1"\nlanguage: sv\nlanguages: [sv]\n';
      await storage.local.set({
        local: { text: `${head}rules: [{ id: words, severity: off }]\n` },
      });
    });
    await soon(nameInForce).toBe('Egen');
    const rule = (await inForce())?.rules.find(({ id }) => id === 'words');
    expect(rule?.severity).toBe('warn');
    await opened?.inExtension(async () => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      await storage.local.remove('local');
    });
    await soon(nameInForce).toBe('Anvisning om kvurk');
  });

  test('what IT has changed holds after a restart', async () => {
    await start('blurg');
    await soon(nameInForce).toBe('Anvisning om blurg');
  });

  test('what IT has taken away is looked for twice, and then what is built in holds', async () => {
    await start(null);
    // Firefox says at once that nothing is set. It is believed when it says so again, a minute later.
    expect(await nameInForce()).toBe('Anvisning om blurg');
    await opened?.inExtension(async () => {
      const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
      await alarms.create('managed', { when: Date.now() });
    });
    await soon(async () => (await inForce())?.layer).toBe('built-in');
  });
});
