import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserName, openBrowser, type TestBrowser } from '../browsers/browser.ts';
import { readView, type View, waitForView } from '../browsers/view.ts';
import { painted, type Rect } from './painted.ts';
import { GROUPS, pageOf, type Row } from './placement-rows.ts';

const FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf';
const POLICY = `saklig: 1
id: placement
name: Placement
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
rules:
  - id: health-detail
    terms: [חולה]
fields:
  - id: absence
    where: [{ urls: ["http://127.0.0.1/*"], selector: ".remark" }]
`;
/** The words that the policy finds in the notes. */
const WORDS = /förkyld|fo\u0308rkyld|vård\u00ad?centralen|חולה/giu;

/** Device pixels for a CSS pixel: edges can be told to a quarter of a pixel. */
const SCALE = 2;
const COLUMNS: Record<string, { browser: BrowserName; switches?: string[] }> = {
  new: { browser: 'chromium' },
  // As those were that did not tell where the words of a textarea stand.
  old: { browser: 'chromium', switches: ['--disable-blink-features=OpaqueRange'] },
  firefox: { browser: 'firefox' },
};

const env = process.env.PLACE ?? 'new';
const report: string[] = [];

describe.each([env])('%s', (name) => {
  const column = COLUMNS[name] as (typeof COLUMNS)[string];
  let browser: TestBrowser;
  let server: Server;
  let page: Page;
  let row: Row;

  beforeAll(async () => {
    server = createServer((request, response) => answer(request.url ?? '/', response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    browser = await openBrowser(column.browser, {
      switches: [`--force-device-scale-factor=${SCALE}`, ...(column.switches ?? [])],
      preferences: { 'layout.css.devPixelsPerPx': String(SCALE) },
    });
    await browser.putInForce(POLICY);
    page = await browser.newPage();
  });
  afterAll(async () => {
    console.log(report.join('\n'));
    await browser?.close();
    server?.close();
  });

  function answer(url: string, response: ServerResponse): void {
    if (url.endsWith('.ttf')) {
      const send = () => response.end(readFileSync(FONT));
      response.setHeader('Content-Type', 'font/ttf');
      setTimeout(send, url === '/slow.ttf' ? 300 : 0);
      return;
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (row.csp) response.setHeader('Content-Security-Policy', row.csp);
    response.end(pageOf(row));
  }

  const zoom = async (to: number) => {
    await browser.inExtension(async (factor) => {
      const { chrome } = globalThis as any;
      for (const { id } of await chrome.tabs.query({ url: 'http://127.0.0.1/*' }))
        await chrome.tabs.setZoom(id, factor);
    }, to);
    await page.bringToFront();
  };

  const rows = GROUPS.flatMap(([group, all]) =>
    all.map((one) => [`${group}: ${one.name}`, one] as const),
  );
  test.each(rows)('%s', async (title, one) => {
    row = one;
    await page.setViewport({ width: 1000, height: 700, deviceScaleFactor: 0 });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const t0 = performance.now();
    try {
      await page.evaluate((isBare) => {
        if (isBare) {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('::selection{background:#f0f;color:transparent}');
          document.adoptedStyleSheets = [sheet];
        }
        (document.querySelector('.remark') as HTMLElement).focus({ preventScroll: true });
      }, row.csp !== undefined);
      await waitForView(
        page,
        ({ marks, chips }) => (row.unmarked ? chips : marks).length > 0,
        3000,
      );
      await row.after?.(page);
      if (row.scale) await zoom(row.scale / SCALE);
      let error = { px: 99, why: '' };
      const end = Date.now() + 1500;
      while (error.px >= 0.99 && Date.now() < end) error = await errorOf(page, row);
      report.push(
        `${error.px.toFixed(2).padStart(6)} ${title} ${error.why} ${Math.round(performance.now() - t0)} ms`,
      );
      expect(error.px).toBeLessThan(1);
    } catch (e) {
      if (!(e as Error).message.includes('less than'))
        report.push(`  FAIL ${title} ${(e as Error).message.slice(0, 150)}`);
      throw e;
    } finally {
      if (row.scale) await zoom(1);
    }
  });
});

const boxOf = ({ box }: View['marks'][0]): Rect => ({
  left: box.x,
  right: box.x + box.width,
  top: box.y,
  bottom: box.y + box.height,
});

async function errorOf(page: Page, row: Row): Promise<{ px: number; why: string }> {
  const found: Rect[] = [];
  const { foot, isUpright, clip, inner, spans, scroll } = await page.evaluate((source) => {
    const field = document.querySelector('.remark') as HTMLTextAreaElement;
    const text = field.value ?? field.textContent;
    const { left, top, right, bottom } = field.getBoundingClientRect();
    const spans = [...text.matchAll(new RegExp(source, 'giu'))].map((m) => [
      m.index,
      m.index + m[0].length,
    ]);
    // Where in its line a word's foot is.
    const ruler = document.createElement('p');
    const { font, lineHeight } = getComputedStyle(field);
    ruler.style.cssText = `all:initial;display:block;position:absolute;visibility:hidden`;
    ruler.style.font = font;
    ruler.style.lineHeight = lineHeight;
    ruler.append('x');
    document.body.append(ruler);
    const range = document.createRange();
    range.selectNodeContents(ruler);
    const line = ruler.getBoundingClientRect();
    const foot = (range.getBoundingClientRect().bottom - line.top) / line.height;
    ruler.remove();
    return {
      foot,
      isUpright: getComputedStyle(field).writingMode !== 'horizontal-tb',
      clip: {
        left: Math.max(0, Math.floor(left) - 4),
        top: Math.max(0, Math.floor(top) - 4),
        right: Math.min(innerWidth, Math.ceil(right) + 4),
        bottom: Math.min(innerHeight, Math.ceil(bottom) + 4),
      },
      inner: { top, bottom: Math.min(bottom, innerHeight) },
      spans,
      scroll: { x: scrollX, y: scrollY },
    };
  }, WORDS.source);
  const before = (await readView(page)).marks;
  if (row.unmarked) return { px: before.length ? 95 : 0, why: 'unmarked' };
  for (const [start, end] of pick(spans)) {
    await page.evaluate(
      (from, to) => {
        const field = document.querySelector('.remark') as HTMLTextAreaElement;
        if (field.value !== undefined) {
          field.setSelectionRange(from as number, to as number);
        } else {
          const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
          let at = 0;
          const range = document.createRange();
          while (walker.nextNode()) {
            const node = walker.currentNode as Text;
            if (at <= from && from < at + node.length) range.setStart(node, from - at);
            if (at < to && to <= at + node.length) range.setEnd(node, to - at);
            at += node.length;
          }
          getSelection()?.removeAllRanges();
          getSelection()?.addRange(range);
        }
        for (const e of document.querySelectorAll<HTMLElement>('saklig-view'))
          e.style.setProperty('visibility', 'hidden', 'important');
      },
      start as number,
      end as number,
    );
    found.push(...(await painted(page, clip, row.scale ? null : { scale: SCALE, scroll })));
  }
  await page.evaluate(() => {
    for (const e of document.querySelectorAll<HTMLElement>('saklig-view'))
      e.style.removeProperty('visibility');
  });
  const marks = (await readView(page)).marks.map(boxOf);
  if (before.length !== marks.length) return { px: 97, why: 'changing' };
  let worst = {
    px: 0,
    why: `${marks.length} marks, ${spans.length} spans, ${found.length} rects`,
  };
  if (!found.length) return { px: 98, why: `nothing painted; ${worst.why}` };
  for (const rect of found) {
    let best = { px: 96, why: `no mark ${JSON.stringify(rect)}` };
    const isCut = { top: rect.top - inner.top < 6, bottom: inner.bottom - rect.bottom < 6 };
    for (const mark of marks) {
      const off = {
        left: mark.left - rect.left,
        right: mark.right - rect.right,
        top: mark.top - rect.top,
        bottom: mark.bottom - rect.bottom,
        foot:
          isCut.top || isCut.bottom ? 0 : mark.bottom - rect.top - (rect.bottom - rect.top) * foot,
        middle: (mark.left + mark.right - rect.left - rect.right) / 2,
      };
      const d = isUpright ? [off.top, off.bottom, off.middle] : [off.left, off.right, off.foot];
      const px = Math.max(...d.map(Math.abs));
      if (px < best.px)
        best = {
          px,
          why: `[${d.map((x) => x.toFixed(2))}] painted ${JSON.stringify(rect)} mark ${JSON.stringify(mark)}`,
        };
    }
    if (isCut.bottom && best.px > 0.9) continue;
    if (best.px > worst.px)
      worst = { px: best.px, why: best.px > 0.9 ? `${best.why} ${worst.why}` : worst.why };
  }
  return worst;
}

/** The first, and the last that may have gathered what errors there are. */
const pick = <T>(all: T[]): T[] => (all.length > 2 ? ([all[0], all.at(-1)] as T[]) : all);
