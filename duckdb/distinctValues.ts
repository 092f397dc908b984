/**
 * Counts the different numbers of a column. Up to `capacity` of them are counted one by one, with how often each comes up;
 * of more, a sample: the values whose hash ends in so many zero bits that they fit (M. Wegman's adaptive sampling; the
 * relative error is about 1.2 / √capacity).
 */
export class DistinctValues {
  private readonly slots: Float64Array;
  private readonly counts: Uint32Array;
  private readonly hashes: Int32Array;
  private used = 0;
  /** A value is kept where these bits of its hash are zero. */
  private mask = 0;
  private every = 1;

  constructor(private readonly capacity = 4096) {
    const size = 2 ** Math.ceil(Math.log2(capacity * 2));
    this.slots = new Float64Array(size);
    this.counts = new Uint32Array(size);
    this.hashes = new Int32Array(size);
  }

  /** Adds all values but NaN. */
  add(values: Float64Array): void {
    const bits = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    const { capacity } = this;
    let { mask } = this;
    for (let i = 0; i < values.length; i++) {
      const low = bits[2 * i]!;
      const high = bits[2 * i + 1]!;
      // −0 is 0.
      const hash = low === 0 && high === -0x8000_0000 ? mix(0, 0) : mix(low, high);
      // The low bits choose the sample, the high ones the slot.
      if ((hash & mask) !== 0) continue;
      const value = values[i]!;
      if (Number.isNaN(value)) continue;
      this.put(value + 0, hash, 1);
      if (this.used <= capacity) continue;
      this.thin();
      mask = this.mask;
    }
  }

  private put(value: number, hash: number, count: number): void {
    const last = this.slots.length - 1;
    let at = (hash >>> 8) & last;
    while (this.counts[at] !== 0) {
      if (this.slots[at] === value) {
        this.counts[at]! += count;
        return;
      }
      at = (at + 1) & last;
    }
    this.slots[at] = value;
    this.hashes[at] = hash;
    this.counts[at] = count;
    this.used += 1;
  }

  /** Keeps every second value. */
  private thin(): void {
    const { slots, counts, hashes } = this;
    this.mask = this.mask * 2 + 1;
    this.every *= 2;
    const places = counts.length;
    const before = { slots: slots.slice(), counts: counts.slice(), hashes: hashes.slice() };
    counts.fill(0);
    this.used = 0;
    for (let at = 0; at < places; at++) {
      const count = before.counts[at]!;
      const hash = before.hashes[at]!;
      if (count > 0 && (hash & this.mask) === 0) this.put(before.slots[at]!, hash, count);
    }
  }

  get isExact(): boolean {
    return this.every === 1;
  }

  get count(): number {
    return this.used * this.every;
  }

  /** Values with their counts, in no order; all of them where `isExact`. */
  *entries(): Generator<[value: number, count: number]> {
    for (const [at, count] of this.counts.entries()) if (count > 0) yield [this.slots[at]!, count];
  }
}

/** The finaliser of MurmurHash3 over both halves of a double. */
function mix(low: number, high: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) ^ high;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
