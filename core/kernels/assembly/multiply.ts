import { splat, storePart } from './vectors';

/**
 * c[m, n] = a[m, k] · b[k, n], plus start[n] unless that is 0, or added to c with `accumulate`. Every element is summed in
 * order of k. Steps are in bytes: a's rows and columns may lie anyhow, rows of b and c are contiguous. Up to 12 bytes
 * beyond a row of b and of `start` are read and not used.
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
  for (let column = 0; column < n; column += 8) {
    const columns = min(8, n - column);
    const offset = column << 2;
    const from = start ? start + offset : 0;
    let aRows = a;
    let to = c + offset;
    let row = 0;
    for (; row + 4 <= m; row += 4) {
      if (columns > 4) tile4x8(aRows, aRow, aColumn, b + offset, bRow, from, to, cRow, columns, k, accumulate);
      else tile4x4(aRows, aRow, aColumn, b + offset, bRow, from, to, cRow, columns, k, accumulate);
      aRows += aRow << 2;
      to += cRow << 2;
    }
    for (; row < m; row++) {
      tile1x8(aRows, aColumn, b + offset, bRow, from, to, columns, k, accumulate);
      aRows += aRow;
      to += cRow;
    }
  }
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, accumulate: i32): void {
  v128.store(to, accumulate ? f32x4.add(v128.load(to), value) : value);
}

// @ts-ignore: decorator
@inline
function putPart(to: usize, value: v128, columns: i32, accumulate: i32): void {
  if (columns == 4) put(to, value, accumulate);
  else storePart(to, accumulate ? f32x4.add(v128.load(to), value) : value, columns);
}

function tile4x8(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  cRow: i32,
  columns: i32,
  k: i32,
  accumulate: i32,
): void {
  let c00 = splat(0);
  let c01 = c00;
  if (start) {
    c00 = v128.load(start);
    c01 = v128.load(start, 16);
  }
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  const end = b + k * bRow;
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let s = v128.load_splat<f32>(a);
    c00 = f32x4.add(c00, f32x4.mul(s, b0));
    c01 = f32x4.add(c01, f32x4.mul(s, b1));
    s = v128.load_splat<f32>(a1);
    c10 = f32x4.add(c10, f32x4.mul(s, b0));
    c11 = f32x4.add(c11, f32x4.mul(s, b1));
    s = v128.load_splat<f32>(a2);
    c20 = f32x4.add(c20, f32x4.mul(s, b0));
    c21 = f32x4.add(c21, f32x4.mul(s, b1));
    s = v128.load_splat<f32>(a3);
    c30 = f32x4.add(c30, f32x4.mul(s, b0));
    c31 = f32x4.add(c31, f32x4.mul(s, b1));
    a += aColumn;
    a1 += aColumn;
    a2 += aColumn;
    a3 += aColumn;
    b += bRow;
  }
  put(c, c00, accumulate);
  putPart(c + 16, c01, columns - 4, accumulate);
  c += cRow;
  put(c, c10, accumulate);
  putPart(c + 16, c11, columns - 4, accumulate);
  c += cRow;
  put(c, c20, accumulate);
  putPart(c + 16, c21, columns - 4, accumulate);
  c += cRow;
  put(c, c30, accumulate);
  putPart(c + 16, c31, columns - 4, accumulate);
}

function tile4x4(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  cRow: i32,
  columns: i32,
  k: i32,
  accumulate: i32,
): void {
  let c0 = start ? v128.load(start) : splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  const end = b + k * bRow;
  while (b < end) {
    const b0 = v128.load(b);
    c0 = f32x4.add(c0, f32x4.mul(v128.load_splat<f32>(a), b0));
    c1 = f32x4.add(c1, f32x4.mul(v128.load_splat<f32>(a1), b0));
    c2 = f32x4.add(c2, f32x4.mul(v128.load_splat<f32>(a2), b0));
    c3 = f32x4.add(c3, f32x4.mul(v128.load_splat<f32>(a3), b0));
    a += aColumn;
    a1 += aColumn;
    a2 += aColumn;
    a3 += aColumn;
    b += bRow;
  }
  putPart(c, c0, columns, accumulate);
  c += cRow;
  putPart(c, c1, columns, accumulate);
  c += cRow;
  putPart(c, c2, columns, accumulate);
  c += cRow;
  putPart(c, c3, columns, accumulate);
}

function tile1x8(
  a: usize,
  aColumn: i32,
  b: usize,
  bRow: i32,
  start: usize,
  c: usize,
  columns: i32,
  k: i32,
  accumulate: i32,
): void {
  let c0 = splat(0);
  let c1 = c0;
  if (start) {
    c0 = v128.load(start);
    c1 = v128.load(start, 16);
  }
  const end = b + k * bRow;
  while (b < end) {
    const s = v128.load_splat<f32>(a);
    c0 = f32x4.add(c0, f32x4.mul(s, v128.load(b)));
    c1 = f32x4.add(c1, f32x4.mul(s, v128.load(b, 16)));
    a += aColumn;
    b += bRow;
  }
  if (columns > 4) {
    put(c, c0, accumulate);
    putPart(c + 16, c1, columns - 4, accumulate);
  } else putPart(c, c0, columns, accumulate);
}
