import type { Browser, Page } from 'puppeteer-core';
import { findChromium } from '../../demo/chromium.mjs';
import { leftOut } from '../left-out.ts';
import { openChromium } from './chromium.ts';
import { findFirefox } from './find-firefox.mjs';
import { openFirefox } from './firefox.ts';
import { howToRead, type Read } from './view.ts';

export type BrowserName = 'chromium' | 'firefox';

const MISSING: Record<BrowserName, () => boolean> = {
  chromium: () => !findChromium(),
  firefox: () => !findFirefox(),
};

/** The browsers that the tests run in, for `describe.each`. */
export const BROWSERS: readonly BrowserName[] = (['chromium', 'firefox'] as const).filter(
  (name) => {
    const missing = MISSING[name]();
    if (missing) leftOut(`Not tested in ${name}: it is not installed here.`);
    return !missing;
  },
);

export interface Options {
  /** Of the interface; Swedish unless told. */
  language?: 'sv' | 'en';
  /** Preferences of Firefox, or switches of Chromium, beside the usual ones. */
  preferences?: Record<string, string | number | boolean>;
  switches?: string[];
  /** True: Firefox takes certificates that nobody has vouched for. */
  anyCertificate?: boolean;
  /** True: with a window, on the screen that DISPLAY names. */
  window?: boolean;
  /** Firefox's program and profile, and the folder of the extension, where they are to be others than usual. */
  program?: string;
  profile?: string;
  extension?: string;
}

/** The page that welcomes whoever has installed the extension would take the place of those under test. */
async function closeWelcome(browser: Browser): Promise<void> {
  const welcome = await browser.waitForTarget((own) => own.url().endsWith('/welcome.html'));
  await (await welcome.page())?.close();
}

/** What each kind of browser brings: itself, and the two doors that puppeteer lacks. */
export interface Opened {
  browser: Browser;
  /** Loads the built extension, again where it is loaded already; gives its id. */
  load(): Promise<string>;
  /** Runs a function with the rights of the extension; it may use `chrome`, and nothing around it. */
  inExtension<T, A extends readonly unknown[]>(
    work: (...args: A) => T,
    ...args: A
  ): Promise<Awaited<T>>;
  /** Opens a page of the extension in a tab, by its path. */
  openExtensionPage(path: string): Promise<Page>;
  read: Read;
}

/** A browser with the built extension in it. */
export interface TestBrowser extends Omit<Opened, 'read' | 'load'> {
  name: BrowserName;
  /** The extension's id. */
  extension: string;
  /** Opens a tab, and closes those that were open. */
  newPage(): Promise<Page>;
  /** Lays a policy over what is built in, as the editor does, and waits until pages read it. */
  putInForce(policy: string): Promise<void>;
  /** Puts the built extension in the place of the one that runs, as an update does. */
  updateExtension(): Promise<void>;
  /** Takes the extension away, as a person does. */
  removeExtension(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a browser, without a window unless told, with the built extension loaded, its policy in force and its
 * scripts registered. It reaches nothing but this computer: every name leads to 127.0.0.1.
 */
export async function openBrowser(name: BrowserName, options: Options = {}): Promise<TestBrowser> {
  const { read, load, ...opened } = await (name === 'firefox' ? openFirefox : openChromium)(
    options,
  );
  const { browser, inExtension } = opened;
  const extension = await load();
  howToRead.set(browser, read);
  if (name === 'chromium') await closeWelcome(browser);
  await inExtension(ready);
  let tabs: Page[] = [];
  return {
    ...opened,
    name,
    extension,
    async newPage() {
      const page = await browser.newPage();
      // Without waiting: one that is just navigating may not answer.
      for (const old of tabs) old.close().catch(() => {});
      tabs = [page];
      return page;
    },
    putInForce: (policy) => inExtension(putInForce, policy),
    async updateExtension() {
      await load();
      await inExtension(ready);
    },
    removeExtension: () => browser.uninstallExtension(extension),
    close: () => browser.close(),
  };
}

/** What an extension has in both browsers, as far as it is used here. */
interface Chrome {
  scripting: { getRegisteredContentScripts(): Promise<Registered[]> };
  storage: {
    local: {
      get(key: string): Promise<{ inForce?: { policy: InForce } }>;
      set(values: object): Promise<void>;
    };
  };
}
interface Registered {
  matches: string[];
}
interface InForce {
  id: string;
  fields: { where: { urls: string[] }[] }[];
}

async function ready(): Promise<void> {
  const { scripting } = (globalThis as never as { chrome: Chrome }).chrome;
  while (!(await scripting.getRegisteredContentScripts()).length) {
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function putInForce(text: string): Promise<void> {
  const { scripting, storage } = (globalThis as never as { chrome: Chrome }).chrome;
  await storage.local.set({ local: { text } });
  const id = /^id: (.+)$/m.exec(text)?.[1];
  for (;;) {
    await new Promise((done) => setTimeout(done, 20));
    const policy = (await storage.local.get('inForce')).inForce?.policy;
    if (policy?.id !== id) continue;
    // Only afterwards does the background have its scripts run where the policy has fields.
    const places = policy?.fields.flatMap(({ where }) => where) ?? [];
    const sites = places.flatMap(({ urls }) => urls).map((url) => url.split('/')[2]?.split(':')[0]);
    const [script] = await scripting.getRegisteredContentScripts();
    const known = script?.matches.map((url) => url.split('/')[2]) ?? [];
    const isSame =
      sites.every((site) => known.includes(site)) && known.every((k) => sites.includes(k));
    if (isSame) return;
  }
}
