import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Given } from '../../src/cli/export/given.ts';
import { BY_HAND, EXPORTS } from '../../src/cli/export/list.ts';
import { readManaged } from '../../src/policy/managed.ts';
import { readPolicy } from '../../src/policy/read.ts';
import { keyPair, signed } from '../signing.ts';
import { type Element, elements, readXml } from '../xml.ts';

const [first, second] = [keyPair(), keyPair()];
const POLICY = {
  saklig: 1,
  id: 'town',
  name: 'Kommunens "anvisning" om <fritext> & C:\\skola – åäö',
  version: '1',
  language: 'sv',
  languages: ['sv'],
  extends: ['saklig-sv'],
  contact: 'dso@example.se\noch\ttelefon',
};
const ID = 'abcdefghijklmnopabcdefghijklmnop';
const INSTALL = 'https://www.example.se/saklig/update.xml';
/** Everything that can be set. */
const VALUES = {
  policy: JSON.stringify(POLICY),
  policyUrl: 'https://www.example.se/saklig/policy.yaml?a=1&b="2"',
  policyKeys: [first.key, second.key],
  minimumVersion: 12,
  epoch: 2,
  locked: true,
};
const given: Given = { values: VALUES, id: ID, addon: 'saklig@saklig.example', install: INSTALL };

/** The files of a console by their names, as text. */
function exported(name: string, own: Given = given): Record<string, string> {
  const files = EXPORTS[name]?.(own) ?? [];
  return Object.fromEntries(
    files.map(({ name: file, content }) => [
      file,
      typeof content === 'string' ? content : Buffer.from(content).toString('utf16le'),
    ]),
  );
}
const one = (name: string) => Object.values(exported(name))[0] as string;

/** Reads what the registry editor takes, strictly. */
function readRegistry(file: string): Map<string, Map<string, string | number>> {
  const [mark, ...lines] = file.split('\r\n');
  expect(mark).toBe('\uFEFFWindows Registry Editor Version 5.00');
  const keys = new Map<string, Map<string, string | number>>();
  let key = new Map<string, string | number>();
  for (const line of lines.filter(Boolean)) {
    const header = /^\[(HKEY_LOCAL_MACHINE\\[^\]]+)\]$/.exec(line)?.[1];
    const value = /^"([^"\\]+)"=(?:"((?:[^"\\]|\\["\\])*)"|dword:([0-9a-f]{8}))$/.exec(line);
    if (header) {
      key = new Map();
      keys.set(header, key);
    } else if (!value) throw new Error(`Not of a registry: ${line}`);
    else {
      const [, name = '', text, number = ''] = value;
      key.set(name, text?.replace(/\\(.)/g, '$1') ?? Number.parseInt(number, 16));
    }
  }
  return keys;
}

/** What Chromium makes of a registry: types as the schema asks. */
function fromRegistry(
  keys: ReturnType<typeof readRegistry>,
  root: string,
): Record<string, unknown> {
  const policy = `${root}\\3rdparty\\extensions\\${ID}\\policy`;
  const own = Object.fromEntries(keys.get(policy) ?? []) as Record<string, unknown>;
  const list = keys.get(`${policy}\\policyKeys`);
  return { ...own, locked: own.locked === 1, policyKeys: [...(list?.values() ?? [])] };
}

/** A property list as data. */
function fromPlist({ name, children, text }: Element): unknown {
  if (name === 'string') return text;
  if (name === 'integer') return Number(text);
  if (name === 'true' || name === 'false') return name === 'true';
  if (name === 'array') return children.map(fromPlist);
  if (name !== 'dict') throw new Error(`There is no <${name}> in a property list.`);
  const pairs = children.flatMap((child, i) =>
    i % 2 === 0 ? [[child.text, fromPlist(children[i + 1] as Element)]] : [],
  );
  return Object.fromEntries(pairs);
}

