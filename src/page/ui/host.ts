import { addStyle } from '../add-style.ts';
import { answerAlive, OWN } from '../alive.ts';
import { hostStyle } from '../host-style.ts';

/** An element of ours in the page; what it holds stands behind a closed shadow root. */
export interface Host {
  element: HTMLElement;
  root: ShadowRoot;
}

const HOST_STYLE = hostStyle('position:absolute', 'top:0', 'left:0', 'width:0', 'height:0');

/** Makes an element that takes no part in the page and lies over it. */
export function makeHost(parent: Node, css: string): Host {
  const element = (parent.ownerDocument as Document).createElement(OWN);
  element.style.cssText = HOST_STYLE;
  answerAlive(element);
  const root = element.attachShadow({ mode: 'closed' });
  addStyle(root, css);
  // What happens in our panels is not the page's business: its shortcuts and click handlers
  // would take it for a key press or a click of their own.
  for (const type of PRIVATE_EVENTS) root.addEventListener(type, (e) => e.stopPropagation());
  parent.appendChild(element);
  return { element, root };
}

/** A new element in a host. */
export function layerIn({ root }: Host, name: string): HTMLElement {
  const layer = root.ownerDocument.createElement('div');
  layer.className = name;
  return root.appendChild(layer);
}

/** The width that the style sheet gives a layer, in CSS pixels. */
const RULER = 100;

/** Lets a pixel in an element of ours be one of the viewport, whatever the page says of its own size. */
export function toPixels(element: HTMLElement, layer: HTMLElement): void {
  const scale = layer.getBoundingClientRect().width / RULER;
  if (!scale || Math.abs(scale - 1) < 1e-4) return;
  const zoom = (Number.parseFloat(element.style.zoom) || 1) / scale;
  element.style.setProperty('zoom', String(zoom), 'important');
}

const PRIVATE_EVENTS = [
  'keydown',
  'keyup',
  'keypress',
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'click',
  'dblclick',
  'contextmenu',
  'wheel',
  'touchstart',
  'touchend',
  'input',
  'change',
  'focusin',
  'focusout',
];
