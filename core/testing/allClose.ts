/**
 * The first element where two arrays differ by more than `tolerance`, relative to the larger of 1 and the expected value; null
 * where there is none. One place for what "equal" means between engines.
 */
export function firstDifference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): string | null {
  if (actual.length !== expected.length) return `${actual.length} elements, expected ${expected.length}`;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    const same = Object.is(a, e) || Math.abs(a - e) <= tolerance * Math.max(1, Math.abs(e));
    if (!same) return `element ${i} is ${a}, expected ${e}`;
  }
  return null;
}
