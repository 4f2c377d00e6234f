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
