import { resolve } from 'node:path';
import puppeteer, { type Browser, type Frame, type Page } from 'puppeteer-core';
import manifest from '../../manifest.json' with { type: 'json' };
import type { Opened, Options } from './browser.ts';
import { findFirefox } from './find-firefox.mjs';
import { offsetOf, type Part, partOf, shift } from './view.ts';

const ID = manifest.browser_specific_settings.gecko.id;
/** The extension's address, which Firefox would choose by chance. */
const ADDRESS = '5a6b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c2d';

/** Opens Firefox with the extension; see `openBrowser`. */
export async function openFirefox({
  language = 'sv',
  preferences,
  anyCertificate = false,
  program = findFirefox() as string,
  profile,
  extension = 'dist/firefox',
  window = false,
}: Options): Promise<Opened> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    headless: !window,
    executablePath: program,
    ...(profile !== undefined && { userDataDir: profile }),
    // Lets us into the extension's own pages, and the browser's.
    args: ['--remote-allow-system-access'],
    acceptInsecureCerts: anyCertificate,
    defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [ID]: ADDRESS }),
      'network.dns.native-is-localhost': true,
      'devtools.jsonview.enabled': false,
      'intl.accept_languages': language,
      ...preferences,
    },
  });
  const send = sender(browser);
  await speak(send, language);
  const openExtensionPage = async (path: string) => {
    const page = await browser.newPage();
    const context = idOf(page.mainFrame());
    const url = `moz-extension://${ADDRESS}/${path}`;
    // Firefox does not tell when such a page is there.
    await send('browsingContext.navigate', { context, url, wait: 'none' });
    await call(
      send,
      { context },
      `async () => {
        while (!globalThis.chrome?.storage) await new Promise((done) => setTimeout(done, 10));
        return '';
      }`,
      [],
    );
    return page;
  };
  return {
    browser,
    load: () => browser.installExtension(resolve(extension)),
    async inExtension(work, ...args) {
      // Its file is one that does nothing by itself.
      const page = await openExtensionPage('manifest.json');
      const context = idOf(page.mainFrame());
      const declaration = `async () =>
        JSON.stringify((await (${work})(...${JSON.stringify(args)})) ?? null)`;
      const answer = await call(send, { context }, declaration, []);
      await page.close();
      return JSON.parse(answer);
    },
    openExtensionPage,
    read: (page) => read(send, page),
  };
}

/** Has the browser speak a language that it may have no texts of, as extensions are told. */
async function speak(send: Send, language: string): Promise<void> {
  const { contexts } = (await send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as {
    contexts: { context: string }[];
  };
  const locale = { sv: 'sv-SE', en: 'en-US' }[language];
  await call(
    send,
    { context: contexts[0]?.context as string },
    `() => {
      Services.locale.availableLocales = ['sv-SE', 'en-US'];
      Services.locale.requestedLocales = ['${locale}'];
      return '';
    }`,
    [],
  );
}

/** Reads what is shown in all frames of a page. */
async function read(send: Send, page: Page): Promise<Part[]> {
  const parts = await Promise.all(page.frames().map((frame) => readFrame(send, frame)));
  return parts.flat();
}

async function readFrame(send: Send, frame: Frame): Promise<Part[]> {
  // A sandbox is out of the page's reach.
  const target = { context: idOf(frame), sandbox: 'saklig-test' };
  /** The shadow roots of our elements in a tree, and in the closed trees in it. */
  const shadowsIn = async (tree?: string): Promise<string[]> => {
    const { result } = (await send('script.callFunction', {
      target,
      awaitPromise: false,
      functionDeclaration: String(hostsIn),
      arguments: tree ? [{ sharedId: tree }] : [],
      serializationOptions: { includeShadowTree: 'all', maxDomDepth: 0 },
    })) as { result: { value: Node[] } };
    const shadows = result.value.map(async ({ value: { localName, shadowRoot } }) => {
      if (!shadowRoot) return [];
      return localName === 'saklig-view' ? [shadowRoot.sharedId] : shadowsIn(shadowRoot.sharedId);
    });
    return (await Promise.all(shadows)).flat();
  };
  return Promise.all(
    (await shadowsIn()).map(async (sharedId) => {
      const part = await call(send, target, `(root) => JSON.stringify((${partOf})(root))`, [
        { sharedId },
      ]);
      return shift(JSON.parse(part), await offsetOf(frame));
    }),
  );
}

/** An element as WebDriver BiDi tells of it. */
interface Node {
  value: { localName: string; shadowRoot?: { sharedId: string } | null };
}

/**
 * The elements of a tree, open shadow roots in it too, that may have a closed one. To tell of all nodes
 * of a page takes Firefox long. Runs in the page, so it knows nothing around it.
 */
function hostsIn(tree: Document | ShadowRoot = document): Element[] {
  // Of the elements of HTML only these may have a shadow root (DOM standard).
  const html =
    'article, aside, blockquote, body, div, footer, h1, h2, h3, h4, h5, h6, header, main, nav, p, section, span';
  return [...tree.querySelectorAll('*')].flatMap((element) => {
    if (element.shadowRoot) return hostsIn(element.shadowRoot);
    return element.localName.includes('-') || element.matches(html) ? [element] : [];
  });
}

/** Sends a command of WebDriver BiDi, which puppeteer has no name for. */
type Send = (method: string, parameters: object) => Promise<unknown>;

function sender(browser: Browser): Send {
  const { connection } = browser as never as {
    connection: { send(method: string, parameters: object): Promise<{ result: unknown }> };
  };
  return async (method, parameters) => (await connection.send(method, parameters)).result;
}

const idOf = (frame: Frame) => (frame as never as { _id: string })._id;

/** Calls a function that gives a string. */
async function call(send: Send, target: object, declaration: string, args: object[]) {
  const answer = (await send('script.callFunction', {
    target,
    awaitPromise: true,
    functionDeclaration: declaration,
    arguments: args,
  })) as { result?: { value: string }; exceptionDetails?: { text: string } };
  if (!answer.result) throw new Error(answer.exceptionDetails?.text);
  return answer.result.value;
}
