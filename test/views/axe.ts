import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong in a page, in the light theme and in the dark one; `iframes` false where what is in
 * its frames is looked at by a test of its own.
 */
export async function violations(page: Page, { iframes = true } = {}): Promise<string[]> {
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const own = await page.evaluate(async (iframes) => {
      // biome-ignore lint/suspicious/noExplicitAny: axe has no types here
      const result = await (globalThis as any).axe.run(document, {
        iframes,
        rules: { 'target-size': { enabled: true } },
      });
      return result.violations.map(
        (v: { id: string; nodes: { html: string }[] }) =>
          `${v.id}: ${v.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
      );
    }, iframes);
    found.push(...own.map((one: string) => `${colorScheme} ${one}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
