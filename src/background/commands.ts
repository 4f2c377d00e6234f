import browser from 'webextension-polyfill';
import { CARD_KEY, type Commanded, isCommand } from '../policy/commands.ts';

/** Passes the extension's own keys on to the page that they were pressed in. */
export function passCommands(): void {
  // Firefox has no such keys on telephones.
  if (!browser.commands) return;
  browser.commands.onCommand.addListener((command, tab) => {
    keepCardKey();
    if (tab?.id === undefined || !isCommand(command)) return;
    const commanded: Commanded = { command };
    // In most pages nobody hears.
    browser.tabs.sendMessage(tab.id, commanded).catch(() => {});
  });
  // Only Firefox tells of it; elsewhere it is seen when the key is first pressed, and at each start.
  browser.commands.onChanged?.addListener(keepCardKey);
  keepCardKey();
}

/** Keeps, for the pages, the key that a person has given to the move into the card. */
async function keepCardKey(): Promise<void> {
  const card = (await browser.commands.getAll()).find(({ name }) => name === 'card');
  const shortcut = card?.shortcut ?? '';
  const { [CARD_KEY]: known = '' } = await browser.storage.local.get(CARD_KEY);
  if (shortcut !== known) await browser.storage.local.set({ [CARD_KEY]: shortcut });
}
