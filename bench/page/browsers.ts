import type { BrowserContext, Page } from 'playwright-core';
import { extensionReady, openChromium } from '../../demo/chromium.mjs';
import { WATCHED } from './site.ts';

/** A Chromium with the extension and one without it, which take turns. */
export interface Browsers {
  own: BrowserContext;
  plain: BrowserContext;
  /** The beginning of the addresses of the extension's scripts. */
  scripts: string;
}

const POLICY = `saklig: 1
id: bench
name: Bench
version: "1"
language: sv
languages: [sv, en]
extends: [saklig-rules-sv]
fields:
  - id: note
    name: Note
    purpose: Bench.
    channel: record
    where:
      - { urls: ["http://127.0.0.1${WATCHED}*"], selector: ".note" }
`;

export async function openBrowsers(): Promise<Browsers> {
  const [own, plain] = await Promise.all([openChromium(), openChromium({ extension: '' })]);
  const worker = await extensionReady(own);
  await worker.evaluate(async (text) => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension's own global
    const { storage } = (globalThis as any).chrome;
    await storage.local.set({ local: { text } });
    while ((await storage.local.get('inForce')).inForce?.policy.id !== 'bench') {
      await new Promise((done) => setTimeout(done, 20));
    }
  }, POLICY);
  return { own, plain, scripts: new URL('/', worker.url()).href };
}

/** A tab of its own, in front. */
export async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.bringToFront();
  return page;
}
