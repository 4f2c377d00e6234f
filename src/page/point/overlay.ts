import { addStyle } from '../add-style.ts';
import { browser } from '../browser.ts';
import { hostStyle } from '../host-style.ts';
import { shownOf } from './fields.ts';
import style from './overlay.css?inline';
import type { Target } from './picked.ts';
import type { Aim } from './talk.ts';

/** So many fields of a kind are outlined. */
const MOST_OUTLINED = 200;

/**
 * What is seen while a person points: a bar, and outlines. It lies above the page, in a closed shadow
 * root, and the outline of the field that would be picked catches the click.
 */
export class Overlay {
  readonly #host = document.createElement('saklig-point');
  readonly #root: ShadowRoot;
  readonly #outlines: HTMLElement;
  readonly #bar: HTMLElement | null;
  #status: HTMLElement | null = null;
  #field: HTMLElement | null = null;
  #fits: readonly HTMLElement[] = [];

  /** `target`: what the bar asks for; null in frames, where there is no bar. */
  constructor(target: Target | null) {
    this.#host.style.cssText = HOST_STYLE;
    this.#root = this.#host.attachShadow({ mode: 'closed' });
    addStyle(this.#root, style);
    this.#outlines = this.#root.appendChild(make('div', 'overlay'));
    this.#bar = target && this.#root.appendChild(this.#makeBar(target));
    // What stands outside a modal dialog of the page could not be pressed.
    const modal = [...document.querySelectorAll('dialog:modal')].at(-1);
    (modal ?? document.documentElement).append(this.#host);
    this.#host.popover = 'manual';
    this.#host.showPopover();
  }

  #makeBar(target: Target): HTMLElement {
    const title = t(`point_barTitle_${target}`);
    const bar = make('div', 'bar overlay');
    bar.tabIndex = -1;
    bar.setAttribute('role', 'dialog');
    bar.setAttribute('aria-label', title);
    const words = bar.appendChild(make('div', 'words'));
    words.append(make('strong', '', title));
    this.#status = words.appendChild(make('span', 'aim'));
    this.#status.setAttribute('role', 'status');
    words.append(make('span', 'keys', t('point_barKeys')));
    bar.append(make('button', '', t('point_cancel')));
    return bar;
  }

  /** The keys are ours from now on. */
  focus(): void {
    this.#bar?.focus({ preventScroll: true });
  }

  hasFocus(): boolean {
    return this.#root.activeElement !== null;
  }

  /** True when an event comes from our own elements. */
  owns(event: Event): boolean {
    return event.target === this.#host;
  }

  /**
   * Which of our own elements a click is on. The one control that can be pressed without a pointer, by a
   * screen reader, is the button of the bar.
   */
  partAt({ clientX, clientY }: MouseEvent): 'field' | 'cancel' | 'bar' {
    const part = this.#root.elementFromPoint(clientX, clientY);
    if (part?.matches('.here')) return 'field';
    return part?.closest('.bar') && !part.closest('button') ? 'bar' : 'cancel';
  }

  /** What of the page lies under the pointer, when our outline lies over it. */
  under(event: MouseEvent): Element | null {
    const { clientX, clientY } = event;
    if (this.partAt(event) !== 'field') return null;
    let under = below(document, clientX, clientY, this.#host);
    while (under?.shadowRoot) {
      const inside = below(under.shadowRoot, clientX, clientY, this.#host);
      if (!inside || inside === under) break;
      under = inside;
    }
    return under;
  }

  /** Says in the bar what would be picked. */
  show(aim: Aim): void {
    if (!this.#status) return;
    this.#status.textContent = aim === null ? '' : aimText(aim);
  }

  outline(field: HTMLElement | null, fits: readonly HTMLElement[]): void {
    this.#field = field;
    this.#fits = fits.filter((one) => one !== field).slice(0, MOST_OUTLINED);
    this.draw();
  }

  /** The wheel belongs to what lies under the outline, until the pointer moves again. */
  letThrough(): void {
    this.#outlines.querySelector('.here')?.classList.add('through');
  }

  /** Draws the outlines at where the fields stand now. */
  draw(): void {
    const all = this.#field ? [this.#field, ...this.#fits] : [];
    while (this.#outlines.childElementCount > all.length) this.#outlines.lastElementChild?.remove();
    all.forEach((field, i) => {
      const box = this.#outlines.children[i] ?? this.#outlines.appendChild(make('div', ''));
      box.className = i === 0 ? 'here' : 'alike';
      const { left, top, width, height } = shownOf(field).getBoundingClientRect();
      (box as HTMLElement).style.cssText =
        `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
    });
  }

  close(): void {
    this.#host.remove();
  }
}

const below = (root: DocumentOrShadowRoot, x: number, y: number, host: Element) =>
  root.elementsFromPoint(x, y).find((element) => element !== host) ?? null;

function aimText(aim: Exclude<Aim, null>): string {
  if (aim === 'unreachable') return t('point_unreachable');
  const name = aim.label || t('point_unnamed');
  if (aim.count === 1) return name;
  return t('point_barAlike', name, String(aim.count));
}

const t = (key: string, ...values: string[]) => browser.i18n.getMessage(key, values);

function make(tag: string, name: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

const HOST_STYLE = hostStyle('position:fixed', 'inset:0', 'width:auto', 'height:auto');
