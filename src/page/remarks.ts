import type { RemarksTold } from '../policy/told.ts';
import { browser } from './browser.ts';
import { Pause } from './pause.ts';

/** So long the number has to stay the same before it is told, in milliseconds. */
const SETTLED = 700;

/**
 * Tells the background how many remarks a frame has, for the toolbar button: only the number, only when
 * it has changed, and after the typing has paused.
 */
export class Remarks {
  #told = 0;
  #next = 0;
  readonly #waiting = new Pause(SETTLED, () => this.#tell(this.#next));

  constructor(signal: AbortSignal) {
    // A page that goes away has no remarks.
    addEventListener('pagehide', () => this.#tell(0), { signal });
    signal.addEventListener('abort', () => this.#tell(0));
  }

  /** The number of remarks as it is now. */
  set(count: number): void {
    if (count === this.#next) return;
    this.#next = count;
    this.#waiting.again();
  }

  #tell(count: number): void {
    this.#waiting.cancel();
    this.#next = count;
    if (count === this.#told) return;
    this.#told = count;
    const told: RemarksTold = { remarks: count };
    // An extension that is gone has no button.
    if (browser.runtime?.id) browser.runtime.sendMessage(told).catch(() => {});
  }
}
