// Opens Chromium with the extension loaded: for `npm start` and for the tests.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const PLACES = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Chromium\\Application\\chrome.exe',
];

/**
 * The Chromium to drive: the one the variable CHROMIUM names, or one in a usual place.
 * @returns {string | undefined}
 */
export const findChromium = () => PLACES.find((place) => place && existsSync(place));

/**
 * Opens Chromium with a fresh profile and the extension of a folder. Without a window it reaches
 * nothing but this computer.
 * @param {{ extension?: string, headless?: boolean, language?: string, dark?: boolean,
 *   welcome?: boolean, args?: string[] }} [options]
 *   `extension`: folder of the unpacked extension, '' for none; `language`: of the interface;
 *   `welcome`: leaves the page open with which the extension welcomes whoever installed it, if it
 *   opens at all; `args`: more for Chromium's command line.
 * @returns {Promise<import('playwright-core').BrowserContext>} closing it removes the profile.
 */
export async function openChromium({
  extension = resolve('dist/chromium'),
  headless = true,
  language = 'sv',
  dark = false,
  welcome = false,
  args: more = [],
} = {}) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium: install it, or name it in CHROMIUM.');
  const profile = await mkdtemp(join(tmpdir(), 'saklig-profile-'));
  const args = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-features=Translate',
    `--lang=${language}`,
    ...more,
  ];
  // Chromium runs as root only without its sandbox; a person's window has no need of the rest.
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (headless) args.push('--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1');
  if (extension)
    args.push(`--disable-extensions-except=${extension}`, `--load-extension=${extension}`);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: false,
    args: headless ? ['--headless=new', ...args] : args,
    env: { ...process.env, LANGUAGE: language },
    locale: language,
    colorScheme: dark ? 'dark' : 'light',
    viewport: headless ? { width: 1280, height: 900 } : null,
  });
  context.once('close', () => rm(profile, { recursive: true, force: true }).catch(() => {}));
  if (extension && !welcome) await (await welcomePage(context)).close();
  return context;
}

/**
 * The page that opens by itself after the extension has been installed.
 * @param {import('playwright-core').BrowserContext} context
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function welcomePage(context) {
  const isWelcome = (/** @type {import('playwright-core').Page} */ page) =>
    page.url().endsWith('/welcome.html');
  return context.pages().find(isWelcome) ?? (await context.waitForEvent('page', isWelcome));
}

/**
 * Where the policy editor is: the extension's options page.
 * @param {import('playwright-core').Worker} worker the extension's background
 */
export const editorOf = (worker) => new URL('src/views/options/options.html', worker.url()).href;

/**
 * Waits until the extension has put its policy in force and reads pages.
 * @param {import('playwright-core').BrowserContext} context
 * @returns {Promise<import('playwright-core').Worker>} the extension's background
 */
export async function extensionReady(context) {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await worker.evaluate(async () => {
    const { chrome } = /** @type {any} */ (globalThis);
    while (!(await chrome.scripting.getRegisteredContentScripts()).length) {
      await new Promise((done) => setTimeout(done, 20));
    }
  });
  return worker;
}
