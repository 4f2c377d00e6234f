import type { BrowserContext } from 'playwright-core';
import { extensionReady } from '../../demo/chromium.mjs';
import type { Command } from '../../src/policy/commands.ts';

/** Has the browser tell the extension of one of its keys, pressed in the tab that is in front. */
export async function pressCommand(context: BrowserContext, command: Command): Promise<void> {
  const worker = await extensionReady(context);
  await worker.evaluate(async (own) => {
    // biome-ignore lint/suspicious/noExplicitAny: an event of the browser is dispatched by hand
    const { tabs, commands } = (globalThis as any).chrome;
    const [tab] = await tabs.query({ active: true, lastFocusedWindow: true });
    commands.onCommand.dispatch(own, tab);
  }, command);
}
