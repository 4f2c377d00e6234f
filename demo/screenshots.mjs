// `npm run screenshots`: photographs every state in both themes and languages, for the documentation and
// for the test that compares them. With names of states: only these.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionReady, openChromium } from './chromium.mjs';
import { startSchool } from './server.mjs';
import { STATES } from './states.mjs';
import { openStore } from './store.mjs';

export const FOLDER = 'docs/screenshots';
export const LANGUAGES = ['sv', 'en'];
/** The names of all states. */
export const NAMES = STATES.flatMap(({ name, further = [] }) => [
  name,
  ...further.map((own) => own.name),
]);
const THEMES = /** @type {const} */ (['light', 'dark']);

/** It stands in the practice school's pages. */
const DAY = new Date(2026, 10, 23, 10, 30);

/**
 * Shows states in a language, and gives the picture of each in each theme.
 * @param {string} language
 * @param {(name: string, picture: Buffer, page: import('playwright-core').Page,
 *   shoot: () => Promise<Buffer>) => Promise<void>} give `shoot`: takes the same picture once more
 * @param {readonly string[]} [only] names of states
 */
export async function photograph(language, give, only = NAMES) {
  const folder = await mkdtemp(join(tmpdir(), 'saklig-'));
  const store = openStore(join(folder, 'saved.json'));
  const server = await startSchool({ port: 0, store, now: () => DAY });
  const context = await openChromium({ language });
  try {
    const worker = await extensionReady(context);
    const stage = {
      context,
      language,
      school: server.url,
      store: (/** @type {Record<string, unknown>} */ values) =>
        worker.evaluate(
          (own) => /** @type {any} */ (globalThis).chrome.storage.local.set(own),
          values,
        ),
      view: async (/** @type {string} */ path, init = () => {}) => {
        const page = await context.newPage();
        await page.addInitScript(init);
        await page.setViewportSize({ width: 960, height: 680 });
        await page.goto(new URL(`/src/views/${path}`, worker.url()).href);
        await page.locator('#view > *').first().waitFor();
        return page;
      },
    };
    /**
     * Gives a picture of a page in each theme.
     * @param {import('playwright-core').Page} page
     * @param {{ name: string, zoom: number, isPointed: boolean }} state
     */
    const picture = async (page, { name, zoom, isPointed }) => {
      await page.bringToFront();
      // A popup is as large as what stands in it.
      const box = /popup/.test(name) ? await page.locator('main').boundingBox() : null;
      const size = page.viewportSize() ?? { width: 0, height: 0 };
      const [x, y] = await page.evaluate(() => [scrollX, scrollY]);
      const clip = { ...(box ?? { x, y, ...size }), scale: zoom };
      const cdp = await context.newCDPSession(page);
      // It would blink. In colours of the reader's own it has one all the same, and stands still.
      const still = '* { caret-color: transparent !important; caret-animation: manual !important }';
      await page.addStyleTag({ content: still });
      if (!isPointed) await page.mouse.move(0, 0);
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const shoot = async () => {
          // A fifth of what they are as PNG.
          const shot = { format: /** @type {const} */ ('webp'), quality: 80, clip };
          const { data } = await cdp.send('Page.captureScreenshot', shot);
          return Buffer.from(data, 'base64');
        };
        await give(`${name}.${language}.${colorScheme}`, await shoot(), page, shoot);
      }
      await cdp.detach();
    };
    // As it is known a minute after the installation.
    await stage.store({ managed: {} });
    for (const { zoom = 1, further = [], ...first } of STATES) {
      const last = [first, ...further].findLastIndex(({ name }) => only.includes(name));
      if (last < 0) continue;
      let page = await first.show(stage);
      for (const [i, { name, isPointed = false }] of [first, ...further]
        .slice(0, last + 1)
        .entries()) {
        page = (await further[i - 1]?.show(page, stage)) ?? page;
        if (only.includes(name)) await picture(page, { name, zoom, isPointed });
      }
      for (const old of context.pages().slice(1)) await old.close();
      await worker.evaluate(async () => {
        const { storage } = /** @type {any} */ (globalThis).chrome;
        await storage.local.remove([
          ...['local', 'draft', 'subscription', 'remote', 'paused', 'foldedPurposes'],
        ]);
        for (;;) {
          const { inForce } = await storage.local.get('inForce');
          if (inForce.layer === 'built-in') return;
          await new Promise((done) => setTimeout(done, 20));
        }
      });
    }
  } finally {
    await context.close();
    await server.close();
  }
}

/**
 * How wide this computer sets a line, in CSS pixels: where another font is installed no picture is alike.
 * @param {import('playwright-core').Page} page
 */
export const widthOfFont = (page) =>
  page.evaluate(() => {
    const brush = new OffscreenCanvas(1, 1).getContext('2d');
    if (!brush) return 0;
    // What our own pages and panels begin with; the page may have another.
    brush.font = '100px system-ui';
    return Math.round(brush.measureText('Åke läser 0123456789 – Saklig').width);
  });

if (process.argv[1]?.endsWith('screenshots.mjs')) {
  const only = process.argv.slice(2);
  await mkdir(FOLDER, { recursive: true });
  let width = 0;
  const photographed = LANGUAGES.map((language) =>
    photograph(
      language,
      async (name, picture, page) => {
        width ||= await widthOfFont(page);
        await writeFile(join(FOLDER, `${name}.webp`), picture);
      },
      only.length ? only : undefined,
    ),
  );
  await Promise.all(photographed);
  await writeFile(join(FOLDER, 'font.json'), `{ "width": ${width} }\n`);
}
