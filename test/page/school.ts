import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type browser from 'webextension-polyfill';
import { extensionReady, openChromium } from '../../demo/chromium.mjs';
import { startSchool } from '../../demo/server.mjs';
import { openStore } from '../../demo/store.mjs';

/** One save as the server stored it. */
export interface Saved {
  path: string;
  contentType: string;
  body: string;
  fields: Record<string, string | string[]>;
}

/** The practice school tool and a Chromium with the extension, for the tests of one file. */
export function useSchool(options: Parameters<typeof openChromium>[0] = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'saklig-school-'));
  let school: Awaited<ReturnType<typeof startSchool>>;
  let context: BrowserContext;
  beforeAll(async () => {
    school = await startSchool({ port: 0, store: openStore(join(folder, 'saved.json')) });
    context = await openChromium(options);
    if (options.extension !== '') await extensionReady(context);
  });
  afterAll(async () => {
    await context?.close();
    await school?.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    url: () => school.url,
    context: () => context,
    /** Opens a page of the school in a tab of its own, with nothing saved. */
    async open(path: string): Promise<Page> {
      await fetch(`${school.url}/api/saved`, { method: 'DELETE' });
      const page = await openTab(context);
      await page.goto(school.url + path);
      return page;
    },
    /** Lays a policy over what is built in, as the editor does, and waits until pages read it. */
    async putInForce(text: string): Promise<void> {
      const worker = await extensionReady(context);
      await worker.evaluate(async (own) => {
        const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
        await storage.local.set({ local: { text: own } });
        const id = /^id: (.+)$/m.exec(own)?.[1];
        for (;;) {
          const { inForce } = await storage.local.get('inForce');
          if ((inForce as { policy?: { id?: string } })?.policy?.id === id) return;
          await new Promise((done) => setTimeout(done, 20));
        }
      }, text);
    },
    /** What the server has stored, oldest first. */
    async saved(): Promise<Saved[]> {
      const answer = await fetch(`${school.url}/api/saved`);
      return ((await answer.json()) as Saved[]).reverse();
    },
  };
}

/** Opens a tab and has the others closed, without waiting: one that is just navigating may not answer. */
export async function openTab(context: BrowserContext): Promise<Page> {
  for (const old of context.pages().slice(1)) old.close().catch(() => {});
  return context.newPage();
}

/** Types a note into a field as a person does. */
export async function type(page: Page, selector: string, note: string): Promise<void> {
  await page.locator(selector).first().click();
  await page.locator(selector).first().pressSequentially(note);
}

/** The text of a policy over what is built in; `more` are further lines of it. */
export const policyOver = (id: string, more = '') => `saklig: 1
id: ${id}
name: Ekskolans instruktion
version: "3"
language: sv
languages: [sv]
extends: [saklig-sv]
${more}`;
