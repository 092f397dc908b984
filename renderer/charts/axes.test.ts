import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearRange, logRange, logTicks } from './axes';

const positive = fc.double({ min: 1e-14, max: 1e6, noNaN: true });

describe('ranges', () => {
  it('hold all values between them, but for those twelve decades below the largest', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        for (const [low, high] of [linearRange(min, max), logRange(min, max)]) {
          expect(low).toBeLessThanOrEqual(Math.max(min, max * 1e-12) * (1 + 1e-9));
          expect(high).toBeGreaterThanOrEqual(max * (1 - 1e-9));
          expect(high).toBeGreaterThan(low);
        }
      }),
    );
  });
});

describe('logTicks', () => {
  it('gives a few ticks within the range', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [low, high] = logRange(Math.min(a, b), Math.max(a, b));
        const ticks = logTicks(low, high);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(10);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low * (1 - 1e-8));
          expect(tick).toBeLessThanOrEqual(high * (1 + 1e-8));
        }
      }),
    );
  });

  it('writes powers of ten, and 2 and 5 where there are few', () => {
    expect(logTicks(0.01, 1000)).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
    expect(logTicks(0.1, 1)).toEqual([0.1, 0.2, 0.5, 1]);
    expect(logTicks(1e-12, 1)).toEqual([1e-12, 1e-9, 1e-6, 1e-3, 1]);
  });
});
