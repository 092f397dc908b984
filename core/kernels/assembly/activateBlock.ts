import { activate } from './elementwise';
import { Elementwise } from './opcodes';
import { loadPart, splat, storePart } from './vectors';

/**
 * c[rows, columns] = f(c), f being the element-wise function of this code: sigmoid, tanh or relu; any other leaves all as it is. For blocks
 * of a product that are still in the cache. Rows are `cRow` bytes apart.
 */
export function activateBlock(code: i32, c: usize, cRow: i32, rows: i32, columns: i32): void {
  switch (code) {
    case Elementwise.sigmoid:
      each(Elementwise.sigmoid, c, cRow, rows, columns);
      break;
    case Elementwise.tanh:
      each(Elementwise.tanh, c, cRow, rows, columns);
      break;
    case Elementwise.relu:
      each(Elementwise.relu, c, cRow, rows, columns);
      break;
  }
}

// @ts-ignore: decorator
@inline
function each(code: i32, c: usize, cRow: i32, rows: i32, columns: i32): void {
  const zero = splat(0);
  const whole = (columns & ~3) << 2;
  const rest = columns & 3;
  for (; rows > 0; rows--, c += cRow) {
    let at = c;
    for (const end = c + whole; at < end; at += 16) v128.store(at, activate(code, v128.load(at), zero));
    if (rest) storePart(at, activate(code, loadPart(at, rest), zero), rest);
  }
}
