import { multiplyAdd, splat, storePart } from './vectors';

/**
 * The inner loop of larger products: four rows and eight columns of c at a time, from a panel of rows of a and a panel of columns of b
 * that are both packed in the order in which they are read. Eight sums keep two multipliers busy whose results take four cycles.
 * More would not fit: V8 loads all that an iteration needs before it multiplies, so 12 sums and their factors exceed its 15 registers.
 */

/**
 * c[rows, columns ≤ 8] = a · b, plus start[columns] unless that is 0, or added to c with `adds`: one panel of b, `deep` × 8, against
 * all panels of a.
 */
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
  const end = b + (deep << 5);
  for (; rows > 0; rows -= 4) {
    let c00 = splat(0);
    let c01 = c00;
    let c10 = c00;
    let c11 = c00;
    let c20 = c00;
    let c21 = c00;
    let c30 = c00;
    let c31 = c00;
    for (let from = b; from < end; from += 32, a += 16) {
      const b0 = v128.load(from);
      const b1 = v128.load(from, 16);
      const x = v128.load(a);
      const x0 = v128.shuffle<f32>(x, x, 0, 0, 0, 0);
      c00 = multiplyAdd(x0, b0, c00);
      c01 = multiplyAdd(x0, b1, c01);
      const x1 = v128.shuffle<f32>(x, x, 1, 1, 1, 1);
      c10 = multiplyAdd(x1, b0, c10);
      c11 = multiplyAdd(x1, b1, c11);
      const x2 = v128.shuffle<f32>(x, x, 2, 2, 2, 2);
      c20 = multiplyAdd(x2, b0, c20);
      c21 = multiplyAdd(x2, b1, c21);
      const x3 = v128.shuffle<f32>(x, x, 3, 3, 3, 3);
      c30 = multiplyAdd(x3, b0, c30);
      c31 = multiplyAdd(x3, b1, c31);
    }
    put(c, c00, c01, start, columns, adds);
    c += cRow;
    if (rows > 1) put(c, c10, c11, start, columns, adds);
    c += cRow;
    if (rows > 2) put(c, c20, c21, start, columns, adds);
    c += cRow;
    if (rows > 3) put(c, c30, c31, start, columns, adds);
    c += cRow;
  }
}

// @ts-ignore: decorator
@inline
function put(to: usize, first: v128, second: v128, start: usize, columns: i32, adds: i32): void {
  if (adds) {
    first = f32x4.add(v128.load(to), first);
    second = f32x4.add(v128.load(to, 16), second);
  } else if (start) {
    first = f32x4.add(first, v128.load(start));
    second = f32x4.add(second, v128.load(start, 16));
  }
  if (columns == 8) {
    v128.store(to, first);
    v128.store(to, second, 16);
  } else if (columns > 4) {
    v128.store(to, first);
    storePart(to + 16, second, columns - 4);
  } else if (columns == 4) v128.store(to, first);
  else storePart(to, first, columns);
}
