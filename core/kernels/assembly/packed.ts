import { depthOfBlock, elementsOfBlock } from './blocks';
import { transposePanel } from './multiply';
import { partStart, Thread } from './thread';
import { multiplyAdd, splat, storePart } from './vectors';

/**
 * Products of larger matrices, after Goto and van de Geijn (2008): a block of a and a panel of b (k × 8) are copied so that the
 * inner loop reads them from end to end, the panel staying in the first cache while panels of a (4 × k) go by. Steps are in
 * bytes. A result's order of summing depends on the shapes alone.
 */

/**
 * c[m, n] = a · b, plus start[n] unless that is 0, or added to c with `accumulate`. a[m, k] and b[k, n] each have contiguous
 * rows or contiguous columns. Threads share out the rows or the columns of c, whichever are more; each has a piece of scratch
 * for its copies.
 */
export function multiplyPacked(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  start: usize,
  c: usize,
  cRow: i32,
  m: i32,
  n: i32,
  k: i32,
  accumulate: i32,
  scratch: usize,
  scratchBytes: i32,
): void {
  const part = Thread.part;
  const byRows = m > n;
  const firstRow = byRows ? partStart(m, 4, part) : 0;
  const lastRow = byRows ? partStart(m, 4, part + 1) : m;
  const firstColumn = byRows ? 0 : partStart(n, 8, part);
  const lastColumn = byRows ? n : partStart(n, 8, part + 1);
  multiplyRange(
    a,
    aRow,
    aColumn,
    b,
    bRow,
    bColumn,
    start,
    c,
    cRow,
    firstRow,
    lastRow,
    firstColumn,
    lastColumn,
    k,
    accumulate,
    scratch + part * scratchBytes,
  );
}

function multiplyRange(
  a: usize,
  aRow: i32,
  aColumn: i32,
  b: usize,
  bRow: i32,
  bColumn: i32,
  start: usize,
  c: usize,
  cRow: i32,
  firstRow: i32,
  lastRow: i32,
  firstColumn: i32,
  lastColumn: i32,
  k: i32,
  accumulate: i32,
  scratch: usize,
): void {
  for (let depth = 0; depth < k; depth += depthOfBlock) {
    const deep = min(depthOfBlock, k - depth);
    const aPanels = scratch + (deep << 5);
    const adds = accumulate | i32(depth > 0);
    const most = (elementsOfBlock / deep) & ~3;
    for (let row = firstRow; row < lastRow; row += most) {
      const rows = min(most, lastRow - row);
      packRows(a + row * aRow + depth * aColumn, aRow, aColumn, aPanels, rows, deep);
      for (let column = firstColumn; column < lastColumn; column += 8) {
        const columns = min(8, lastColumn - column);
        const from = b + depth * bRow + column * bColumn;
        if (bColumn == 4) copyPanel8(from, bRow, scratch, deep);
        else transposePanel(from, bColumn, scratch, columns, deep);
        const first = start && !depth ? start + (column << 2) : 0;
        tiles(aPanels, scratch, deep, first, c + row * cRow + (column << 2), cRow, rows, columns, adds);
      }
    }
  }
}

function copyPanel8(from: usize, fromRow: i32, to: usize, deep: i32): void {
  for (const end = to + (deep << 5); to < end; to += 32, from += fromRow) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
  }
}

/** Panels [deep, 4] of the rows of a; rows beyond the last repeat one, and are not used. */
function packRows(a: usize, aRow: i32, aColumn: i32, to: usize, rows: i32, deep: i32): void {
  for (let row = 0; row < rows; row += 4) {
    if (aRow == 4) copyPanel4(a + (row << 2), aColumn, to, deep);
    else transposePanel4(a + row * aRow, aRow, to, rows - row, deep);
    to += deep << 4;
  }
}

function copyPanel4(from: usize, fromRow: i32, to: usize, deep: i32): void {
  for (const end = to + (deep << 4); to < end; to += 16, from += fromRow) v128.store(to, v128.load(from));
}

