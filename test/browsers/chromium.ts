import { resolve } from 'node:path';
import puppeteer, { type CDPSession, type Frame, type Page } from 'puppeteer-core';
import { findChromium } from '../../demo/chromium.mjs';
import type { Opened, Options } from './browser.ts';
import { offsetOf, type Part, partOf, shift } from './view.ts';

/** Opens Chromium with the extension; see `openBrowser`. */
export async function openChromium({ language = 'sv', switches = [] }: Options): Promise<Opened> {
  const browser = await puppeteer.launch({
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
  const extension = await browser.installExtension(resolve('dist/chromium'));
  const background = async () => {
    const target = await browser.waitForTarget((t) => t.type() === 'service_worker');
    const worker = await target.worker();
    if (!worker) throw new Error('The background of the extension is gone.');
    // It is there a little before what extensions have.
    await worker.evaluate(async () => {
      while (!('chrome' in globalThis)) await new Promise((done) => setTimeout(done, 10));
    });
    return worker;
  };
  return {
    browser,
    extension,
    inExtension: async (work, ...args) => (await background()).evaluate(work as never, ...args),
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
  const sessions = new Set(page.frames().map((frame) => inside(frame).client));
  const parts = await Promise.all([...sessions].map((session) => readWith(session, page)));
  return parts.flat();
}

async function readWith(session: CDPSession, page: Page): Promise<Part[]> {
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  return Promise.all(
    shadowsIn(root as Node, '').map(async ({ shadow, frameId }) => {
      const frame = page.frames().find((one) => inside(one)._id === frameId) ?? page.mainFrame();
      const handle = await inside(frame).isolatedRealm().adoptBackendNode(shadow);
      const part = await handle?.evaluate(partOf as never);
      return shift(part as never, await offsetOf(frame));
    }),
  );
}

/** The shadow roots of our elements, and the frame that each stands in. */
function shadowsIn(node: Node, around: string): { shadow: number; frameId: string }[] {
  const frameId = node.nodeName === '#document' ? (node.frameId ?? around) : around;
  const own = node.nodeName === 'SAKLIG-VIEW' ? node.shadowRoots?.[0] : undefined;
  if (own) return [{ shadow: own.backendNodeId, frameId }];
  const { children = [], shadowRoots = [], contentDocument } = node;
  const below = [...shadowRoots, ...children, ...(contentDocument ? [contentDocument] : [])];
  return below.flatMap((one) => shadowsIn(one, frameId));
}
