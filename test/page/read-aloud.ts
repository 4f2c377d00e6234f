import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A node as the browser gives it to a screen reader. */
interface Met {
  parent: Met | null;
  role: string;
  name: string;
  description: string;
  value: string;
  backendId: number;
  property(name: string): unknown;
}

/** What a screen reader calls each role; of others it reads the name alone. */
const ROLES: Record<string, string> = {
  alertdialog: 'dialogruta',
  button: 'knapp',
  combobox: 'kombinationsruta',
  dialog: 'dialogruta',
  DisclosureTriangle: 'knapp',
  group: 'grupp',
  link: 'länk',
  menu: 'meny',
  menuitem: 'menyalternativ',
  textbox: 'redigeringsfält',
};
/** Of what is around the focus, this is read when the focus comes into it. */
const AROUND = ['dialog', 'alertdialog', 'group', 'menu', 'listbox'];

/** What was done in a visit, and what was read aloud then. */
export interface Step {
  done: string;
  heard: string[];
}

/**
 * A page as a screen reader knows it: found by role and name in the browser's accessibility tree, used by
 * focus and keys, and read aloud. What is read is derived from the tree as screen readers do it: of what
 * gets the focus its name, role, state, description and text, with the dialogs and groups it has come into;
 * of polite regions what has changed in them. A region that comes with its text already in it is not read,
 * since not all screen readers do. What has the focus for a moment only is not read either: the next speech
 * cuts it off.
 */
export class ReadAloud {
  readonly steps: Step[] = [];
  readonly #page: Page;
  #cdp: CDPSession | null = null;
  #focus: Met | null = null;
  /** Texts of the polite regions by node, as they were heard last. */
  #regions = new Map<number, string[]>();
  #heard: string[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Does something, and waits until just this was read aloud. */
  async hears(done: string, act: () => Promise<unknown>, ...wanted: string[]): Promise<void> {
    await this.#listen();
    const before = this.#focus;
    await act();
    const heard = async () => {
      await this.#listen();
      return [...focusLines(before, this.#focus), ...this.#heard];
    };
    await expect.poll(heard, { message: done, timeout: 10_000 }).toEqual(wanted);
    this.#heard = [];
    this.steps.push({ done, heard: wanted });
  }

  /** Moves the focus to what has a role and a name, as one can from a screen reader's list of elements. */
  async focus(role: string, name: string): Promise<void> {
    const found = (await this.#tree()).filter((own) => own.role === role && own.name === name);
    const [node] = found;
    if (!node || found.length > 1) throw new Error(`There are ${found.length} ${role} “${name}”.`);
    await (await this.#session()).send('DOM.focus', { backendNodeId: node.backendId });
  }

  /** What can have the focus and has no name. */
  async nameless(): Promise<string[]> {
    return (await this.#tree())
      .filter((own) => own.property('focusable') && !own.name && own.role !== 'RootWebArea')
      .map(({ role }) => role);
  }

  async #listen(): Promise<void> {
    const tree = await this.#tree();
    // The page has it as well as what is in it.
    this.#focus = tree.findLast((own) => own.property('focused')) ?? null;
    const regions = new Map<number, string[]>();
    for (const region of tree.filter((own) => isRegion(own) && !isRegion(own.parent))) {
      const texts = tree.filter((own) => own.role === 'StaticText' && isIn(own, region));
      const now = texts.map(({ name }) => name.trim()).filter(Boolean);
      const before = this.#regions.get(region.backendId);
      regions.set(region.backendId, now);
      if (!before || now.join() === before.join()) continue;
      const isWhole = region.property('atomic') === true;
      const said = isWhole ? now : now.filter((text, i) => text !== before[i]);
      if (said.length) this.#heard.push(`(${said.join(' ').replaceAll(' ,', ',')})`);
    }
    this.#regions = regions;
  }

  async #tree(): Promise<Met[]> {
    const { nodes } = await (await this.#session()).send('Accessibility.getFullAXTree');
    const met = new Map<string, Met>();
    for (const node of nodes) {
      met.set(node.nodeId, {
        parent: null,
        role: String(node.ignored ? '' : (node.role?.value ?? '')),
        name: String(node.name?.value ?? ''),
        description: String(node.description?.value ?? ''),
        value: String(node.value?.value ?? ''),
        backendId: node.backendDOMNodeId ?? 0,
        property: (name) => node.properties?.find((own) => own.name === name)?.value.value,
      });
    }
    for (const { nodeId, parentId } of nodes) {
      const own = met.get(nodeId);
      if (own && parentId) own.parent = met.get(parentId) ?? null;
    }
    return [...met.values()].filter(({ role }) => role);
  }

  async #session(): Promise<CDPSession> {
    this.#cdp ??= await this.#page.context().newCDPSession(this.#page);
    return this.#cdp;
  }
}

const isRegion = (node: Met | null): boolean => {
  const live = node?.property('live');
  return live === 'polite' || live === 'assertive';
};

function isIn(node: Met, around: Met): boolean {
  for (let own: Met | null = node; own; own = own.parent)
    if (own.backendId === around.backendId) return true;
  return false;
}

/** What is read when the focus goes from one to another. */
function focusLines(before: Met | null, now: Met | null): string[] {
  if (!now) return before ? ['–'] : [];
  if (before?.backendId === now.backendId) {
    const state = stateOf(now);
    return state === stateOf(before) ? [] : [state];
  }
  const around: Met[] = [];
  for (let own = now.parent; own; own = own.parent) {
    const isNew = !before || !isIn(before, own);
    const isRead = AROUND.includes(own.role) && (own.name || own.role === 'menu');
    if (isRead && isNew) around.unshift(own);
  }
  return [...around, now].map(lineOf);
}

function stateOf(node: Met): string {
  const expanded = node.property('expanded');
  return expanded === undefined ? '' : expanded ? 'utfälld' : 'hopfälld';
}

function lineOf(node: Met): string {
  const { role, name, description, value } = node;
  const parts = [
    name.trim().replace(/\s+/g, ' '),
    ROLES[role],
    stateOf(node),
    description !== name && description,
    value && `”${value}”`,
  ];
  return parts.filter(Boolean).join(', ');
}
