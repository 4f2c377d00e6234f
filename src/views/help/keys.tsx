import { useEffect, useState } from 'preact/hooks';
import browser, { type Commands } from 'webextension-polyfill';
import { isCommand } from '../../policy/commands.ts';
import type { KeyTexts } from './texts.ts';

/** What browsers show the page on that keys are changed on; Firefox has a way of its own. */
const SHORTCUTS = 'chrome://extensions/shortcuts';

/** The extension's own keys as the browser has them now, and the way to change them. */
export function Keys({ texts }: { texts: KeyTexts }) {
  const [commands, setCommands] = useState<Commands.Command[]>([]);
  useEffect(() => {
    const look = async () => setCommands((await browser.commands?.getAll()) ?? []);
    look();
    // They are changed on another page.
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  const own = commands.filter(({ name }) => isCommand(name));
  // On telephones there are none.
  if (!own.length) return null;
  return (
    <>
      <dl class="keys">
        {own.map(({ name, description, shortcut }) => (
          <div key={name}>
            <dt>{shortcut ? <kbd>{shortcut}</kbd> : texts.none}</dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" onClick={change}>
          {texts.change}
        </button>
      </p>
    </>
  );
}

function change(): void {
  const { commands } = browser as never as { commands: { openShortcutSettings?: () => void } };
  if (commands.openShortcutSettings) commands.openShortcutSettings();
  else browser.tabs.create({ url: SHORTCUTS });
}
