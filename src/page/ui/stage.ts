import { aroundOf, HOLDERS, shadowOf } from '../tree.ts';

/**
 * What lies above the page or shuts it off: modal dialogs, popovers, what fills the screen, and
 * dialogs that are modal by a page's word. Around them the page is inert, hidden, or guarded by a
 * script that takes the focus back.
 */
const LAYERS = ':modal, :popover-open, :fullscreen, [aria-modal="true"]';

/** The innermost layer that an element is shown in; null when that is the page itself. */
export function layerOf(element: Element): Element | null {
  const { body, documentElement } = element.ownerDocument;
  const layer = aroundOf(element).find(
    (one) => one !== body && one !== documentElement && one.matches(LAYERS),
  );
  return layer?.checkVisibility() ? layer : null;
}

const roots = new WeakMap<Element, ShadowRoot>();

/**
 * Where our elements may stand in a layer so that they are part of it and not of the page's document:
 * a closed shadow root behind an element of the layer, which goes on showing what it held. Where no
 * element can have one, it is the layer itself.
 */
export function placeIn(layer: Element): Node {
  const known = roots.get(layer);
  if (known?.host.isConnected && known.host.checkVisibility()) return known;
  for (const name of HOLDERS) {
    for (const element of [layer, ...layer.querySelectorAll<HTMLElement>(name)]) {
      if (element.localName !== name || !mayHold(element as HTMLElement)) continue;
      const root = element.attachShadow({ mode: 'closed' });
      root.append(element.ownerDocument.createElement('slot'));
      roots.set(layer, root);
      return root;
    }
  }
  return layer;
}

const mayHold = (element: HTMLElement) =>
  !shadowOf(element) && !element.isContentEditable && element.checkVisibility();
