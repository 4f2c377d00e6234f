/**
 * Remembers by text what was made of it, for as long as it is asked for again: when so many
 * characters have come in, what was not asked for since the last time is forgotten.
 */
export class Recent<Value> {
  readonly #most: number;
  #characters = 0;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  /** `most`: after so many characters of keys what is old is forgotten; twice as many are kept at most. */
  constructor(most: number) {
    this.#most = most;
  }

  /** What was remembered by a key. */
  get(key: string): Value | undefined {
    const known = this.#young.get(key);
    if (known !== undefined) return known;
    const older = this.#old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: string, value: Value): void {
    this.#characters += key.length;
    if (this.#characters > this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#characters = key.length;
    }
    this.#young.set(key, value);
  }
}
