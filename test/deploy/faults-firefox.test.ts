import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe } from 'vitest';
import type browser from 'webextension-polyfill';
import manifest from '../../manifest.json' with { type: 'json' };
import type { Values } from '../../src/cli/export/given.ts';
import { EXPORTS } from '../../src/cli/export/list.ts';
import type { RemotePolicy } from '../../src/policy/in-force.ts';
import { BROWSERS, type Opened } from '../browsers/browser.ts';
import { openFirefox } from '../browsers/firefox.ts';
import { howToRead, waitForView } from '../browsers/view.ts';
import { soon } from './managed-chromium.ts';
import { ManagedFirefox } from './managed-firefox.ts';
import { type OpenManaged, sentences, tryFaults } from './try-faults.ts';

const openManaged: OpenManaged = async (values, { by }) => {
  const folder = mkdtempSync(join(tmpdir(), 'saklig-faults-'));
  const [profile, extension, authority] = ['profile', 'extension', 'authority.pem'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  mkdirSync(profile);
  cpSync('dist/firefox', extension, { recursive: true });
  const built = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  // Where it may not read, Firefox asks nothing; see firefox.test.ts.
  built.host_permissions.push('https://127.0.0.1/*');
  writeFileSync(join(extension, 'manifest.json'), JSON.stringify(built));
  writeFileSync(authority, by);
  const firefox = new ManagedFirefox(join(folder, 'firefox'));
  let opened: Opened;
  let popup: Page;
  let page: Page;

  async function start(own: Values): Promise<void> {
    const addon = manifest.browser_specific_settings.gecko.id;
    const [made] =
      EXPORTS['firefox-policies']?.({ values: own, id: '', addon, install: null }) ?? [];
    const { policies } = JSON.parse(String(made?.content));
    firefox.set({ ...policies, Certificates: { Install: [authority] } });
    opened = await openFirefox({
      program: firefox.program,
      profile,
      extension,
      preferences: {
        // An extension that was not installed for good is taken out at the end, and all of it.
        'extensions.webextensions.keepStorageOnUninstall': true,
        'extensions.webextensions.keepUuidOnUninstall': true,
      },
    });
    await opened.load();
    howToRead.set(opened.browser, opened.read);
    popup = await opened.openExtensionPage('src/views/popup/popup.html');
    page = await opened.browser.newPage();
  }
  await start(values);
  const stored = async <T>(name: string) =>
    (await popup.evaluate(async (key) => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      return (await storage.local.get(key))[key];
    }, name)) as T | undefined;
  const askedAt = async () => (await stored<RemotePolicy>('remote'))?.askedAt;

  return {
    mayRead: true,
    attempts: 10,
    stored,
    async askNow() {
      const before = await askedAt();
      await popup.evaluate(async () => {
        const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
        // What has just been set is planned by then.
        while (!(await alarms.get('policy-address'))) {
          await new Promise((done) => setTimeout(done, 20));
        }
        await alarms.create('policy-address', { when: Date.now() });
      });
      await soon(askedAt).not.toBe(before);
    },
    told: () => popup.evaluate(sentences),
    async underlined(site, text) {
      await page.goto(site);
      await page.bringToFront();
      await page.$eval(
        'textarea',
        (field, written) => {
          field.focus();
          field.value = written;
          field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        },
        text,
      );
      return (await waitForView(page, (view) => view.marks.length > 0)).marks.length;
    },
    async hurry(times) {
      await popup.evaluate(async (by) => {
        const { runtime } = (globalThis as never as { chrome: typeof browser }).chrome;
        const background = (await runtime.getBackgroundPage()) as Window & typeof globalThis;
        const { AbortSignal: signal } = background;
        const timeout = signal.timeout.bind(signal);
        signal.timeout = (milliseconds) => timeout(milliseconds / by);
      }, times);
    },
    async set(all) {
      await opened.browser.close();
      await start(all);
    },
    async close() {
      await opened.browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

describe.runIf(BROWSERS.includes('firefox') && process.platform === 'linux')(
  'in Firefox, when the address gives something else than a good policy',
  () => tryFaults('firefox', openManaged),
);
