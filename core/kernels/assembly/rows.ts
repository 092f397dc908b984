import { exp } from './exponential';
import { loadPart, partMask, select, splat, storePart, sumLanes } from './vectors';

/** The largest of a row; NaN is passed over. */
// @ts-ignore: decorator
@inline
export function rowMaximum(x: usize, columns: i32): f32 {
  let largest = splat(-Infinity);
  const end = x + ((columns & ~3) << 2);
  for (; x < end; x += 16) largest = f32x4.pmax(largest, v128.load(x));
  const rest = columns & 3;
  if (rest) {
    const last = select(partMask(rest), loadPart(x, rest), splat(-Infinity));
    largest = f32x4.pmax(largest, last);
  }
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 1, 0, 3, 2));
  return f32x4.extract_lane(largest, 0);
}

/** y = e^(x − maximum) along a row; returns the sum. */
// @ts-ignore: decorator
@inline
export function exponentials(x: usize, y: usize, columns: i32, maximum: f32): f32 {
  const shift = splat(maximum);
  let sum = splat(0);
  const end = x + ((columns & ~3) << 2);
  for (; x < end; x += 16, y += 16) {
    const e = exp(f32x4.sub(v128.load(x), shift));
    sum = f32x4.add(sum, e);
    v128.store(y, e);
  }
  const rest = columns & 3;
  if (rest) {
    const e = v128.and(exp(f32x4.sub(loadPart(x, rest), shift)), partMask(rest));
    sum = f32x4.add(sum, e);
    storePart(y, e, rest);
  }
  return sumLanes(sum);
}

/** row (·)= factor */
// @ts-ignore: decorator
@inline
export function scaleRow(row: usize, columns: i32, factor: f32): void {
  const factors = splat(factor);
  const end = row + ((columns & ~3) << 2);
  for (; row < end; row += 16) v128.store(row, f32x4.mul(v128.load(row), factors));
  const rest = columns & 3;
  if (rest) storePart(row, f32x4.mul(loadPart(row, rest), factors), rest);
}
