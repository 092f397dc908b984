import { activate } from './elementwise';
import { put } from './put';
import { loadPart, multiplyAdd, splat, storePart, sumLanes } from './vectors';

/** Products with a vector: of a matrix with one, and of one with another to a matrix. */

/**
 * c[m] = f(a[m, k] · b[k], plus the number at `start` unless that is 0), or added to c: dot products, four rows at a time. f is the
 * element-wise function of this code, a constant where this is inlined.
 */
// @ts-ignore: decorator
@inline
export function multiplyVector(
  a: usize,
  b: usize,
  start: usize,
  c: usize,
  m: i32,
  k: i32,
  accumulate: i32,
  code: i32,
): void {
  const row = k << 2;
  const whole = b + ((k & ~3) << 2);
  const rest = k & 3;
  const first: f32 = start ? load<f32>(start) : 0;
  for (; m >= 4; m -= 4, c += 16) {
    let a0 = a;
    let a1 = a0 + row;
    let a2 = a1 + row;
    let a3 = a2 + row;
    a = a3 + row;
    let s0 = splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let from = b; from < whole; from += 16, a0 += 16, a1 += 16, a2 += 16, a3 += 16) {
      const x = v128.load(from);
      s0 = multiplyAdd(v128.load(a0), x, s0);
      s1 = multiplyAdd(v128.load(a1), x, s1);
      s2 = multiplyAdd(v128.load(a2), x, s2);
      s3 = multiplyAdd(v128.load(a3), x, s3);
    }
    if (rest) {
      const x = loadPart(whole, rest);
      s0 = multiplyAdd(loadPart(a0, rest), x, s0);
      s1 = multiplyAdd(loadPart(a1, rest), x, s1);
      s2 = multiplyAdd(loadPart(a2, rest), x, s2);
      s3 = multiplyAdd(loadPart(a3, rest), x, s3);
    }
    put(c, activate(code, f32x4.add(sumsOfLanes(s0, s1, s2, s3), splat(first)), splat(0)), 4, accumulate);
  }
  for (; m > 0; m--, c += 4, a += row) {
    let s = splat(0);
    for (let from = b, to = a; from < whole; from += 16, to += 16)
      s = multiplyAdd(v128.load(to), v128.load(from), s);
    if (rest) s = multiplyAdd(loadPart(a + (whole - b), rest), loadPart(whole, rest), s);
    const sum = f32x4.extract_lane(activate(code, splat(sumLanes(s) + first), splat(0)), 0);
    store<f32>(c, accumulate ? load<f32>(c) + sum : sum);
  }
}

/** The sum of each vector's lanes, in the order of `sumLanes`. */
// @ts-ignore: decorator
@inline
function sumsOfLanes(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const p = f32x4.add(v128.shuffle<f32>(s0, s1, 0, 1, 4, 5), v128.shuffle<f32>(s0, s1, 2, 3, 6, 7));
  const q = f32x4.add(v128.shuffle<f32>(s2, s3, 0, 1, 4, 5), v128.shuffle<f32>(s2, s3, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<f32>(p, q, 0, 2, 4, 6), v128.shuffle<f32>(p, q, 1, 3, 5, 7));
}

/** c[m, n] = a[m] · b[n], or added to c: every product of the two. */
// @ts-ignore: decorator
@inline
export function multiplyOuter(a: usize, b: usize, c: usize, m: i32, n: i32, accumulate: i32): void {
  const end = b + ((n & ~3) << 2);
  const rest = n & 3;
  for (const last = a + (m << 2); a < last; a += 4) {
    const x = v128.load_splat<f32>(a);
    for (let from = b; from < end; from += 16, c += 16) {
      let product = f32x4.mul(x, v128.load(from));
      if (accumulate) product = f32x4.add(v128.load(c), product);
      v128.store(c, product);
    }
    if (!rest) continue;
    let product = f32x4.mul(x, loadPart(end, rest));
    if (accumulate) product = f32x4.add(loadPart(c, rest), product);
    storePart(c, product, rest);
    c += rest << 2;
  }
}
