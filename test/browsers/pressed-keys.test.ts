import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { BROWSERS, openBrowser, type TestBrowser } from './browser.ts';
import { Pages } from './pages.ts';
import { missing, Screen } from './screen.ts';
import { waitForView } from './view.ts';

/**
 * The extension's keys as a person presses them: in a window, on a keyboard, so that the browser itself is
 * the first to have them. Tests that need no window tell the extension of its keys by hand.
 */
const absent = missing();
if (absent.length)
  console.warn(`Keys are not really pressed: ${absent.join(', ')} not installed here.`);

const FORM = `<title>Frånvaro</title><textarea class="remark" rows="4" cols="50"></textarea><script>
  globalThis.seen = [];
  addEventListener('keydown', ({ altKey, key }) => altKey && key === 'Enter' && seen.push(key));
</script>`;
/** Each of them stands on its line for one remark; a keyboard of the United States has no other letters. */
const NOTE = 'lat. Idiot. Migran.';

/** The key of a command, as the screen's keyboard calls it. */
const keyOf = (command: 'next-remark' | 'remarks' | 'phrases' | 'purpose') =>
  manifest.commands[command].suggested_key.default.toLowerCase();

describe.skipIf(absent.length > 0).each(BROWSERS)('pressed on a keyboard, in %s,', (name) => {
  let screen: Screen;
  let pages: Pages;
  let own: TestBrowser;
  let page: Page;

  const press = (keys: string) => screen.press(keys);
  const card = (words: string) => waitForView(page, (v) => v.card?.label.includes(words));
  const focused = () => page.evaluate(() => document.activeElement?.localName);
  const caret = () => page.$eval('textarea', (e) => e.selectionStart);
  const seen = () =>
    page.evaluate(() => (globalThis as never as { seen: string[] }).seen.splice(0));

  beforeAll(async () => {
    screen = await Screen.open();
    process.env.DISPLAY = screen.display;
    pages = await Pages.open();
    own = await openBrowser(name, { window: true });
    page = await own.newPage();
    await page.goto(pages.serve(FORM));
    await page.bringToFront();
    await screen.focus('Frånvaro');
    await page.click('textarea');
    await screen.type(NOTE);
    await waitForView(page, (v) => v.marks.length === 3 && v.purpose?.box.width);
  });
  afterAll(async () => {
    await own?.close();
    pages?.close();
    screen?.close();
  });

  test('the one for the next remark opens its card and goes in, and Escape leads back', async () => {
    await press('ctrl+Home');
    await press(keyOf('next-remark'));
    await card('lat');
    await expect.poll(focused).toBe('saklig-view');
    await press(keyOf('next-remark'));
    await card('Idiot');
    await press('Escape');
    await waitForView(page, (v) => !v.card);
    await expect.poll(focused).toBe('textarea');
    expect(await caret()).toBe('lat. Idiot'.length);
  });

  test('the one for all remarks lists them', async () => {
    await press(keyOf('remarks'));
    const { list } = await waitForView(page, (v) => v.list);
    expect(list?.buttons).toHaveLength(3);
    await press('Escape');
    await waitForView(page, (v) => !v.list);
  });

  test('the one for the ready phrases lists them, and Enter writes one', async () => {
    await press('ctrl+End');
    await press(keyOf('phrases'));
    await waitForView(page, (v) => v.phrases);
    await screen.type('bevil');
    await waitForView(page, (v) => v.phrases?.buttons.length === 1);
    await press('Return');
    const value = () => page.$eval('textarea', (e) => e.value);
    await expect.poll(value).toBe(`${NOTE} Beviljad ledighet`);
    await press('ctrl+z');
    await expect.poll(value).not.toContain('Beviljad');
  });

  test('the one for the line about the field folds it away, and shows it again', async () => {
    const { purpose } = await waitForView(page, (v) => v.purpose?.text.includes('Ingen orsak'));
    await press(keyOf('purpose'));
    await waitForView(page, (v) => (v.purpose?.box.width ?? 0) < (purpose?.box.width ?? 0) / 2);
    await press(keyOf('purpose'));
    await waitForView(page, (v) => v.purpose?.text.includes('Ingen orsak'));
  });

  test('Alt+Enter moves into the card and back, and the page does not see it', async () => {
    await press('ctrl+Home');
    await press('alt+Return');
    await card('lat');
    await expect.poll(focused).toBe('saklig-view');
    await press('alt+Return');
    await expect.poll(focused).toBe('textarea');
    expect(await caret()).toBe('lat'.length);
    await press('alt+Return');
    await expect.poll(focused).toBe('saklig-view');
    await press('Escape');
    await waitForView(page, (v) => !v.card);
    expect(await seen()).toEqual([]);
  });

  test('another key that a person has given the move does it, and Alt+Enter is the page’s', async () => {
    await giveKey(own, 'Alt+Shift+G');
    await page.bringToFront();
    await page.focus('textarea');
    await press('ctrl+Home');
    await press('alt+shift+g');
    await card('lat');
    await expect.poll(focused).toBe('saklig-view');
    await press('alt+shift+g');
    await expect.poll(focused).toBe('textarea');
    await press('Escape');
    await waitForView(page, (v) => !v.card);
    await press('alt+Return');
    await expect.poll(seen).toEqual(['Enter']);
    // Had it opened one, this would close it before it is seen.
    await waitForView(page, (v) => !v.card && v.marks.length === 3);
  });
});

/** Gives the move into the card a key, as a person does on the browser's own page of keys. */
async function giveKey({ name, browser, extension, inExtension }: TestBrowser, shortcut: string) {
  if (name === 'firefox') {
    await inExtension(
      (key) =>
        (globalThis as never as { chrome: WithCommands }).chrome.commands.update({
          name: 'card',
          shortcut: key,
        }),
      shortcut,
    );
    return;
  }
  const keys = await browser.newPage();
  await keys.goto('chrome://extensions/shortcuts');
  await keys.evaluate(
    (extensionId, keybinding) =>
      (
        globalThis as never as { chrome: WithPrivate }
      ).chrome.developerPrivate.updateExtensionCommand({
        extensionId,
        commandName: 'card',
        keybinding,
      }),
    extension,
    shortcut,
  );
  await keys.close();
}
interface WithCommands {
  commands: { update(command: { name: string; shortcut: string }): Promise<void> };
}
interface WithPrivate {
  developerPrivate: { updateExtensionCommand(own: object): Promise<void> };
}
