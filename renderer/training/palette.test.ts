import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diverging, negative, niceCeiling, positive, StableScale } from './palette';

describe('diverging', () => {
  it('ends in blue and orange, and is neutral at zero', () => {
    expect(diverging(-2, 2, 'dark')).toEqual(negative);
    expect(diverging(9, 2, 'dark')).toEqual(positive);
    expect(diverging(0, 2, 'light')).toEqual([0xe9, 0xec, 0xf1]);
  });
});

describe('niceCeiling', () => {
  it('is never below the size, and less than 2.5 times it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (size) => {
        const nice = niceCeiling(size);
        expect(nice).toBeGreaterThanOrEqual(size * (1 - 1e-8));
        expect(nice).toBeLessThanOrEqual(size * 2.5 * (1 + 1e-8));
      }),
    );
  });

  it.each([
    [0.97, 1],
    [1, 1],
    [1.2, 2],
    [0.3, 0.5],
    [70, 100],
    [0, 1],
  ])('of %d is %d', (size, nice) => expect(niceCeiling(size)).toBe(nice));
});

describe('StableScale', () => {
  it('grows at once and shrinks only after a while', () => {
    const scale = new StableScale();
    expect(scale.follow(0.3)).toBe(0.5);
    expect(scale.follow(3)).toBe(5);
    for (let frame = 0; frame < 29; frame++) expect(scale.follow(0.3)).toBe(5);
    expect(scale.follow(0.3)).toBe(0.5);
  });

  it('is never finer than its floor', () => {
    expect(new StableScale(1).follow(0.01)).toBe(1);
  });

  it('takes the size of the next values as they are after a restart', () => {
    const scale = new StableScale();
    scale.follow(90);
    scale.restart();
    expect(scale.follow(0.3)).toBe(0.5);
  });

  it('does not shrink for values that come and go', () => {
    const scale = new StableScale();
    scale.follow(3);
    for (let frame = 0; frame < 200; frame++) scale.follow(frame % 20 === 0 ? 3 : 0.1);
    expect(scale.value).toBe(5);
  });
});
