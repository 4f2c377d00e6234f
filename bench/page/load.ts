import type { Page } from 'playwright-core';
import { type Browsers, openTab } from './browsers.ts';
import { WATCHED } from './site.ts';
import { startTrace } from './trace.ts';

/** One load of a page, in ms. */
export interface Load {
  /** Until its load event had been handled. */
  wall: number;
  /** How long the processor worked on its main thread until then, and until it had become quiet. */
  work: number;
}

/** Loads a page again and again, in turns without and with the extension. */
export async function measureLoads(
  { own, plain, scripts }: Browsers,
  site: string,
  rounds: number,
): Promise<{ own: Load[]; plain: Load[] }> {
  const url = `${site}${WATCHED}large`;
  const pages = { plain: await openTab(plain, url), own: await openTab(own, url) };
  const loads = { plain: [] as Load[], own: [] as Load[] };
  for (let round = 0; round < rounds; round++) {
    // Who begins changes, so that nobody always comes after the other.
    const order = round % 2 ? (['own', 'plain'] as const) : (['plain', 'own'] as const);
    for (const who of order) loads[who].push(await loadOnce(pages[who], url, scripts));
  }
  await Promise.all([pages.own.close(), pages.plain.close()]);
  return loads;
}

async function loadOnce(page: Page, url: string, scripts: string): Promise<Load> {
  await page.bringToFront();
  const stop = await startTrace(page, scripts);
  await page.goto(url, { waitUntil: 'load' });
  const wall = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        // Two frames and an idle moment later nothing that belongs to loading is left.
        const quiet = () => {
          const [entry] = performance.getEntriesByType('navigation');
          done((entry as PerformanceNavigationTiming).loadEventEnd);
        };
        requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(quiet)));
      }),
  );
  const { tasks } = await stop();
  return { wall, work: tasks.reduce((sum, { ms }) => sum + ms, 0) };
}
