import { resolve } from 'node:path';
import puppeteer, { type CDPSession, type Frame, type Page, type WebWorker } from 'puppeteer-core';
import { findChromium } from '../../demo/chromium.mjs';
import type { Opened, Options } from './browser.ts';
import { offsetOf, type Part, partOf, shift } from './view.ts';

/** Opens Chromium with the extension; see `openBrowser`. */
export async function openChromium({
  language = 'sv',
  switches = [],
  window = false,
}: Options): Promise<Opened> {
  const browser = await puppeteer.launch({
    headless: !window,
    executablePath: findChromium() as string,
    pipe: true,
    enableExtensions: true,
    // Scrollbars take room in a field, as they do for people.
    ignoreDefaultArgs: ['--hide-scrollbars'],
    defaultViewport: { width: 1280, height: 900 },
    env: { ...process.env, LANGUAGE: language },
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--host-resolver-rules=MAP * 127.0.0.1',
      `--lang=${language}`,
      // Chromium runs as root only without its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...switches,
    ],
  });
  let background: WebWorker;
  return {
    browser,
    async load() {
      // Of one that is gone Chromium does not tell.
      const known = browser.targets();
      const extension = await browser.installExtension(resolve('dist/chromium'));
      const target = await browser.waitForTarget(
        (one) => one.type() === 'service_worker' && !known.includes(one),
      );
      background = (await target.worker()) as WebWorker;
      // It is there a little before what it has.
      while (!(await background.evaluate(() => 'chrome' in globalThis))) {
        await new Promise((done) => setTimeout(done, 10));
      }
      return extension;
    },
    inExtension: (work, ...args) => background.evaluate(work as never, ...args) as never,
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await page.goto(new URL(path, background.url()).href);
      return page;
    },
    read,
  };
}

/** A node as the debugging protocol tells of it, closed shadow roots and frames in it. */
interface Node {
  backendNodeId: number;
  nodeName: string;
  frameId?: string;
  children?: Node[];
  shadowRoots?: Node[];
  contentDocument?: Node;
}

/** What puppeteer keeps to itself: a frame's own session, and its world out of the page's reach. */
interface FrameInside {
  _id: string;
  client: CDPSession;
  isolatedRealm(): { adoptBackendNode(id: number): ReturnType<Page['$']> };
}
const inside = (frame: Frame) => frame as never as FrameInside;

/** Reads what is shown in all frames of a page. */
async function read(page: Page): Promise<Part[]> {
  // Frames of other sites have sessions of their own.
  const tops = page.frames().filter((frame) => {
    const around = frame.parentFrame();
    return !around || inside(around).client !== inside(frame).client;
  });
  return (await Promise.all(tops.map((frame) => readFrom(frame, page)))).flat();
}

async function readFrom(top: Frame, page: Page): Promise<Part[]> {
  const { client, _id } = inside(top);
  const { root } = await client.send('DOM.getDocument', { depth: -1, pierce: true });
  return Promise.all(
    shadowsIn(root as Node, _id).map(async ({ shadow, frameId }) => {
      const frame = page.frames().find((one) => inside(one)._id === frameId);
      if (!frame) throw new Error('The frame is detached.');
      const handle = await inside(frame).isolatedRealm().adoptBackendNode(shadow);
      const part = await handle?.evaluate(partOf as never);
      return shift(part as never, await offsetOf(frame));
    }),
  );
}

/** The shadow roots of our elements, and the frame that each stands in. */
function shadowsIn(node: Node, frameId: string): { shadow: number; frameId: string }[] {
  const own = node.nodeName === 'SAKLIG-VIEW' ? node.shadowRoots?.[0] : undefined;
  if (own) return [{ shadow: own.backendNodeId, frameId }];
  const { children = [], shadowRoots = [], contentDocument } = node;
  const framed = contentDocument ? shadowsIn(contentDocument, node.frameId ?? frameId) : [];
  return [...framed, ...[...shadowRoots, ...children].flatMap((one) => shadowsIn(one, frameId))];
}
