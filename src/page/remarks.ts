import type { RemarksTold } from '../policy/told.ts';
import { browser } from './browser.ts';

/** So long the number has to stay the same before it is told, in milliseconds. */
const SETTLED = 700;

/**
 * Tells the background how many remarks a frame has, for the toolbar button: only the number, only when
 * it has changed, and after the typing has paused.
 */
export class Remarks {
  #told = 0;
  #next = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(signal: AbortSignal) {
    // A page that goes away has no remarks.
    addEventListener('pagehide', () => this.#tell(0), { signal });
    signal.addEventListener('abort', () => this.#tell(0));
  }

  /** The number of remarks as it is now. */
  set(count: number): void {
    if (count === this.#next) return;
    this.#next = count;
    clearTimeout(this.#waiting);
    if (count !== this.#told) this.#waiting = setTimeout(() => this.#tell(count), SETTLED);
  }

  #tell(count: number): void {
    clearTimeout(this.#waiting);
    this.#next = count;
    if (count === this.#told) return;
    this.#told = count;
    const told: RemarksTold = { remarks: count };
    // An extension that is gone has no button.
    if (browser.runtime?.id) browser.runtime.sendMessage(told).catch(() => {});
  }
}
