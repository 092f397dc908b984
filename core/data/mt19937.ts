import type { RandomSource } from './random';

const stateWords = 624;
const shiftWords = 397;

/** Mersenne Twister (Matsumoto and Nishimura, 1998), seeded as NumPy's legacy `seed` does for a 32-bit integer. */
export class Mt19937 implements RandomSource {
  private readonly state = new Uint32Array(stateWords);
  private position = stateWords;

  constructor(seed: number) {
    this.state[0] = seed >>> 0;
    for (let i = 1; i < stateWords; i++) {
      const previous = this.state[i - 1]!;
      this.state[i] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + i;
    }
  }

  nextUint32(): number {
    if (this.position === stateWords) this.refill();
    let word = this.state[this.position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    word ^= word >>> 18;
    return word >>> 0;
  }

  private refill(): void {
    const { state } = this;
    for (let i = 0; i < stateWords; i++) {
      const mixed = (state[i]! & 0x8000_0000) | (state[(i + 1) % stateWords]! & 0x7fff_ffff);
      state[i] = state[(i + shiftWords) % stateWords]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908_b0df : 0);
    }
    this.position = 0;
  }
}
