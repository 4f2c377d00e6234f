import type { Guard } from './guard.ts';

/** What is sent so soon after a press comes from it, in milliseconds: tools ask their server first. */
const SHORTLY = 2000;

/**
 * Tells whether the teacher has just pressed something that may save: a click outside the notes, or a
 * key that is no letter. What a page sends without that it sends by itself.
 */
export class Gesture {
  readonly #guard: Guard;
  #last = Number.NEGATIVE_INFINITY;

  constructor(guard: Guard, signal: AbortSignal) {
    this.#guard = guard;
    const on = (type: 'click' | 'keydown', saves: (event: never) => boolean) =>
      window.addEventListener(
        type,
        (event) => {
          if (!event.isTrusted || guard.owns(event) || !saves(event as never)) return;
          this.happened();
          guard.neighbours.pressed();
        },
        { capture: true, passive: true, signal },
      );
    on('click', (event: MouseEvent) => {
      const [target] = event.composedPath();
      return !(target instanceof Element && guard.notes?.at(target));
    });
    on('keydown', ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      return key === 'Enter' || (key.toLowerCase() === 's' && (ctrlKey || metaKey));
    });
    // The answer is a press too, but of ours: what the tool tries again after it, it tries by itself.
    guard.onQuestion((isOpen) => {
      if (!isOpen) this.#last = Number.NEGATIVE_INFINITY;
    }, signal);
  }

  /** One happened, here or in another frame. */
  happened(): void {
    this.#last = performance.now();
    this.#guard.notes?.lookAgain();
  }

  get isRecent(): boolean {
    return performance.now() - this.#last < SHORTLY;
  }
}
