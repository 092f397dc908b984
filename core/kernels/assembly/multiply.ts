import { multiplyRow } from './multiplyRow';
import { put, putPair } from './put';
import { multiplyAdd, splat } from './vectors';

/**
 * Products of matrices that need no packing: small ones. Steps are in bytes. Every element is summed in
 * order of k, so a result does not depend on how many rows or columns are worked out side by side.
 */

/**
 * c[m, n] = a[m, k] · b[k, n], plus start[n] unless that is 0, or added to c with `accumulate`. The rows and columns of a may
 * lie anyhow; rows of b and c are contiguous. Up to 28 bytes beyond a row of b and of `start` are read and not used.
 */
export function multiply(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  cRow: i32,
  m: i32,
  n: i32,
  k: i32,
  accumulate: i32,
): void {
  const byFour = m & ~3;
  let column = 0;
  if (byFour) {
    for (; n - column > 4; column += 8) {
      const offset = column << 2;
      const from = start ? start + offset : 0;
      const columns = min(8, n - column);
      panel8(a, aRow, aColumn, b + offset, bRow, from, c + offset, cRow, byFour, columns, k, accumulate);
    }
    if (n > column) {
      const offset = column << 2;
      const from = start ? start + offset : 0;
      panel4(a, aRow, aColumn, b + offset, bRow, from, c + offset, cRow, byFour, n - column, k, accumulate);
    }
  }
  a += byFour * aRow;
  c += byFour * cRow;
  m -= byFour;
  if (m >= 2) {
    multiplyPair(a, a + aRow, aColumn, b, bRow, start, c, c + cRow, n, k, accumulate);
    a += aRow << 1;
    c += cRow << 1;
  }
  if (m & 1) multiplyRow(a, aColumn, b, bRow, start, c, n, k, accumulate);
}

/** Two rows, up to eight columns at a time. */
function multiplyPair(
  a0: usize,
  a1: usize,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c0: usize,
  c1: usize,
  n: i32,
  k: i32,
  accumulate: i32,
): void {
  const span = k * bRow;
  for (; n > 0; n -= 8, b += 32, c0 += 32, c1 += 32) {
    let c00 = splat(0);
    let c01 = c00;
    if (start) {
      c00 = v128.load(start);
      c01 = v128.load(start, 16);
      start += 32;
    }
    let c10 = c00;
    let c11 = c01;
    const end = b + span;
    let value0 = a0;
    let value1 = a1;
    for (let from = b; from < end; from += bRow) {
      const b0 = v128.load(from);
      const b1 = v128.load(from, 16);
      const x0 = v128.load_splat<f32>(value0);
      c00 = multiplyAdd(x0, b0, c00);
      c01 = multiplyAdd(x0, b1, c01);
      const x1 = v128.load_splat<f32>(value1);
      c10 = multiplyAdd(x1, b0, c10);
      c11 = multiplyAdd(x1, b1, c11);
      value0 += aColumn;
      value1 += aColumn;
    }
    const columns = min(8, n);
    putPair(c0, c00, c01, columns, accumulate);
    putPair(c1, c10, c11, columns, accumulate);
  }
}

/** Four rows of up to eight columns at a time; m is a multiple of 4. */
function panel8(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  cRow: i32,
  m: i32,
  columns: i32,
  k: i32,
  accumulate: i32,
): void {
  const end = b + k * bRow;
  const s0 = start ? v128.load(start) : splat(0);
  const s1 = start ? v128.load(start, 16) : splat(0);
  const whole = columns == 8 && !accumulate;
  for (; m > 0; m -= 4) {
    let a0 = a;
    let a1 = a0 + aRow;
    let a2 = a1 + aRow;
    let a3 = a2 + aRow;
    a = a3 + aRow;
    let c00 = s0;
    let c01 = s1;
    let c10 = s0;
    let c11 = s1;
    let c20 = s0;
    let c21 = s1;
    let c30 = s0;
    let c31 = s1;
    for (let from = b; from < end; from += bRow) {
      const b0 = v128.load(from);
      const b1 = v128.load(from, 16);
      const x0 = v128.load_splat<f32>(a0);
      c00 = multiplyAdd(x0, b0, c00);
      c01 = multiplyAdd(x0, b1, c01);
      const x1 = v128.load_splat<f32>(a1);
      c10 = multiplyAdd(x1, b0, c10);
      c11 = multiplyAdd(x1, b1, c11);
      const x2 = v128.load_splat<f32>(a2);
      c20 = multiplyAdd(x2, b0, c20);
      c21 = multiplyAdd(x2, b1, c21);
      const x3 = v128.load_splat<f32>(a3);
      c30 = multiplyAdd(x3, b0, c30);
      c31 = multiplyAdd(x3, b1, c31);
      a0 += aColumn;
      a1 += aColumn;
      a2 += aColumn;
      a3 += aColumn;
    }
    if (whole) {
      v128.store(c, c00);
      v128.store(c, c01, 16);
      c += cRow;
      v128.store(c, c10);
      v128.store(c, c11, 16);
      c += cRow;
      v128.store(c, c20);
      v128.store(c, c21, 16);
      c += cRow;
      v128.store(c, c30);
      v128.store(c, c31, 16);
      c += cRow;
    } else {
      putPair(c, c00, c01, columns, accumulate);
      c += cRow;
      putPair(c, c10, c11, columns, accumulate);
      c += cRow;
      putPair(c, c20, c21, columns, accumulate);
      c += cRow;
      putPair(c, c30, c31, columns, accumulate);
      c += cRow;
    }
  }
}

/** Four rows of up to four columns at a time; m is a multiple of 4. */
function panel4(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  cRow: i32,
  m: i32,
  columns: i32,
  k: i32,
  accumulate: i32,
): void {
  const end = b + k * bRow;
  const s = start ? v128.load(start) : splat(0);
  for (; m > 0; m -= 4) {
    let a0 = a;
    let a1 = a0 + aRow;
    let a2 = a1 + aRow;
    let a3 = a2 + aRow;
    a = a3 + aRow;
    let c0 = s;
    let c1 = s;
    let c2 = s;
    let c3 = s;
    for (let from = b; from < end; from += bRow) {
      const b0 = v128.load(from);
      c0 = multiplyAdd(v128.load_splat<f32>(a0), b0, c0);
      c1 = multiplyAdd(v128.load_splat<f32>(a1), b0, c1);
      c2 = multiplyAdd(v128.load_splat<f32>(a2), b0, c2);
      c3 = multiplyAdd(v128.load_splat<f32>(a3), b0, c3);
      a0 += aColumn;
      a1 += aColumn;
      a2 += aColumn;
      a3 += aColumn;
    }
    put(c, c0, columns, accumulate);
    c += cRow;
    put(c, c1, columns, accumulate);
    c += cRow;
    put(c, c2, columns, accumulate);
    c += cRow;
    put(c, c3, columns, accumulate);
    c += cRow;
  }
}
