import { loadPart, multiplyAdd, splat, storePart, sumLanes } from './vectors';

/**
 * Products of matrices that need no packing: small ones, and single rows. Steps are in bytes. Every element is summed in
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

/** The same for n a multiple of 4, adding up in memory: four rows of b side by side, twelve columns at a time. */
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
  const end = c + width;
  const endOfTwelves = c + (n / 12) * 48;
  if (!accumulate) {
    if (start) memory.copy(c, start, width);
    else memory.fill(c, 0, width);
  }
  for (; k >= 4; k -= 4, b += bRow << 2) {
    const x0 = v128.load_splat<f32>(a);
    const x1 = v128.load_splat<f32>(a + aColumn);
    const x2 = v128.load_splat<f32>(a + (aColumn << 1));
    const x3 = v128.load_splat<f32>(a + aColumn * 3);
    a += aColumn << 2;
    let b0 = b;
    let b1 = b0 + bRow;
    let b2 = b1 + bRow;
    let b3 = b2 + bRow;
    let to = c;
    for (; to < endOfTwelves; to += 48, b0 += 48, b1 += 48, b2 += 48, b3 += 48) {
      let sum0 = multiplyAdd(x0, v128.load(b0), v128.load(to));
      let sum1 = multiplyAdd(x0, v128.load(b0, 16), v128.load(to, 16));
      let sum2 = multiplyAdd(x0, v128.load(b0, 32), v128.load(to, 32));
      sum0 = multiplyAdd(x1, v128.load(b1), sum0);
      sum1 = multiplyAdd(x1, v128.load(b1, 16), sum1);
      sum2 = multiplyAdd(x1, v128.load(b1, 32), sum2);
      sum0 = multiplyAdd(x2, v128.load(b2), sum0);
      sum1 = multiplyAdd(x2, v128.load(b2, 16), sum1);
      sum2 = multiplyAdd(x2, v128.load(b2, 32), sum2);
      v128.store(to, multiplyAdd(x3, v128.load(b3), sum0));
      v128.store(to, multiplyAdd(x3, v128.load(b3, 16), sum1), 16);
      v128.store(to, multiplyAdd(x3, v128.load(b3, 32), sum2), 32);
    }
    for (; to < end; to += 16, b0 += 16, b1 += 16, b2 += 16, b3 += 16) {
      let sum = multiplyAdd(x0, v128.load(b0), v128.load(to));
      sum = multiplyAdd(x1, v128.load(b1), sum);
      sum = multiplyAdd(x2, v128.load(b2), sum);
      v128.store(to, multiplyAdd(x3, v128.load(b3), sum));
    }
  }
  for (; k > 0; k--, a += aColumn, b += bRow) {
    const x = v128.load_splat<f32>(a);
    for (let to = c, from = b; to < end; to += 16, from += 16)
      v128.store(to, multiplyAdd(x, v128.load(from), v128.load(to)));
  }
}

/** c[m] = a[m, k] · b[k], plus the number at `start` unless that is 0, or added to c: dot products, four rows at a time. */
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
    put(c, f32x4.add(sumsOfLanes(s0, s1, s2, s3), splat(first)), 4, accumulate);
  }
  for (; m > 0; m--, c += 4, a += row) {
    let s = splat(0);
    for (let from = b, to = a; from < whole; from += 16, to += 16)
      s = multiplyAdd(v128.load(to), v128.load(from), s);
    if (rest) s = multiplyAdd(loadPart(a + (whole - b), rest), loadPart(whole, rest), s);
    const sum = sumLanes(s) + first;
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

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, columns: i32, accumulate: i32): void {
  if (accumulate) value = f32x4.add(v128.load(to), value);
  if (columns >= 4) v128.store(to, value);
  else storePart(to, value, columns);
}

// @ts-ignore: decorator
@inline
function putPair(to: usize, first: v128, second: v128, columns: i32, accumulate: i32): void {
  put(to, first, columns, accumulate);
  if (columns > 4) put(to + 16, second, columns - 4, accumulate);
}

/** to[k, 8] = the transpose of from[columns ≤ 8, k]; columns beyond are left as they are. `fromRow` is in bytes. */
export function transposePanel(from: usize, fromRow: i32, to: usize, columns: i32, k: i32): void {
  for (let first = 0; first < columns; first += 4) {
    const count = columns - first;
    let r0 = from + first * fromRow;
    // Rows that are missing repeat the first one; their columns are never used.
    let r1 = count > 1 ? r0 + fromRow : r0;
    let r2 = count > 2 ? r1 + fromRow : r0;
    let r3 = count > 3 ? r2 + fromRow : r0;
    let into = to + (first << 2);
    let i = 0;
    for (; i + 4 <= k; i += 4) {
      const v0 = v128.load(r0);
      const v1 = v128.load(r1);
      const v2 = v128.load(r2);
      const v3 = v128.load(r3);
      const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
      const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
      const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
      v128.store(into, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      v128.store(into, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32);
      v128.store(into, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64);
      v128.store(into, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96);
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
      into += 128;
    }
    for (; i < k; i++) {
      store<f32>(into, load<f32>(r0));
      store<f32>(into, load<f32>(r1), 4);
      store<f32>(into, load<f32>(r2), 8);
      store<f32>(into, load<f32>(r3), 12);
      r0 += 4;
      r1 += 4;
      r2 += 4;
      r3 += 4;
      into += 32;
    }
  }
}
