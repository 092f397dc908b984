import { putPair } from './put';
import { multiplyAdd, splat } from './vectors';

/** Products of one row with a matrix. Steps are in bytes; every element is summed in order of k. */

/** From this width on a row is worked out by going through b from end to end. */
export const leastWideRow: i32 = 32;

/** c[n] = a[k] · b[k, n]: one row. Wide ones go through b from end to end. */
export function multiplyRow(
  a: usize,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  n: i32,
  k: i32,
  accumulate: i32,
): void {
  if (n >= leastWideRow) {
    const wide = n & ~3;
    addRows(a, aColumn, b, bRow, start, c, wide, k, accumulate);
    n -= wide;
    b += wide << 2;
    c += wide << 2;
    if (start) start += wide << 2;
  }
  const span = k * bRow;
  for (; n > 0; n -= 8, b += 32, c += 32) {
    let c0 = splat(0);
    let c1 = c0;
    if (start) {
      c0 = v128.load(start);
      c1 = v128.load(start, 16);
      start += 32;
    }
    const end = b + span;
    for (let from = b, value = a; from < end; from += bRow, value += aColumn) {
      const x = v128.load_splat<f32>(value);
      c0 = multiplyAdd(x, v128.load(from), c0);
      c1 = multiplyAdd(x, v128.load(from, 16), c1);
    }
    putPair(c, c0, c1, min(8, n), accumulate);
  }
}

/** The same for n a multiple of 4, adding up in memory: four rows of b side by side. */
function addRows(
  a: usize,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  n: i32,
  k: i32,
  accumulate: i32,
): void {
  const width = n << 2;
  if (!accumulate) begin(start, c, width);
  for (; k >= 4; k -= 4, b += bRow << 2) {
    const x0 = v128.load_splat<f32>(a);
    const x1 = v128.load_splat<f32>(a + aColumn);
    const x2 = v128.load_splat<f32>(a + (aColumn << 1));
    const x3 = v128.load_splat<f32>(a + aColumn * 3);
    a += aColumn << 2;
    addFourRows(x0, x1, x2, x3, b, b + bRow, b + (bRow << 1), b + bRow * 3, c, n);
  }
  for (; k > 0; k--, a += aColumn, b += bRow) addRow(v128.load_splat<f32>(a), b, c, n);
}

/** c[n] = start[n], or 0 where there is none. `width` is in bytes. */
// @ts-ignore: decorator
@inline
export function begin(start: usize, c: usize, width: i32): void {
  if (start) memory.copy(c, start, width);
  else memory.fill(c, 0, width);
}

/** c[n] += x0 · b0[n], then x1 · b1[n] and so on; n is a multiple of 4. */
// @ts-ignore: decorator
@inline
export function addFourRows(
  x0: v128,
  x1: v128,
  x2: v128,
  x3: v128,
  b0: usize,
  b1: usize,
  b2: usize,
  b3: usize,
  c: usize,
  n: i32,
): void {
  const end = c + (n << 2);
  // More than eight columns at a time would not fit: V8 loads all of an iteration's vectors before it multiplies, and has 15 registers.
  const endOfEights = c + ((n >> 3) << 5);
  for (; c < endOfEights; c += 32, b0 += 32, b1 += 32, b2 += 32, b3 += 32) {
    let sum0 = multiplyAdd(x0, v128.load(b0), v128.load(c));
    let sum1 = multiplyAdd(x0, v128.load(b0, 16), v128.load(c, 16));
    sum0 = multiplyAdd(x1, v128.load(b1), sum0);
    sum1 = multiplyAdd(x1, v128.load(b1, 16), sum1);
    sum0 = multiplyAdd(x2, v128.load(b2), sum0);
    sum1 = multiplyAdd(x2, v128.load(b2, 16), sum1);
    v128.store(c, multiplyAdd(x3, v128.load(b3), sum0));
    v128.store(c, multiplyAdd(x3, v128.load(b3, 16), sum1), 16);
  }
  for (; c < end; c += 16, b0 += 16, b1 += 16, b2 += 16, b3 += 16) {
    let sum = multiplyAdd(x0, v128.load(b0), v128.load(c));
    sum = multiplyAdd(x1, v128.load(b1), sum);
    sum = multiplyAdd(x2, v128.load(b2), sum);
    v128.store(c, multiplyAdd(x3, v128.load(b3), sum));
  }
}

/** c[n] += x · b[n]; n is a multiple of 4. */
// @ts-ignore: decorator
@inline
export function addRow(x: v128, b: usize, c: usize, n: i32): void {
  for (const end = c + (n << 2); c < end; c += 16, b += 16)
    v128.store(c, multiplyAdd(x, v128.load(b), v128.load(c)));
}