function transposePanel4(r0: usize, row: i32, to: usize, rows: i32, deep: i32): void {
  let r1 = rows > 1 ? r0 + row : r0;
  let r2 = rows > 2 ? r1 + row : r0;
  let r3 = rows > 3 ? r2 + row : r0;
  let i = 0;
  for (; i + 4 <= deep; i += 4, to += 64, r0 += 16, r1 += 16, r2 += 16, r3 += 16) {
    const v0 = v128.load(r0);
    const v1 = v128.load(r1);
    const v2 = v128.load(r2);
    const v3 = v128.load(r3);
    const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
    v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
    v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
  }
  for (; i < deep; i++, to += 16, r0 += 4, r1 += 4, r2 += 4, r3 += 4) {
    store<f32>(to, load<f32>(r0));
    store<f32>(to, load<f32>(r1), 4);
    store<f32>(to, load<f32>(r2), 8);
    store<f32>(to, load<f32>(r3), 12);
  }
}

/** One panel of b against all panels of a. */
export function tiles(
  a: usize,
  b: usize,
  deep: i32,
  start: usize,
  c: usize,
  cRow: i32,
  rows: i32,
  columns: i32,
  adds: i32,
): void {
  const s0 = start ? v128.load(start) : splat(0);
  const s1 = start ? v128.load(start, 16) : splat(0);
  const span = deep << 4;
  for (; rows > 0; rows -= 4) {
    let c00 = splat(0);
    let c01 = c00;
    let c10 = c00;
    let c11 = c00;
    let c20 = c00;
    let c21 = c00;
    let c30 = c00;
    let c31 = c00;
    const end = a + span;
    let from = b;
    while (a < end) {
      const x0 = v128.load_splat<f32>(a);
      c00 = multiplyAdd(x0, v128.load(from), c00);
      c01 = multiplyAdd(x0, v128.load(from, 16), c01);
      const x1 = v128.load_splat<f32>(a, 4);
      c10 = multiplyAdd(x1, v128.load(from), c10);
      c11 = multiplyAdd(x1, v128.load(from, 16), c11);
      const x2 = v128.load_splat<f32>(a, 8);
      c20 = multiplyAdd(x2, v128.load(from), c20);
      c21 = multiplyAdd(x2, v128.load(from, 16), c21);
      const x3 = v128.load_splat<f32>(a, 12);
      c30 = multiplyAdd(x3, v128.load(from), c30);
      c31 = multiplyAdd(x3, v128.load(from, 16), c31);
      a += 16;
      from += 32;
    }
    if (adds) {
      c00 = f32x4.add(v128.load(c), c00);
      c01 = f32x4.add(v128.load(c, 16), c01);
      if (rows > 1) {
        c10 = f32x4.add(v128.load(c + cRow), c10);
        c11 = f32x4.add(v128.load(c + cRow, 16), c11);
      }
      if (rows > 2) {
        c20 = f32x4.add(v128.load(c + (cRow << 1)), c20);
        c21 = f32x4.add(v128.load(c + (cRow << 1), 16), c21);
      }
      if (rows > 3) {
        c30 = f32x4.add(v128.load(c + cRow * 3), c30);
        c31 = f32x4.add(v128.load(c + cRow * 3, 16), c31);
      }
    } else if (start) {
      c00 = f32x4.add(c00, s0);
      c01 = f32x4.add(c01, s1);
      c10 = f32x4.add(c10, s0);
      c11 = f32x4.add(c11, s1);
      c20 = f32x4.add(c20, s0);
      c21 = f32x4.add(c21, s1);
      c30 = f32x4.add(c30, s0);
      c31 = f32x4.add(c31, s1);
    }
    put(c, c00, c01, columns);
    c += cRow;
    if (rows > 1) put(c, c10, c11, columns);
    c += cRow;
    if (rows > 2) put(c, c20, c21, columns);
    c += cRow;
    if (rows > 3) put(c, c30, c31, columns);
    c += cRow;
  }
}

// @ts-ignore: decorator
@inline
function put(to: usize, first: v128, second: v128, columns: i32): void {
  if (columns == 8) {
    v128.store(to, first);
    v128.store(to, second, 16);
  } else if (columns > 4) {
    v128.store(to, first);
    storePart(to + 16, second, columns - 4);
  } else if (columns == 4) v128.store(to, first);
  else storePart(to, first, columns);
}
