// What Saklig shows in a page, read as a person would see it. Its shadow root is closed to the page
// and to scripts; the browser's debugging protocol sees through it.

/**
 * @typedef {{ x: number, y: number, width: number, height: number }} Box in CSS pixels of the viewport
 * @typedef {{ finding: string, category: string, box: Box }} Mark
 * @typedef {{ name: string, box: Box }} Button
 * @typedef {{ text: string, label: string, buttons: Button[], folds: Button[], box: Box }} Panel
 *   `folds`: what folds away more of it
 * @typedef {{ marks: Mark[], chips: Button[], card: Panel | null, list: Panel | null,
 *   report: Panel | null, warning: Panel | null, purpose: Panel | null, phrases: Panel | null }} View
 * @typedef {{ nodeId: number, backendNodeId: number, nodeName: string, nodeValue: string, attributes?: string[], children?: Node[],
 *   shadowRoots?: Node[], shadowRootType?: string, contentDocument?: Node }} Node
 */

/** @type {WeakMap<import('playwright-core').Page, Promise<import('playwright-core').CDPSession>>} */
const sessions = new WeakMap();

/** @param {import('playwright-core').Page} page */
function session(page) {
  const known = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, known);
  return known;
}

/**
 * Reads what is shown now.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<View>}
 */
export async function readView(page) {
  const cdp = await session(page);
  const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
  const own = findAll(/** @type {Node} */ (root), (n) => n.nodeName === 'SAKLIG-VIEW');
  const all = (/** @type {string} */ name) =>
    own.flatMap((host) => findAll(host, (n) => hasClass(n, name)));
  const marks = await Promise.all(
    all('mark')
      .filter((n) => attribute(n, 'data-finding'))
      .map(async (n) => ({
        finding: attribute(n, 'data-finding'),
        category: attribute(n, 'data-category'),
        box: await boxOf(cdp, n),
      })),
  );
  const button = async (/** @type {Node} */ n) => ({
    name: attribute(n, 'aria-label') || textOf(n).trim(),
    box: await boxOf(cdp, n),
  });
  const panel = async (/** @type {Node | undefined} */ n) =>
    n
      ? {
          text: textOf(n),
          label: attribute(n, 'aria-label'),
          buttons: await Promise.all(findAll(n, (m) => m.nodeName === 'BUTTON').map(button)),
          folds: await Promise.all(findAll(n, (m) => m.nodeName === 'SUMMARY').map(button)),
          box: await boxOf(cdp, n),
        }
      : null;
  return {
    marks,
    chips: await Promise.all(all('chip').map(button)),
    card: await panel(all('card')[0]),
    list: await panel(all('list')[0]),
    report: await panel(all('report')[0]),
    warning: await panel(all('warning')[0]),
    purpose: await panel(all('purpose')[0]),
    phrases: await panel(all('phrases')[0]),
  };
}

/**
 * Waits until what is shown is as asked, and gives it.
 * @param {import('playwright-core').Page} page
 * @param {(view: View) => unknown} condition
 * @param {number} [patience] milliseconds until giving up
 * @returns {Promise<View>}
 */
export async function waitForView(page, condition, patience = 15_000) {
  const end = Date.now() + patience;
  for (;;) {
    const view = await soon(readView(page)).catch(ifGone);
    if (view && condition(view)) return view;
    if (Date.now() > end) {
      throw new Error(
        `It never came to be: ${condition}\nShown is ${JSON.stringify(view, null, 1)}`,
      );
    }
    await soon(page.evaluate(() => new Promise(requestAnimationFrame))).catch(ifGone);
  }
}

/**
 * A page that is just going away may leave a question unanswered for ever, and one in the background
 * draws no frames: it is then asked again.
 * @template T
 * @param {Promise<T>} answer
 * @returns {Promise<T | null>}
 */
function soon(answer) {
  return Promise.race([
    answer,
    new Promise((resolve) => setTimeout(resolve, PATIENCE_FOR_AN_ANSWER, null)),
  ]);
}

/** In milliseconds. */
const PATIENCE_FOR_AN_ANSWER = 2_000;

/**
 * The page went on, or drew anew, while it was being read: then it is read again.
 * @param {unknown} error
 */
function ifGone(error) {
  const gone = /context was destroyed|Could not (find|compute)|not find node|No node|navigat/i;
  if (!gone.test(String(error))) throw error;
  return null;
}

/**
 * Presses a button of ours with the mouse, as a person does.
 * @param {import('playwright-core').Page} page
 * @param {Button} button
 */
export async function press(page, { box }) {
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/**
 * The button of a name.
 * @param {Panel | null} panel
 * @param {string} name
 * @returns {Button}
 */
export function buttonOf(panel, name) {
  const button = panel?.buttons.find((b) => b.name === name);
  if (!button) throw new Error(`There is no button "${name}" in ${JSON.stringify(panel)}`);
  return button;
}

/**
 * @param {import('playwright-core').CDPSession} cdp
 * @param {Node} node
 * @returns {Promise<Box>}
 */
async function boxOf(cdp, { backendNodeId }) {
  const { model } = await cdp.send('DOM.getBoxModel', { backendNodeId });
  const [x = 0, y = 0] = model.border;
  return { x, y, width: model.width, height: model.height };
}

/**
 * @param {Node} node
 * @param {(node: Node) => unknown} wanted
 * @returns {Node[]}
 */
function findAll(node, wanted) {
  const { shadowRoots = [], children = [], contentDocument } = node;
  // The browser's own parts of an element are not there for anybody.
  const roots = shadowRoots.filter(({ shadowRootType }) => shadowRootType !== 'user-agent');
  const below = [...roots, ...children, ...(contentDocument ? [contentDocument] : [])];
  return [...(wanted(node) ? [node] : []), ...below.flatMap((n) => findAll(n, wanted))];
}

/**
 * @param {Node} node
 * @param {string} name
 */
function attribute(node, name) {
  const at = node.attributes?.findIndex((a, i) => i % 2 === 0 && a === name) ?? -1;
  return at < 0 ? '' : (node.attributes?.[at + 1] ?? '');
}

/**
 * @param {Node} node
 * @param {string} name
 */
const hasClass = (node, name) => attribute(node, 'class').split(' ').includes(name);

/**
 * @param {Node} node
 * @returns {string}
 */
const textOf = (node) =>
  node.nodeName === '#text' ? node.nodeValue : (node.children ?? []).map(textOf).join(' ');
