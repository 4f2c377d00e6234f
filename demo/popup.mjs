// The popup of the toolbar button, as it stands over a page. Without a window nobody can press anything
// in a real one: here it is in a tab of its own, and is told of the tab it would stand over.

/**
 * Opens it over a page.
 * @param {import('playwright-core').BrowserContext} context
 * @param {import('playwright-core').Page} page
 * @param {{ asked?: (origins: string[]) => Promise<boolean>, address?: string }} [options] `asked`: answers the browser's own
 *   question, whether the extension may read some sites; without a window nobody can. `address`: what the
 *   page's is said to be.
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openPopup(
  context,
  page,
  { asked = async () => false, address = page.url() } = {},
) {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('The extension is not there.');
  await page.bringToFront();
  const id = await worker.evaluate(async () => {
    const { chrome } = /** @type {any} */ (globalThis);
    return (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0].id;
  });
  const popup = await context.newPage();
  await popup.exposeFunction('asked', asked);
  await popup.addInitScript(
    // The button that opens the popup lets it see the address of the tab under it.
    (tab) => {
      const { chrome, browser, asked } = /** @type {any} */ (globalThis);
      for (const api of [chrome, browser].filter(Boolean)) {
        api.tabs.query = answerWith(async () => [tab]);
        api.permissions.request = answerWith((/** @type {any} */ { origins }) => asked(origins));
      }
      /** @param {(asked: any) => Promise<any>} give */
      function answerWith(give) {
        return (/** @type {any} */ own, /** @type {any} */ callback) =>
          callback ? void give(own).then(callback) : give(own);
      }
    },
    { id, url: address, active: true },
  );
  await popup.goto(new URL('/src/views/popup/popup.html', worker.url()).href);
  await popup.locator('#view > *').first().waitFor();
  return popup;
}
