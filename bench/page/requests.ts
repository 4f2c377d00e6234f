import type { BrowserContext, Page } from 'playwright-core';
import { type Browsers, openTab } from './browsers.ts';
import { MANY, WATCHED } from './site.ts';

/** What requests cost a page, in ms: one number for each round. */
export interface Requests {
  /** How many notes are in the page. */
  notes: number;
  name: string;
  /** Until `fetch` has given its promise, for one request. */
  call: number[];
  /** Until the answer is there, for one request. */
  answer: number[];
}

export const REQUESTS = 10_000;
const ROUNDS = 50;
/** So many are on their way at once, as many as a browser sends to one server. */
const AT_ONCE = 6;

/**
 * Sends requests that carry no flagged note (1 kB of JSON each) to the site's own server, from a page
 * with one note and from one of 3,000 elements with 200 notes: without the extension, with it and no
 * flagged note in the page, and with one that the bodies do not carry. The three take turns.
 */
export async function measureRequests(browsers: Browsers, site: string): Promise<Requests[]> {
  const one = await measureFrom(browsers, `${site}${WATCHED}textarea?length=500`, 1);
  return [...one, ...(await measureFrom(browsers, `${site}${WATCHED}large`, MANY.fields))];
}

async function measureFrom(
  { own, plain }: Browsers,
  url: string,
  notes: number,
): Promise<Requests[]> {
  const open = async (context: BrowserContext, note: string) => {
    const page = await openTab(context, url);
    await page.locator('textarea').first().fill(note);
    return page;
  };
  const clean = 'kom 10.16, bussen var försenad';
  const kinds = [
    { name: 'without the extension', page: await open(plain, clean) },
    { name: 'with it, no flagged note', page: await open(own, clean) },
    { name: 'with it, a flagged note that they do not carry', page: await open(own, 'är förkyld') },
  ].map((kind) => ({ ...kind, call: [] as number[], answer: [] as number[] }));
  for (let round = 0; round <= ROUNDS; round++) {
    // Who begins changes, so that nobody always comes after the same.
    const order = kinds.map((_, i) => kinds[(i + round) % kinds.length] as (typeof kinds)[0]);
    for (const { page, call, answer } of order) {
      const one = await sendSome(page, REQUESTS / ROUNDS);
      // The first round warms up.
      if (!round) continue;
      call.push(one.call);
      answer.push(one.answer);
    }
  }
  await Promise.all(kinds.map(({ page }) => page.close()));
  return kinds.map(({ name, call, answer }) => ({ notes, name, call, answer }));
}

async function sendSome(page: Page, count: number): Promise<{ call: number; answer: number }> {
  await page.bringToFront();
  return page.evaluate(
    async ([count, atOnce]) => {
      const rows = Array.from({ length: 20 }, (_, id) => ({
        id,
        name: `Elev ${id}`,
        state: 'kom',
      }));
      const body = JSON.stringify({ rows });
      let [call, sent] = [0, 0];
      const start = performance.now();
      const sendOn = async () => {
        while (sent++ < count) {
          const before = performance.now();
          const answer = fetch('save', { method: 'POST', body });
          call += performance.now() - before;
          await (await answer).text();
        }
      };
      await Promise.all(Array.from({ length: atOnce }, sendOn));
      return { call: call / count, answer: (performance.now() - start) / count };
    },
    [count, AT_ONCE] as const,
  );
}
