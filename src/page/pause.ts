/**
 * Waits for a pause, as in typing: runs something when `again` was not called for so long. Its timer goes
 * on while it is called, for to cancel and set one with each letter is a thirtieth of what a letter costs.
 */
export class Pause {
  readonly #ms: number;
  readonly #latest: number;
  readonly #run: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #first = 0;
  #last = 0;

  /** `ms`: how long a pause is; `latest`: so long after the first call it is run without one. In milliseconds. */
  constructor(ms: number, run: () => void, latest = Number.POSITIVE_INFINITY) {
    this.#ms = ms;
    this.#latest = latest;
    this.#run = run;
  }

  /** It begins now. */
  again(): void {
    this.#last = performance.now();
    if (this.#timer !== undefined) return;
    this.#first = this.#last;
    this.#timer = setTimeout(this.#look, Math.min(this.#ms, this.#latest));
  }

  /** Nothing is run until it begins again. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #look = () => {
    const end = Math.min(this.#last + this.#ms, this.#first + this.#latest);
    const rest = end - performance.now();
    this.#timer = rest > 0 ? setTimeout(this.#look, rest) : undefined;
    if (rest <= 0) this.#run();
  };
}
