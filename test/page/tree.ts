import type { Page } from 'playwright-core';

/** What a screen reader meets. */
export interface Met {
  role: string;
  name: string;
  selected?: boolean;
}

/** Role and name of everything a screen reader meets in a page, in its order. */
export async function treeOf(page: Page): Promise<Met[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map(({ role, name, properties = [] }) => {
      const selected = properties.find((own) => own.name === 'selected')?.value.value;
      return {
        ...{ role: String(role?.value), name: String(name?.value ?? '') },
        ...(selected !== undefined && { selected: selected as boolean }),
      };
    });
}
