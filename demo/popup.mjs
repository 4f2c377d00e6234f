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
  await answerForBrowser(popup, asked);
  await popup.addInitScript(
    // The button that opens the popup lets it see the address of the tab under it.
    (tab) => {
      const { chrome, browser } = /** @type {any} */ (globalThis);
      for (const api of [chrome, browser].filter(Boolean)) {
        api.tabs.query = async (/** @type {any} */ _, /** @type {any} */ callback) =>
          callback ? void callback([tab]) : [tab];
      }
    },
    { id, url: address, active: true },
  );
  await popup.goto(new URL('/src/views/popup/popup.html', worker.url()).href);
  await popup.locator('#view > *').first().waitFor();
  return popup;
}

/**
 * Answers the browser's own question, whether the extension may read some sites, in a page of the extension
 * that is yet to be opened.
 * @param {import('playwright-core').Page} page
 * @param {(origins: string[]) => Promise<boolean>} asked
 */
export async function answerForBrowser(page, asked) {
  await page.exposeFunction('asked', asked);
  await page.addInitScript(() => {
    const { chrome, browser, asked } = /** @type {any} */ (globalThis);
    for (const api of [chrome, browser].filter(Boolean)) {
      api.permissions.request = (/** @type {any} */ { origins }, /** @type {any} */ callback) =>
        callback ? void asked(origins).then(callback) : asked(origins);
    }
  });
}
