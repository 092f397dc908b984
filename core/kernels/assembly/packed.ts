import { activateBlock } from './activateBlock';
import { depthOfBlock, depthOfNarrowPanels, elementsOfBlock } from './blocks';
import { packColumns, packRows } from './panels';
import { partStart, Thread } from './thread';
import { tiles } from './tiles';

/**
 * Products of larger matrices, after Goto and van de Geijn (2008): a block of a and panels of b (k × 8) are copied so that the
 * inner loop reads them from end to end, the panels of b staying in the first cache while panels of a (4 × k) go by. Steps are in
 * bytes. A result's order of summing depends on the shapes alone.
 */

/**
 * c[m, n] = a · b, plus start[n] unless that is 0, or added to c with `accumulate`. a[m, k] and b[k, n] each have contiguous
 * rows or contiguous columns. Threads share out the rows or the columns of c, whichever are more; each has a piece of scratch
 * for its copies. `activation` is what finished elements go through; see `activateBlock`.
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
  activation: i32,
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
    activation,
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
  activation: i32,
): void {
  for (let depth = 0; depth < k; depth += depthOfBlock) {
    const deep = min(depthOfBlock, k - depth);
    const wide = deep > depthOfNarrowPanels ? 16 : 8;
    const aPanels = scratch + deep * (wide << 2);
    const adds = accumulate | i32(depth > 0);
    const most = (elementsOfBlock / deep) & ~3;
    for (let row = firstRow; row < lastRow; row += most) {
      const rows = min(most, lastRow - row);
      packRows(a + row * aRow + depth * aColumn, aRow, aColumn, aPanels, rows, deep);
      for (let column = firstColumn; column < lastColumn; column += wide) {
        const columns = min(wide, lastColumn - column);
        packColumns(b + depth * bRow + column * bColumn, bRow, bColumn, scratch, columns, deep);
        const first = start && !depth ? start + (column << 2) : 0;
        const to = c + row * cRow + (column << 2);
        tiles(aPanels, scratch, deep, first, to, cRow, rows, min(8, columns), adds);
        if (columns > 8)
          tiles(aPanels, scratch + (deep << 5), deep, first ? first + 32 : 0, to + 32, cRow, rows, columns - 8, adds);
        if (depth + deep == k) activateBlock(activation, to, cRow, rows, columns);
      }
    }
  }
}
