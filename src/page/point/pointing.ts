import { isSeen, shownOf } from './fields.ts';
import { Overlay } from './overlay.ts';
import { pickedFrom, type Target, targetAt, targetsIn } from './picked.ts';
import type { Asked, Step, Told } from './talk.ts';

const POINTER = [
  ...['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'auxclick', 'dblclick'],
  ...['contextmenu', 'touchstart', 'touchend', 'dragstart'],
];
const STEPS: Partial<Record<string, Step>> = {
  Tab: 'next',
  ArrowDown: 'next',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  Enter: 'pick',
  Escape: 'cancel',
};

/**
 * Lets a person point at a field or button of this page, or of this frame of one, by pointer or key. The
 * page sees nothing of it: its own handlers get neither the click nor the keys. `tell` goes to the editor.
 */
export class Pointing {
  readonly #target: Target;
  readonly #tell: (told: Told) => void;
  readonly #overlay: Overlay;
  readonly #stop = new AbortController();
  readonly #focused = document.activeElement;
  /** The key that is down. */
  #down = '';
  #at: HTMLElement | null = null;
  #frame = 0;

  constructor(target: Target, tell: (told: Told) => void) {
    this.#target = target;
    this.#tell = tell;
    this.#overlay = new Overlay(window === window.top ? target : null);
    this.#listen();
    this.#overlay.focus();
    const addresses = [...document.querySelectorAll('iframe')].filter(isSeen).map(({ src }) => src);
    tell({ say: 'sites', addresses: addresses.filter((address) => /^https?:/.test(address)) });
  }

  /** What the editor asks. */
  hear(asked: Asked): void {
    if (asked.do === 'show') this.#overlay.show(asked.aim);
    else if (asked.do === 'clear') this.#aim(null);
    else if (asked.do === 'begin') return;
    else if (asked.step === 'pick') this.#pick();
    else if (asked.step === 'cancel') this.#tell({ say: 'cancelled' });
    else this.#move(asked.step);
  }

  /** Takes everything away. The focus goes back to where it was. */
  close(): void {
    const held = this.#overlay.hasFocus();
    cancelAnimationFrame(this.#frame);
    this.#overlay.close();
    if (held && this.#focused instanceof HTMLElement) this.#focused.focus({ preventScroll: true });
    this.#stop.abort();
    if (this.#down) keepFromPage(this.#down);
  }

  #listen(): void {
    const { signal } = this.#stop;
    const options = { capture: true, passive: false, signal };
    for (const type of POINTER) window.addEventListener(type, (e) => this.#onPointer(e), options);
    for (const type of ['keydown', 'keypress', 'keyup']) {
      window.addEventListener(type, (e) => this.#onKey(e as KeyboardEvent), options);
    }
    for (const type of ['focus', 'focusin', 'focusout', 'blur']) {
      // The focus comes back to where the page has it; it never knows that it was away.
      const hide = (e: Event) => e.target !== window && e.stopImmediatePropagation();
      window.addEventListener(type, hide, options);
    }
    window.addEventListener('pointermove', (event) => this.#onMove(event), options);
    window.addEventListener('wheel', () => this.#overlay.letThrough(), options);
    const redraw = () => {
      this.#frame ||= requestAnimationFrame(() => {
        this.#frame = 0;
        this.#overlay.draw();
      });
    };
    window.addEventListener('scroll', redraw, options);
    window.addEventListener('resize', redraw, options);
  }

  #onMove(event: PointerEvent): void {
    if (!event.isTrusted) return;
    event.stopImmediatePropagation();
    const under = this.#overlay.owns(event)
      ? this.#overlay.under(event)
      : (event.composedPath()[0] as Element | undefined);
    this.#aim(targetAt(under ?? null, this.#target));
  }

  /** Nothing of a click comes to the page. One on a field picks it, also where no pointer has moved. */
  #onPointer(event: Event): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.isTrusted || !(event instanceof MouseEvent) || event.type !== 'click') return;
    const [target] = event.composedPath();
    const part = this.#overlay.owns(event) ? this.#overlay.partAt(event) : 'page';
    if (part === 'cancel') this.#tell({ say: 'cancelled' });
    if (part === 'page' && target instanceof Element) this.#aim(targetAt(target, this.#target));
    if (part === 'page' || part === 'field') this.#pick();
  }

  #onKey(event: KeyboardEvent): void {
    // The browser's own shortcuts and scrolling go on.
    if (event.ctrlKey || event.metaKey || event.altKey || /^(F\d|Page|Home|End)/.test(event.key)) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#down = event.type === 'keyup' ? '' : event.key;
    const step = STEPS[event.key];
    if (!event.isTrusted || event.type !== 'keydown' || !step) return;
    const isBack = event.key === 'Tab' && event.shiftKey;
    this.#tell({ say: 'key', step: isBack ? 'previous' : step });
  }

  #move(step: 'next' | 'previous'): void {
    const fields = targetsIn(document, this.#target);
    const own = this.#at ? fields.indexOf(this.#at) : -1;
    const isNext = step === 'next';
    const next = fields.at(own < 0 ? (isNext ? 0 : -1) : own + (isNext ? 1 : -1));
    const isOver = own >= 0 && (isNext ? own === fields.length - 1 : own === 0);
    if (!next || isOver) {
      this.#aim(null);
      this.#tell({ say: 'end', step });
      return;
    }
    shownOf(next).scrollIntoView({ block: 'center', inline: 'nearest' });
    this.#aim(next);
  }

  #aim(field: HTMLElement | null): void {
    if (field === this.#at) return;
    this.#at = field;
    const found = field && pickedFrom(field, this.#target);
    this.#overlay.outline(field, found?.fits ?? []);
    this.#tell({ say: 'aim', aim: found ? found.picked : field ? 'unreachable' : null });
  }

  #pick(): void {
    const found = this.#at && pickedFrom(this.#at, this.#target);
    if (found) this.#tell({ say: 'picked', picked: found.picked });
  }
}

/** The key that picked comes up again when we are gone; a page may act on that. */
function keepFromPage(key: string): void {
  const over = new AbortController();
  const options = { capture: true, signal: over.signal };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.key === key) event.stopImmediatePropagation();
    over.abort();
  };
  window.addEventListener('keyup', onKeyUp, options);
  window.addEventListener('keydown', () => over.abort(), options);
}
