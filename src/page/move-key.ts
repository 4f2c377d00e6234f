import { CARD_KEY } from '../policy/commands.ts';
import { browser } from './browser.ts';
import { watchStored } from './stored.ts';

/**
 * The key that moves into the card and back. No browser lets an extension ask for Alt+Enter as one of its
 * own keys, so it is heard in the page; where a tool needs it a person gives the move another key in the
 * browser, and Alt+Enter is the tool's.
 */
export class MoveKey {
  /** The key that it was given, as the browser calls it; null until it is known. */
  #own: string | null = null;
  #asking = false;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;

  /** `changed` is told when there is another key than before. */
  constructor(changed: () => void, signal: AbortSignal) {
    this.#changed = changed;
    this.#signal = signal;
  }

  /** What it is called. Asks what it is when that is first needed: most pages never have a remark. */
  name(): string {
    if (!this.#asking) this.#ask();
    return this.#own || 'Alt+Enter';
  }

  /** True for Alt+Enter, where that moves. */
  is({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    return key === 'Enter' && altKey && !ctrlKey && !metaKey && !this.#own;
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    watchStored(({ [CARD_KEY]: change }) => {
      if (change) this.#set(change.newValue);
    }, this.#signal);
    this.#set((await browser.storage.local.get(CARD_KEY))[CARD_KEY]);
  }

  #set(value: unknown): void {
    const before = this.#own ?? '';
    this.#own = typeof value === 'string' ? value : '';
    if (this.#own !== before && !this.#signal.aborted) this.#changed();
  }
}
