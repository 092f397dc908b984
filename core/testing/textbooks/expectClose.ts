import { expect } from 'vitest';

/** Element by element within `tolerance`, absolutely. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const distance = Math.abs(actual[i]! - expected[i]!);
    expect(distance, `element ${i} is ${actual[i]}, expected ${expected[i]}`).toBeLessThanOrEqual(tolerance);
  }
}
