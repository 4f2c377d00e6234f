import { browser } from './browser.ts';
import { watchStored } from './stored.ts';

/** Ids of the policy's fields whose purpose is folded away, in every tab; nothing of a note. */
const KEY = 'foldedPurposes';

/** Which fields have their purpose folded away. It stays so, and is asked for when it is first needed. */
export class Folded {
  readonly #changed: () => void;
  #ids: ReadonlySet<string> | null = null;
  #asking: Promise<void> | null = null;

  /** `changed` is told when it is known, and when another tab has folded or unfolded one. */
  constructor(changed: () => void, signal: AbortSignal) {
    this.#changed = changed;
    watchStored(({ [KEY]: change }) => {
      if (change && this.#ids) this.#set(change.newValue);
    }, signal);
  }

  /** Whether a field's purpose is folded away; null while that is not known. */
  has(id: string): boolean | null {
    if (!this.#ids) this.#ask();
    return this.#ids?.has(id) ?? null;
  }

  async toggle(id: string): Promise<void> {
    await this.#ask();
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#set([...ids]);
    await browser.storage.local.set({ [KEY]: [...ids] });
  }

  #ask(): Promise<void> {
    this.#asking ??= browser.storage.local.get(KEY).then((stored) => this.#set(stored[KEY]));
    return this.#asking;
  }

  #set(value: unknown): void {
    this.#ids = new Set(Array.isArray(value) ? value : []);
    this.#changed();
  }
}
