/** Told of a key before the page; true when it was for us. */
export type HearsKey = (event: KeyboardEvent) => boolean;

/**
 * Hears of keys from the first moment of the page, before every listener of the page and of the guard.
 * The page sees nothing of a key that was for us: not that it goes down, repeats, or comes up again.
 */
export class Keys {
  /** Asked about each key that goes down; one at a time, set while there is a policy. */
  down: HearsKey | null = null;
  /** Keys that were for us and are still held, by `code`. */
  readonly #taken = new Set<string>();

  constructor(signal: AbortSignal) {
    const onDown = (event: KeyboardEvent) => {
      // A page may press keys too, to see whether somebody hears them.
      if (!event.isTrusted) return;
      const { code, repeat } = event;
      const isOurs = this.down?.(event) || (repeat && this.#taken.has(code));
      if (isOurs) {
        this.#taken.add(code);
        stop(event);
      } else this.#taken.delete(code);
    };
    const onUp = (event: KeyboardEvent) => {
      if (event.isTrusted && this.#taken.delete(event.code)) stop(event);
    };
    window.addEventListener('keydown', onDown, { capture: true, signal });
    window.addEventListener('keyup', onUp, { capture: true, signal });
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
