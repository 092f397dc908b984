import { loadPart, splat } from './vectors';

/** Whether none of the numbers at `from` is infinite or NaN. */
export function areFinite(from: usize, count: i32): bool {
  // x − x is 0 for finite numbers and NaN for all others; sums keep it.
  let sum = splat(0);
  const end = from + ((count & ~3) << 2);
  for (; from < end; from += 16) {
    const x = v128.load(from);
    sum = f32x4.add(sum, f32x4.sub(x, x));
  }
  const rest = count & 3;
  if (rest) {
    const x = loadPart(from, rest);
    sum = f32x4.add(sum, f32x4.sub(x, x));
  }
  return !v128.any_true(f32x4.ne(sum, splat(0)));
}
