import type { BrowserContext, Page } from 'playwright-core';
import { extensionReady } from '../../demo/chromium.mjs';

/** Opens a page of the editor with a draft in it. */
export async function openEditor(
  context: BrowserContext,
  draft: string,
  page: string,
): Promise<Page> {
  const worker = await extensionReady(context);
  await worker.evaluate((text) => {
    // biome-ignore lint/suspicious/noExplicitAny: the browser's own API
    return (globalThis as any).chrome.storage.local.set({ draft: { text } });
  }, draft);
  const tab = await context.newPage();
  tab.setDefaultTimeout(10_000);
  await tab.goto(`${new URL('/src/views/options/options.html', worker.url()).href}#${page}`);
  return tab;
}

/** The text of the draft as it is kept now. */
export async function keptDraft(context: BrowserContext): Promise<string> {
  const worker = await extensionReady(context);
  return worker.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the browser's own API
    const { draft } = await (globalThis as any).chrome.storage.local.get('draft');
    return draft.text as string;
  });
}
