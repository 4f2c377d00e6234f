import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { extensionReady, openChromium } from '../demo/chromium.mjs';
import { median } from './measure.ts';

/** What a page that sends requests pays. */
export interface RequestCost {
  name: string;
  /** For all requests, in milliseconds. */
  ms: number;
  /** To a page without the extension, in the same rounds. */
  ratio: number;
}

const REQUESTS = 10_000;
const ROUNDS = 10;

/**
 * The time that calling `fetch` takes, until it gives its promise: without the extension, with it and no
 * flagged note, and with a flagged
 * note that the bodies (1 kB of JSON) do not carry. They go to `data:` addresses, which no network
 * answers; a page of 3,000 elements and twenty notes. The three take turns.
 */
export async function measureRequests(): Promise<RequestCost[]> {
  const notes = '<textarea class="remark">kom 10.15, bussen var försenad</textarea>'.repeat(20);
  const html = `<!doctype html><meta charset="utf-8"><body>${notes}${'<p>rad</p>'.repeat(3000)}`;
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const [own, without] = [await openChromium(), await openChromium({ extension: '' })];
  try {
    await extensionReady(own);
    const open = async (context: typeof own, note: string) => {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.locator('textarea').first().fill(note);
      return page;
    };
    const clean = 'kom 10.16, bussen var försenad';
    const pages = {
      'without the extension': await open(without, clean),
      'no flagged note': await open(own, clean),
      'a flagged note, not carried': await open(own, 'hon är förkyld'),
    };
    const times = new Map<string, number[]>();
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [name, page] of Object.entries(pages)) {
        const ms = await timeIn(page);
        // The first one warms up.
        if (round) times.set(name, [...(times.get(name) ?? []), ms]);
      }
    }
    const floor = times.get('without the extension') ?? [];
    return [...times].map(([name, all]) => ({
      name,
      ms: all.reduce((sum, one) => sum + one, 0),
      ratio: median(all.map((ms, i) => ms / (floor[i] ?? ms))),
    }));
  } finally {
    await Promise.all([own.close(), without.close()]);
    server.close();
  }
}

async function timeIn(page: Page): Promise<number> {
  await page.bringToFront();
  return page.evaluate(async (requests) => {
    const rows = Array.from({ length: 20 }, (_, i) => ({ id: i, name: `Elev ${i}`, state: 'kom' }));
    const body = JSON.stringify({ rows });
    let spent = 0;
    for (let i = 0; i < requests; i += 100) {
      const start = performance.now();
      const some = Array.from({ length: 100 }, () => fetch('data:,x', { method: 'POST', body }));
      spent += performance.now() - start;
      await Promise.all(some);
    }
    return spent;
  }, REQUESTS / ROUNDS);
}
