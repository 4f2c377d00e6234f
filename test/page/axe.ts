import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Node {
  backendNodeId: number;
  nodeName: string;
  children?: Node[];
  shadowRoots?: Node[];
}

/**
 * What axe finds wrong in what we show in a page, in the light theme and in the dark one. Our shadow roots
 * are closed, and axe is a script of the page: they are handed to it through the debugging protocol.
 */
export async function violationsShown(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const hosts = find(root as Node, ({ nodeName }) => nodeName === 'SAKLIG-VIEW');
  if (!hosts.length) throw new Error('Nothing of ours is shown.');
  for (const host of hosts) {
    const [own, shadow] = await Promise.all(
      [host.backendNodeId, host.shadowRoots?.[0]?.backendNodeId].map((backendNodeId) =>
        cdp.send('DOM.resolveNode', { backendNodeId: backendNodeId as number }),
      ),
    );
    await cdp.send('Runtime.callFunctionOn', {
      objectId: own?.object.objectId as string,
      functionDeclaration: `function (shadow) {
        Object.defineProperty(this, 'shadowRoot', { value: shadow, configurable: true });
      }`,
      arguments: [{ objectId: shadow?.object.objectId as string }],
    });
  }
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const own = await page.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: axe has no types here
      const { violations, passes } = await (globalThis as any).axe.run({
        include: ['saklig-view'],
      });
      if (!passes.length) throw new Error('axe has looked at nothing.');
      return violations.map(
        (v: { id: string; nodes: { html: string }[] }) =>
          `${v.id}: ${v.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
      );
    });
    found.push(...own.map((one: string) => `${colorScheme} ${one}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await cdp.detach();
  return found;
}

function find(node: Node, wanted: (node: Node) => boolean): Node[] {
  const below = [...(node.shadowRoots ?? []), ...(node.children ?? [])];
  return [...(wanted(node) ? [node] : []), ...below.flatMap((one) => find(one, wanted))];
}
