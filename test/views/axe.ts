import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong in a page, in the light theme and in the dark one. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const own = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe has no types here
      const result = await (globalThis as any).axe.run(document, {
        rules: { 'target-size': { enabled: true } },
      });
      return result.violations.map(
        (v: { id: string; nodes: { html: string }[] }) =>
          `${v.id}: ${v.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
      );
    });
    found.push(...own.map((one: string) => `${colorScheme} ${one}`));
  }
  return found;
}