describe('every console gets the same values back', () => {
  test('chrome-linux', () => {
    const read = JSON.parse(one('chrome-linux'));
    expect(read['3rdparty'].extensions[ID]).toEqual(VALUES);
    expect(read.ExtensionSettings[ID]).toEqual({
      installation_mode: 'force_installed',
      update_url: INSTALL,
    });
  });

  test.each([
    ['chrome-windows-reg', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome'],
    ['edge-windows-reg', 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge'],
  ])('%s', (name, root) => {
    const keys = readRegistry(one(name));
    expect(fromRegistry(keys, root)).toEqual(VALUES);
    expect([...(keys.get(`${root}\\ExtensionInstallForcelist`)?.values() ?? [])]).toEqual([
      `${ID};${INSTALL}`,
    ]);
  });

  test('macos-plist', () => {
    const read = Object.entries(exported('macos-plist')).map(([file, text]) => {
      const plist = readXml(text);
      expect([plist.name, plist.children.length]).toEqual(['plist', 1]);
      return [file, fromPlist(plist.children[0] as Element)];
    });
    expect(Object.fromEntries(read)).toEqual({
      [`com.google.Chrome.extensions.${ID}.plist`]: VALUES,
      'com.google.Chrome.plist': { ExtensionInstallForcelist: [`${ID};${INSTALL}`] },
    });
  });

  test('google-admin', () => {
    const read = JSON.parse(one('google-admin')) as Record<string, { Value: unknown }>;
    expect(Object.fromEntries(Object.entries(read).map(([k, v]) => [k, v.Value]))).toEqual(VALUES);
  });

  test('firefox-policies', () => {
    const { policies } = JSON.parse(one('firefox-policies'));
    expect(policies['3rdparty'].Extensions['saklig@saklig.example']).toEqual(VALUES);
    expect(policies.ExtensionSettings['saklig@saklig.example'].install_url).toBe(INSTALL);
  });

  test('admx: every policy has its text and its control, with what to enter', () => {
    const files = exported('admx');
    const template = readXml(files['saklig.admx'] as string);
    const texts = readXml(files['en-US/saklig.adml'] as string);
    const strings = new Set(elements(texts, 'string').map(({ attributes }) => attributes.id));
    const controls = new Map(
      elements(texts, 'presentation').map((own) => [own.attributes.id, own.children[0] as Element]),
    );
    const policies = elements(template, 'policy').map(({ attributes }) => attributes);
    expect(policies.map(({ name }) => name)).toEqual(Object.keys(VALUES));
    for (const { name, displayName, explainText, key, presentation } of policies) {
      expect(key).toBe(`SOFTWARE\\Policies\\Google\\Chrome\\3rdparty\\extensions\\${ID}\\policy`);
      for (const text of [displayName, explainText]) {
        expect(strings, name).toContain(/^\$\(string\.(\w+)\)$/.exec(text as string)?.[1]);
      }
      if (name === 'locked') continue;
      expect(presentation).toBe(`$(presentation.${name})`);
      expect(controls.get(name)?.attributes.refId).toBe(name);
    }
    const suggested = (name: string) =>
      elements(controls.get(name) as Element, 'defaultValue')[0]?.text;
    expect(suggested('policy')).toBe(VALUES.policy);
    expect(suggested('policyUrl')).toBe(VALUES.policyUrl);
    expect(controls.get('epoch')?.attributes.defaultValue).toBe('2');
    expect(controls.get('minimumVersion')?.attributes.defaultValue).toBe('12');
    const helpOf = (name: string) =>
      elements(texts, 'string').find(({ attributes }) => attributes.id === `${name}_help`)?.text;
    expect(helpOf('locked')).toMatch(/\n\nEnabled$/);
    const { locked: _, ...unlocked } = VALUES;
    const open = exported('admx', { ...given, values: unlocked });
    expect(open['en-US/saklig.adml']).not.toContain('Enabled');
    expect(files['en-US/saklig.adml']).toContain(first.key);
  });

  test('intune: the template, and each value as the template asks for it', () => {
    const { omaSettings } = JSON.parse(one('intune'));
    const [template, ...own] = omaSettings as { omaUri: string; value: string }[];
    expect(template?.value).toBe(exported('admx')['saklig.admx']);
    const read = own.map(({ omaUri, value }) => {
      const name = omaUri.replace('./Device/Vendor/MSFT/Policy/Config/Saklig~Policy~saklig/', '');
      const xml = readXml(`<?xml version="1.0" encoding="utf-8"?>\n<all>${value}</all>`);
      const [state, data] = xml.children;
      expect(state?.name).toBe('enabled');
      if (name === 'locked') return [name, true];
      expect(data?.attributes.id).toBe(name);
      const text = data?.attributes.value as string;
      if (name === 'policyKeys') return [name, text.split('\uF000').filter((_, i) => i % 2)];
      return [name, /^\d+$/.test(text) ? Number(text) : text];
    });
    expect(Object.fromEntries(read)).toEqual(VALUES);
  });

  test.each(Object.keys(EXPORTS))(
    '%s has where it is installed from, or says where that has to be set',
    (name) => {
      const byHand = BY_HAND[name]?.({ ...given, install: INSTALL });
      const written = Object.values(exported(name)).join();
      expect(byHand ?? written).toContain(INSTALL);
      expect(byHand !== undefined && written.includes(INSTALL)).toBe(false);
      // Without it there is nothing of that.
      const without = Object.values(exported(name, { ...given, install: null })).join();
      expect(without).not.toMatch(/force_?install|ExtensionInstallForcelist/i);
    },
  );

  test('and what comes back is right: a policy, an address, keys', () => {
    const values = JSON.parse(one('chrome-linux'))['3rdparty'].extensions[ID];
    expect(readManaged(values).problems).toEqual([]);
    expect(readPolicy(values.policy, 'policy').layer?.policy).toEqual(POLICY);
  });
});

describe('saklig policy export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'saklig-export-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const plain = join(folder, 'town.json');
  writeFileSync(plain, JSON.stringify(POLICY));
  const published = join(folder, 'policy.yaml');
  writeFileSync(
    published,
    signed(JSON.stringify(POLICY), [first, second], { epoch: 2, version: 12 }),
  );
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['src/cli/saklig.mjs', 'policy', 'export', ...args], {
      encoding: 'utf8',
    });
  const own = (text: string) => {
    const [id, values] = Object.entries(JSON.parse(text)['3rdparty'].extensions)[0] ?? [];
    expect(id).toMatch(/^[a-p]{32}$/);
    return values;
  };

  test('writes for the ids that a school’s own packages have', () => {
    const ids = ['--id', ID, '--addon', 'saklig@example.se'];
    expect(run('--to', 'chrome-linux', ...ids, plain).stdout).toContain(`"${ID}"`);
    const { policies } = JSON.parse(run('--to', 'firefox-policies', ...ids, plain).stdout);
    expect(Object.keys(policies['3rdparty'].Extensions)).toEqual(['saklig@example.se']);
  });

  test('writes the policy itself, for the id that our packages have', () => {
    const { stdout, status } = run('--to', 'chrome-linux', plain);
    expect([own(stdout), status]).toEqual([{ policy: JSON.stringify(POLICY) }, 0]);
  });

  test('writes where it is published, and what is trusted there', () => {
    const url = 'https://www.example.se/policy.yaml';
    const { stdout } = run('--to', 'chrome-linux', '--url', url, '--locked', published);
    const policyKeys = [first.key, second.key];
    expect(own(stdout)).toEqual({
      policyUrl: url,
      policyKeys,
      epoch: 2,
      minimumVersion: 12,
      locked: true,
    });
  });

  test('does not write more keys than browsers trust', () => {
    const three = join(folder, 'three.yaml');
    const pairs = [first, second, keyPair()];
    writeFileSync(three, signed(JSON.stringify(POLICY), pairs, { version: 1 }));
    const url = 'https://www.example.se/policy.yaml';
    const { status, stdout, stderr } = run('--to', 'chrome-linux', '--url', url, three);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('is signed by 3 keys, and browsers trust 2');
  });

  test('writes several files into a folder', () => {
    const { stdout } = run('--to', 'admx', '--out', folder, plain);
    expect(stdout.trim().split('\n')).toEqual([
      join(folder, 'saklig.admx'),
      join(folder, 'en-US/saklig.adml'),
    ]);
    expect(readFileSync(join(folder, 'saklig.admx'), 'utf8')).toContain('<policyDefinitions');
  });

  test.each(['admx', 'intune', 'google-admin'])(
    'to %s says beside the files where the console wants to know what to install',
    (to) => {
      const call = ['--to', to, '--out', folder, '--id', ID, plain];
      const { stderr, status } = run('--install', INSTALL, ...call);
      expect([stderr.includes(ID), stderr.includes(INSTALL), status]).toEqual([true, true, 0]);
      expect(run(...call).stderr).toBe('');
    },
  );

  test.each([
    [['--to', 'gpo', plain], 'There is nothing called "gpo" to export to. There are chrome-linux,'],
    [['--to', 'admx', plain], 'That makes 2 files. Name a folder for them: --out FOLDER'],
    [['--to', 'intune', '--url', 'http://a.example/', published], 'is no address with https://'],
    [
      ['--to', 'intune', '--url', 'https://a.example/', plain],
      'is the one that "saklig policy publish" made',
    ],
    [['--to', 'intune', '--id', 'saklig', plain], '"saklig" is no extension\'s id'],
  ])('%j is a wrong call, said in a sentence', (args, sentence) => {
    const { status, stderr } = run(...args);
    expect(stderr).toContain(sentence);
    expect(status).toBe(2);
  });
});
