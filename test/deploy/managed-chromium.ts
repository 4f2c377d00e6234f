import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import { expect } from 'vitest';
import type browser from 'webextension-polyfill';
import { openChromium } from '../../demo/chromium.mjs';
import { extensionId } from '../../src/cli/package/crx.ts';
import type { PolicyInForce, RemotePolicy } from '../../src/policy/in-force.ts';
import { ManagedFolder } from './managed-folder.ts';

/** Managed values take seconds, and a file that was changed a few more. */
export const soon = <T>(look: () => T) => expect.poll(look, { timeout: 50_000, interval: 30 });

/** Chromium with the built extension, under an id of its own for which IT sets values. */
export interface ManagedChromium {
  id: string;
  managed: ManagedFolder;
  context: BrowserContext;
  worker: Worker;
  /** What the extension has stored under a name. */
  stored<T>(name: string): Promise<T | undefined>;
  nameInForce(): Promise<string | undefined>;
  /** The popup, as it would be over a page. */
  openPopup(): Promise<Page>;
  /**
   * Has the address asked now, and not in hours; waits for the answer. Chromium lets its alarms go off once
   * a second: the extension may be told at once, as if one had.
   */
  askNow(by?: 'alarm' | 'at once'): Promise<void>;
  close(): Promise<void>;
}

/** Opens it; `switches` are more for its command line, `policies` more of the browser. */
export async function openManaged(
  values: Parameters<ManagedFolder['set']>[0] | null,
  switches: string[],
  policies: object = {},
): Promise<ManagedChromium> {
  const extension = mkdtempSync(join(tmpdir(), 'saklig-managed-'));
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const id = extensionId(der);
  cpSync('dist/chromium', extension, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  const own = { ...manifest, key: der.toString('base64') };
  writeFileSync(join(extension, 'manifest.json'), JSON.stringify(own));
  const managed = new ManagedFolder(id);
  if (values) managed.set(values, null, policies);
  const context = await openChromium({ extension, welcome: true, args: switches });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const stored = async <T>(name: string) =>
    (await worker.evaluate(async (key) => {
      const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
      return (await storage.local.get(key))[key];
    }, name)) as T | undefined;
  const askedAt = async () => (await stored<RemotePolicy>('remote'))?.askedAt;
  return {
    id,
    managed,
    context,
    worker,
    stored,
    nameInForce: async () => (await stored<PolicyInForce>('inForce'))?.policy.name,
    async openPopup() {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${id}/src/views/popup/popup.html`);
      return page;
    },
    async askNow(by = 'alarm') {
      const before = await askedAt();
      // What has just been set is planned by then.
      await soon(() => worker.evaluate(isPlanned)).toBe(true);
      await worker.evaluate(by === 'alarm' ? setAlarm : goOff);
      await soon(askedAt).not.toBe(before);
    },
    async close() {
      managed.clear();
      await context.close();
      rmSync(extension, { recursive: true, force: true });
    },
  };
}

/** Opens what the popup has for those who can mend something. Runs in the popup. */
export function unfold(): string {
  for (const part of document.querySelectorAll('details')) part.open = true;
  return document.body.innerText;
}

async function isPlanned(): Promise<boolean> {
  const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
  return Boolean(await alarms.get('policy-address'));
}

async function setAlarm(): Promise<void> {
  const { alarms } = (globalThis as never as { chrome: typeof browser }).chrome;
  await alarms.create('policy-address', { when: Date.now() });
}

function goOff(): void {
  const { onAlarm } = (globalThis as never as { chrome: { alarms: Alarms } }).chrome.alarms;
  onAlarm.dispatch({ name: 'policy-address', scheduledTime: Date.now() });
}
/** Its own events know how to be told of. */
interface Alarms {
  onAlarm: { dispatch(alarm: { name: string; scheduledTime: number }): void };
}
