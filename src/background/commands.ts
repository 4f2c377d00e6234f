import browser from 'webextension-polyfill';
import { type Commanded, isCommand } from '../policy/commands.ts';

/** Passes the extension's own keys on to the page that they were pressed in. */
export function passCommands(): void {
  // Firefox has no such keys on telephones.
  browser.commands?.onCommand.addListener((command, tab) => {
    if (tab?.id === undefined || !isCommand(command)) return;
    const commanded: Commanded = { command };
    // In most pages nobody hears.
    browser.tabs.sendMessage(tab.id, commanded).catch(() => {});
  });
}
