import type { Runtime } from 'webextension-polyfill';
import { type Command, isCommanded } from '../policy/commands.ts';
import { browser } from './browser.ts';

/** What is done at each of the extension's own keys; those of other fields than ours do nothing. */
export type Doing = Partial<Record<Command, () => void>>;

/** Hears of the extension's own keys; every frame of a page is told, and each looks for itself. */
export function hearCommands(doings: readonly Doing[], signal: AbortSignal): void {
  const onMessage = (message: unknown, { id }: Runtime.MessageSender) => {
    // No page can send one: browsers let only the extension itself do that, and other extensions by
    // another way, which nobody hears here.
    if (id !== browser.runtime.id || !isCommanded(message)) return undefined;
    for (const doing of doings) doing[message.command]?.();
    return undefined;
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener('abort', () => {
    // In an extension that is gone there is nothing left to take it off from.
    if (browser.runtime?.id) browser.runtime.onMessage.removeListener(onMessage);
  });
}
