import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every node that a protocol tells of, with what it holds. */
interface DomNode {
  nodeName: string;
  backendNodeId: number;
  children?: DomNode[];
  shadowRoots?: DomNode[];
}
const ours = (node: DomNode): DomNode[] => [
  ...(node.nodeName === 'SAKLIG-VIEW' ? (node.shadowRoots ?? []) : []),
  ...(node.children ?? []).flatMap(ours),
];

/** Runs a function on each closed shadow root of ours, as the browser's tools can and no page. */
export async function onRoots<T>(
  page: Page,
  work: ((this: ShadowRoot) => T) | string,
): Promise<T[]> {
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const results: T[] = [];
  for (const { backendNodeId } of ours(root as DomNode)) {
    const { object } = await cdp.send('DOM.resolveNode', { backendNodeId });
    const { result } = await cdp.send('Runtime.callFunctionOn', {
      ...{ objectId: object.objectId as string, returnByValue: true },
      functionDeclaration: String(work).replace(/^(?!function)/, 'function '),
    });
    results.push(result.value as T);
  }
  await cdp.detach();
  return results;
}

/** What axe finds wrong in what we show, in both themes. */
export async function violationsShown(page: Page): Promise<string[]> {
  // It looks where pages can look.
  await onRoots(page, function () {
    Object.defineProperty(this.host, 'shadowRoot', { value: this, configurable: true });
  });
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const own = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe has no types here
      const { axe } = globalThis as any;
      const { violations, passes } = await axe.run('saklig-view', {
        rules: { 'target-size': { enabled: true } },
      });
      const told = violations.map(
        (v: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 200)} ${n.failureSummary}`).join(' | ')}`,
      );
      return passes.length ? told : ['axe has seen nothing'];
    });
    found.push(...own.map((one: string) => `${colorScheme} ${one}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
