/** Samples in one block of the extremes index. */
export const blockSize = 256;

/**
 * A list of numbers that only grows at its end, kept whole: with the place of the smallest and largest value of every
 * block, so that millions of points can be drawn without reading them all. Values that are not finite count as gaps.
 */
export class Series {
  length = 0;
  private values = new Float64Array(1024);
  private lows = new Int32Array(8).fill(-1);
  private highs = new Int32Array(8).fill(-1);

  at(index: number): number {
    return this.values[index]!;
  }

  get last(): number | null {
    return this.length > 0 ? this.values[this.length - 1]! : null;
  }

  push(value: number): void {
    this.append([value]);
  }

  append(values: ArrayLike<number>): void {
    const total = this.length + values.length;
    if (total > this.values.length) this.grow(total);
    this.values.set(values, this.length);
    for (let index = this.length; index < total; index++) this.index(index);
    this.length = total;
  }

  /** Forgets everything from this index on. */
  truncate(length: number): void {
    if (length >= this.length) return;
    this.length = Math.max(0, length);
    const block = Math.floor(this.length / blockSize);
    this.lows.fill(-1, block);
    this.highs.fill(-1, block);
    for (let index = block * blockSize; index < this.length; index++) this.index(index);
  }

  /** Where the smallest and the largest value of `[from, to)` stand; −1 where none is finite. */
  extremes(from: number, to: number): { low: number; high: number } {
    let low = -1;
    let high = -1;
    const take = (index: number) => {
      const value = this.values[index]!;
      if (!Number.isFinite(value)) return;
      if (low < 0 || value < this.values[low]!) low = index;
      if (high < 0 || value > this.values[high]!) high = index;
    };
    let index = from;
    while (index < to) {
      if (index % blockSize === 0 && index + blockSize <= to) {
        const block = index / blockSize;
        if (this.lows[block]! >= 0) {
          take(this.lows[block]!);
          take(this.highs[block]!);
        }
        index += blockSize;
      } else {
        take(index);
        index += 1;
      }
    }
    return { low, high };
  }

  private index(index: number): void {
    const value = this.values[index]!;
    if (!Number.isFinite(value)) return;
    const block = Math.floor(index / blockSize);
    const low = this.lows[block]!;
    const high = this.highs[block]!;
    if (low < 0 || value < this.values[low]!) this.lows[block] = index;
    if (high < 0 || value > this.values[high]!) this.highs[block] = index;
  }

  private grow(needed: number): void {
    const capacity = Math.max(needed, this.values.length * 2);
    const values = new Float64Array(capacity);
    values.set(this.values.subarray(0, this.length));
    this.values = values;
    const blocks = Math.ceil(capacity / blockSize);
    const widen = (places: Int32Array) => {
      const wider = new Int32Array(blocks).fill(-1);
      wider.set(places);
      return wider;
    };
    this.lows = widen(this.lows);
    this.highs = widen(this.highs);
  }
}
