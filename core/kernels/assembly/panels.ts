import { transposeFour, transposePanel } from './transpose';

/** Copies of blocks of matrices in the order in which `tiles.ts` reads them. Steps are in bytes. */

/** Up to 16 columns of b, [deep, columns], as panels [deep, 8]. Rows of b, or its columns, are contiguous. */
export function packColumns(b: usize, bRow: i32, bColumn: i32, to: usize, columns: i32, deep: i32): void {
  if (bColumn != 4) {
    transposePanel(b, bColumn, to, min(8, columns), deep);
    if (columns > 8) transposePanel(b + (bColumn << 3), bColumn, to + (deep << 5), columns - 8, deep);
  } else if (columns > 8) copyPanels(b, bRow, to, deep);
  else copyPanel(b, bRow, to, deep);
}

/** Two panels at once: 16 numbers are a line of the cache, which would be gone again for the second panel. */
function copyPanels(from: usize, fromRow: i32, to: usize, deep: i32): void {
  const second = deep << 5;
  for (const end = to + second; to < end; to += 32, from += fromRow) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to + second, v128.load(from, 32));
    v128.store(to + second, v128.load(from, 48), 16);
  }
}

function copyPanel(from: usize, fromRow: i32, to: usize, deep: i32): void {
  for (const end = to + (deep << 5); to < end; to += 32, from += fromRow) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
  }
}

/** Rows of a as panels [deep, 4]; its rows or its columns are contiguous. */
export function packRows(a: usize, aRow: i32, aColumn: i32, to: usize, rows: i32, deep: i32): void {
  const panel = deep << 4;
  if (aRow == 4) {
    for (; rows >= 16; rows -= 16, a += 64, to += panel << 2) copyFourPanels(a, aColumn, to, panel);
    for (; rows > 0; rows -= 4, a += 16, to += panel) copyPanel4(a, aColumn, to, panel);
  } else for (; rows > 0; rows -= 4, a += aRow << 2, to += panel) transposeFour(a, aRow, to, 16, rows, deep);
}

/** A line of the cache at each depth: 16 numbers, for as many rows. */
function copyFourPanels(from: usize, fromRow: i32, to: usize, panel: i32): void {
  const twice = panel << 1;
  const thrice = panel * 3;
  for (const end = to + panel; to < end; to += 16, from += fromRow) {
    v128.store(to, v128.load(from));
    v128.store(to + panel, v128.load(from, 16));
    v128.store(to + twice, v128.load(from, 32));
    v128.store(to + thrice, v128.load(from, 48));
  }
}

function copyPanel4(from: usize, fromRow: i32, to: usize, panel: i32): void {
  for (const end = to + panel; to < end; to += 16, from += fromRow) v128.store(to, v128.load(from));
}
