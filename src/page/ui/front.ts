import { render } from 'preact';
import { framesAround } from '../frames.ts';
import type { Messages } from '../messages.ts';
import { type Host, layerIn, makeHost, toPixels } from './host.ts';
import { layerOf, placeIn } from './stage.ts';

/** What a front consists of: a ruler that marks are drawn in, and a layer for all else. */
export interface FrontHost extends Host {
  marks: HTMLElement;
  panels: HTMLElement;
}

/** `below`: what is on top may lie over it. */
type Level = 'top' | 'below';
/** One less than what stands on top (host-style.ts). */
const BELOW = '2147483646';

/**
 * An element of ours of no size with a closed shadow root, made when there is something to show, outside
 * the page's body. It stands where what it shows can be reached; for fields in frames in the outermost page.
 */
export class Front {
  readonly #css: string;
  readonly #messages: Messages;
  readonly #level: Level;
  #host: FrontHost | null = null;
  /** True when something may lie above it that did not when it was put there. */
  #isCovered = false;

  constructor(css: string, messages: Messages, level: Level = 'top') {
    this.#css = css;
    this.#messages = messages;
    this.#level = level;
  }

  /** What is there of it; null while nothing was shown. */
  get host(): FrontHost | null {
    return this.#host;
  }

  /** The front, at the place where what it shows of some elements can be reached; the last one counts. */
  at(elements: readonly Element[]): FrontHost {
    const layer = elements.map(layerAround).findLast((one) => one !== null) ?? null;
    const place = layer ? placeIn(layer) : stage().documentElement;
    if (this.#host?.element.isConnected === false && !this.#host.element.parentNode) {
      render(null, this.#host.panels);
      this.#host = null;
    }
    if (!this.#host) {
      const host = makeHost(place, this.#css);
      if (this.#level === 'below') host.element.style.setProperty('z-index', BELOW, 'important');
      const marks = layerIn(host, 'marks');
      this.#host = { ...host, marks, panels: panelsIn(host, this.#messages) };
    }
    const { element, marks } = this.#host;
    // A move takes the focus away.
    if (element.parentNode !== place && !this.hasFocus()) place.appendChild(element);
    this.#lift(element, layer !== null);
    toPixels(element, marks);
    return this.#host;
  }

  /** Something of the page was laid above the rest: the next drawing goes above it. */
  cover(): void {
    this.#isCovered = true;
  }

  /** True while something in it has the focus. */
  hasFocus(): boolean {
    return Boolean(this.#host?.root.activeElement);
  }

  close(): void {
    if (!this.#host) return;
    render(null, this.#host.panels);
    this.#host.element.remove();
    this.#host = null;
  }

  /** Takes an element above what the browser itself lays above the page, or back. */
  #lift(element: HTMLElement, isAbove: boolean): void {
    const isLifted = element.matches(':popover-open');
    if (isLifted === isAbove && !(isAbove && this.#isCovered)) return;
    if (isLifted && this.hasFocus()) return;
    this.#isCovered = false;
    if (isLifted) element.hidePopover();
    element.popover = isAbove ? 'manual' : null;
    if (isAbove) element.showPopover();
  }
}

/** A layer for what people read, in the language of the interface. */
export function panelsIn(host: Host, messages: Messages): HTMLElement {
  const panels = layerIn(host, 'panels');
  panels.lang = messages('language');
  return panels;
}

/** The document that we show in: the outermost that can be reached. */
export const stage = (): Document => framesAround().at(-1)?.ownerDocument ?? document;

/** The layer around an element, or around the frame it stands in. */
const layerAround = (element: Element) => layerOf(framesAround().at(-1) ?? element);
