import { useEffect, useState } from 'preact/hooks';
import browser, { type Commands } from 'webextension-polyfill';
import { withKeysOf } from '../../page/key-names.ts';
import { COMMANDS } from '../../policy/commands.ts';
import { t } from '../policy.ts';

/** What browsers show the page on that keys are changed on; Firefox has a way of its own. */
const SHORTCUTS = 'chrome://extensions/shortcuts';

/** The extension's own keys as the browser has them now, and the way to change them. */
export function Keys() {
  const [commands, setCommands] = useState<Commands.Command[]>([]);
  useEffect(() => {
    const look = async () => setCommands((await browser.commands?.getAll()) ?? []);
    look();
    // They are changed on another page.
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  const own = COMMANDS.flatMap((name) => commands.find((one) => one.name === name) ?? []);
  // On telephones there are none.
  if (!own.length) return null;
  return (
    <>
      <dl class="keys">
        {own.map(({ name, description, shortcut }) => (
          <div key={name}>
            <dt>{shortcut ? <kbd>{shortcut}</kbd> : t('help_keys_none')}</dt>
            <dd>{withKeysOf(description ?? '')}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" onClick={change}>
          {t('help_keys_change')}
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
