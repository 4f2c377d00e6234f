import type { Browser, Page } from 'puppeteer-core';
import { findChromium } from '../../demo/chromium.mjs';
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
    if (missing) console.warn(`Not tested in ${name}: it is not installed here.`);
    return !missing;
  },
);

export interface Options {
  /** Of the interface; Swedish unless told. */
  language?: 'sv' | 'en';
  /** Preferences of Firefox, or switches of Chromium, beside the usual ones. */
  preferences?: Record<string, string | number | boolean>;
  switches?: string[];
}

/** What each kind of browser brings: itself, and the two doors that puppeteer lacks. */
export interface Opened {
  browser: Browser;
  /** The extension as the browser knows it. */
  extension: string;
  /** Runs a function with the rights of the extension; it may use `chrome`, and nothing around it. */
  inExtension<T, A extends readonly unknown[]>(
    work: (...args: A) => T,
    ...args: A
  ): Promise<Awaited<T>>;
  read: Read;
}

/** A browser with the built extension in it. */
export interface TestBrowser extends Omit<Opened, 'read'> {
  name: BrowserName;
  /** Opens a tab, and closes those that were open. */
  newPage(): Promise<Page>;
  /** Lays a policy over what is built in, as the editor does, and waits until pages read it. */
  putInForce(policy: string): Promise<void>;
  /** Takes the extension away, as a person does. */
  removeExtension(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a browser without a window, with the built extension loaded, its policy in force and its
 * scripts registered. It reaches nothing but this computer: every name leads to 127.0.0.1.
 */
export async function openBrowser(name: BrowserName, options: Options = {}): Promise<TestBrowser> {
  const { read, ...opened } = await (name === 'firefox' ? openFirefox : openChromium)(options);
  const { browser, extension, inExtension } = opened;
  howToRead.set(browser, read);
  await inExtension(ready);
  let tabs: Page[] = [];
  return {
    ...opened,
    name,
    async newPage() {
      const page = await browser.newPage();
      // Without waiting: one that is just navigating may not answer.
      for (const old of tabs) old.close().catch(() => {});
      tabs = [page];
      return page;
    },
    putInForce: (policy) => inExtension(putInForce, policy),
    removeExtension: () => browser.uninstallExtension(extension),
    close: () => browser.close(),
  };
}

/** What an extension has in both browsers. */
interface Chrome {
  scripting: { getRegisteredContentScripts(): Promise<unknown[]> };
  storage: {
    local: {
      get(key: string): Promise<{ inForce?: { policy: { id: string } } }>;
      set(values: object): Promise<void>;
    };
  };
}

async function ready(): Promise<void> {
  const { scripting } = (globalThis as never as { chrome: Chrome }).chrome;
  while (!(await scripting.getRegisteredContentScripts()).length) {
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function putInForce(text: string): Promise<void> {
  const { storage } = (globalThis as never as { chrome: Chrome }).chrome;
  await storage.local.set({ local: { text } });
  const id = /^id: (.+)$/m.exec(text)?.[1];
  while ((await storage.local.get('inForce')).inForce?.policy.id !== id) {
    await new Promise((done) => setTimeout(done, 20));
  }
}
