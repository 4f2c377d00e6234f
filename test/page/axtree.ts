import type { Page } from 'playwright-core';

/** What a screen reader meets, with what can be done there. */
export interface Node {
  role: string;
  name: string;
  description: string;
  /** Of what folds away: whether it is open. */
  expanded: unknown;
  /** Of what is one of several: whether it is the one. */
  selected: unknown;
  focused: boolean;
  backendId: number;
}

/** Everything a screen reader meets in a page, in its order. */
export async function treeOf(page: Page): Promise<Node[]> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => {
      const property = (name: string) =>
        node.properties?.find((one) => one.name === name)?.value.value;
      return {
        role: String(node.role?.value),
        name: String(node.name?.value ?? ''),
        description: String(node.description?.value ?? ''),
        expanded: property('expanded'),
        selected: property('selected'),
        focused: property('focused') === true,
        backendId: node.backendDOMNodeId ?? 0,
      };
    });
}

/** Presses what has a role and a name, with the mouse. */
export async function pressNamed(page: Page, role: string, name: string): Promise<void> {
  const node = (await treeOf(page)).find((one) => one.role === role && one.name === name);
  if (!node) throw new Error(`There is no ${role} “${name}”.`);
  const cdp = await page.context().newCDPSession(page);
  const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId: node.backendId });
  await cdp.detach();
  const [x = 0, y = 0, , , right = 0, bottom = 0] = model.border;
  await page.mouse.click((x + right) / 2, (y + bottom) / 2);
}
