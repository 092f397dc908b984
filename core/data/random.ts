/** A source of random numbers whose whole future follows from its seed. */
export interface RandomSource {
  /** An unsigned 32-bit integer. */
  nextUint32(): number;
}

/** What each stream of a seed is for; different streams of one seed are independent. */
export const randomStreams = {
  initialization: 1,
  split: 2,
  shuffle: 3,
  draw: 4,
  generate: 5,
  dropout: 1000,
} as const;

/** Uniform in [0, 1) with 53 random bits, from two draws; the same rule as NumPy's legacy `random`. */
function drawUniform(source: RandomSource): number {
  const high = source.nextUint32() >>> 5;
  const low = source.nextUint32() >>> 6;
  return (high * 67_108_864 + low) / 9_007_199_254_740_992;
}

/**
 * Uniform numbers and standard normals from one source. Normals come in pairs by Marsaglia's polar method, the second of a
 * pair first, as NumPy's legacy `randn` does, so that a Mersenne Twister behind it repeats NumPy bit for bit.
 */
export class Draws {
  private spare: number | null = null;

  constructor(private readonly source: RandomSource) {}

  random(): number {
    return drawUniform(this.source);
  }

  normal(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    for (;;) {
      const x1 = 2 * this.random() - 1;
      const x2 = 2 * this.random() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(r2)) / r2);
      this.spare = factor * x1;
      return factor * x2;
    }
  }
}

/**
 * PCG-XSH-RR with 64 bits of state (O'Neill, 2014), kept as two 32-bit halves because numbers here have 53 bits.
 * The seed is 64 bits wide: `seed` below, `counter` above, so that each step of a run can have its own sequence.
 */
export class Pcg32 implements RandomSource {
  private high = 0;
  private low = 0;
  private readonly incrementHigh: number;
  private readonly incrementLow: number;

  constructor(seed: number, stream: number, counter = 0) {
    // The increment is (stream << 1) | 1.
    this.incrementHigh = (stream >>> 31) >>> 0;
    this.incrementLow = ((stream << 1) | 1) >>> 0;
    this.advance();
    this.add(counter >>> 0, seed >>> 0);
    this.advance();
  }

  nextUint32(): number {
    const { high, low } = this;
    this.advance();
    // ((state >> 18) ^ state) >> 27, its lower 32 bits
    const shiftedHigh = high >>> 18;
    const shiftedLow = ((low >>> 18) | (high << 14)) >>> 0;
    const mixedHigh = (shiftedHigh ^ high) >>> 0;
    const mixedLow = (shiftedLow ^ low) >>> 0;
    const word = ((mixedLow >>> 27) | (mixedHigh << 5)) >>> 0;
    const rotation = high >>> 27;
    return ((word >>> rotation) | (word << (-rotation & 31))) >>> 0;
  }

  random(): number {
    return drawUniform(this);
  }

  /** Uniform in 0 … bound − 1, every value equally likely (draws that would favour small values are dropped). */
  below(bound: number): number {
    const limit = bound >>> 0;
    for (;;) {
      const draw = this.nextUint32();
      // The threshold is below the bound, so that dividing for it is rarely needed.
      if (draw >= limit || draw >= (0x1_0000_0000 - limit) % limit) return draw % limit;
    }
  }

  /** The numbers 0 … n − 1 in random order (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }

  /** state = state · 6364136223846793005 + increment, modulo 2⁶⁴ */
  private advance(): void {
    const multiplierHigh = 0x5851_f42d;
    const multiplierLow = 0x4c95_7f2d;
    const [productHigh, productLow] = multiply32(this.low, multiplierLow);
    const cross = (Math.imul(this.high, multiplierLow) + Math.imul(this.low, multiplierHigh)) >>> 0;
    this.high = (productHigh + cross) >>> 0;
    this.low = productLow;
    this.add(this.incrementHigh, this.incrementLow);
  }

  private add(high: number, low: number): void {
    const sum = this.low + low;
    this.low = sum >>> 0;
    this.high = (this.high + high + (sum > 0xffff_ffff ? 1 : 0)) >>> 0;
  }
}

/** The 64-bit product of two unsigned 32-bit numbers as [upper, lower] halves. */
function multiply32(a: number, b: number): [number, number] {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const middle2 = aLow * bHigh + (middle & 0xffff);
  const high = aHigh * bHigh + Math.floor(middle / 0x1_0000) + (middle2 >>> 16);
  return [high >>> 0, ((middle2 << 16) | (low & 0xffff)) >>> 0];
}
