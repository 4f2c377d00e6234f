import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openChromium } from '../demo/chromium.mjs';
import { builtInPolicy } from '../src/policy/built-in.ts';

const builtIn = builtInPolicy('sv');

const manifest = (browser: string) =>
  JSON.parse(readFileSync(`dist/${browser}/manifest.json`, 'utf8'));

test('each browser gets its own kind of background, and Firefox its own settings', () => {
  expect(manifest('chromium').background).toEqual({ service_worker: 'background.js' });
  expect(manifest('chromium').browser_specific_settings).toBeUndefined();
  expect(manifest('firefox').background).toEqual({ scripts: ['background.js'] });
  expect(manifest('firefox').browser_specific_settings.gecko.data_collection_permissions).toEqual({
    required: ['none'],
  });
});

test('the content scripts are classic scripts, each in one file', () => {
  for (const file of ['page.js', 'background.js', 'dictionary.sv.js', 'dictionary.en.js']) {
    const text = readFileSync(`dist/chromium/${file}`, 'utf8');
    expect(text, file).not.toMatch(/^\s*(import|export)\b/m);
  }
});

test('all that may be loaded with a page is under 120 kB packed, without the dictionaries', () => {
  // What sites.ts registers, with patterns.js, which is loaded where the policy has patterns; point.js
  // is put into a page by hand, while somebody points out a field.
  const files = readdirSync('dist/chromium').filter(
    (file) => file.endsWith('.js') && !/^(?:background|point|dictionary\..*)\.js$/.test(file),
  );
  expect(files.sort()).toEqual(['page.js', 'patterns.js', 'world.js']);
  const packed = files.map((file) => gzipSync(readFileSync(`dist/chromium/${file}`)).length);
  expect(packed.reduce((sum, size) => sum + size)).toBeLessThan(120_000);
});

test('the built-in policy watches no address that the extension may not read', () => {
  const asked = builtIn.fields.flatMap((f) => f.where.flatMap((place) => place.urls));
  expect(manifest('chromium').host_permissions).toEqual(
    expect.arrayContaining([...new Set(asked)]),
  );
});

test('the package for AMO passes web-ext lint without an error or a warning', () => {
  const out = mkdtempSync(join(tmpdir(), 'saklig-lint-'));
  try {
    const built = spawnSync(process.execPath, ['src/cli/saklig.mjs', 'build', '--out', out]);
    expect(built.status).toBe(0);
    const archive = readdirSync(out).find((name) => name.endsWith('-firefox.zip')) as string;
    const { status, stdout } = spawnSync(
      'npx',
      ['--no', 'web-ext', 'lint', '--source-dir', join(out, archive), '--output', 'json'],
      { encoding: 'utf8' },
    );
    const { errors, warnings } = JSON.parse(stdout);
    expect([errors, warnings]).toEqual([[], []]);
    expect(status).toBe(0);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

test('Chromium loads the package without a warning', async () => {
  const context = await openChromium();
  try {
    const page = await context.newPage();
    await page.goto('chrome://extensions');
    const info = () =>
      page.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: an API of chrome://extensions
        const all = await (globalThis as any).chrome.developerPrivate.getExtensionsInfo({});
        const own = all.find((e: { name: string }) => e.name === 'Saklig');
        return own && { state: own.state, manifest: own.manifestErrors, run: own.runtimeErrors };
      });
    await expect.poll(info).toEqual({ state: 'ENABLED', manifest: [], run: [] });
  } finally {
    await context.close();
  }
});
