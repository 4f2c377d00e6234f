/** Lists of numbers, one after another in one array. */
export class Table {
  readonly start: Int32Array;
  readonly items: Int32Array;

  /** `keys` and `items` are pairs; a list keeps the order of its pairs. `size`: how many lists. */
  constructor(size: number, keys: ArrayLike<number>, items: ArrayLike<number>) {
    this.start = new Int32Array(size + 1);
    this.items = new Int32Array(items.length);
    for (let i = 0; i < keys.length; i++) (this.start[(keys[i] as number) + 1] as number)++;
    for (let i = 0; i < size; i++) (this.start[i + 1] as number) += this.start[i] as number;
    const next = this.start.slice();
    for (let i = 0; i < keys.length; i++) {
      const at = next[keys[i] as number] as number;
      next[keys[i] as number] = at + 1;
      this.items[at] = items[i] as number;
    }
  }

  of(key: number): Int32Array {
    return this.items.subarray(this.start[key], this.start[key + 1]);
  }
}
