import { DenseRow } from './instructions';
import { addFourRows, addRow, begin, multiplyRow } from './multiplyRow';
import { multiplyStrips } from './packedRow';
import { multiplyAdd, splat, storePart } from './vectors';

/**
 * The product of one row with a wide matrix of finite numbers, in which the row's zeros are passed over: the weights of an input that
 * is 0 are not read, and reading them is what such a product costs. Sums are those of `multiplyRow`, to the bit, but for the sign
 * of one that is 0.
 */

/** Bytes of a term in the list: the address of a row of weights, and the number it is multiplied by. */
const term: i32 = 8;

/** y[units] = x[inFeatures] · weights[inFeatures, units] + bias[units]; weights have to be finite, as 0 · ∞ is not 0. */
export function denseSparse(at: DenseRow): void {
  const units = at.units;
  const width = units << 2;
  // Going through rows that follow each other is faster than by a list.
  if (zerosOf(at.x, at.inFeatures) < at.inFeatures >> 3) {
    if (at.strips) multiplyStrips(at.x, at.inFeatures, at.strips, at.bias, at.y, units);
    else multiplyRow(at.x, 4, at.weights, width, at.bias, at.y, units, at.inFeatures, 0);
    return;
  }
  const list = at.scratch;
  const end = listTerms(at.x, at.inFeatures, at.weights, width, list);
  const wide = units & ~3;
  begin(at.bias, at.y, wide << 2);
  addListed(list, end, at.y, wide);
  if (units & 3) sumListed(list, end, wide << 2, at.bias, at.y, units & 3);
}

/** How many of x[k] are 0, those of the last 1…3 left out. */
function zerosOf(x: usize, k: i32): i32 {
  const zero = splat(0);
  let counts = i32x4.splat(0);
  // What is equal is −1.
  for (const end = x + ((k & ~3) << 2); x < end; x += 16)
    counts = i32x4.sub(counts, f32x4.eq(v128.load(x), zero));
  return (
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3)
  );
}

/** Terms of x[k] · b[k, n] whose element of x is not 0, in order; returns their end. NaN is not 0. */
function listTerms(x: usize, k: i32, b: usize, bRow: i32, list: usize): usize {
  const end = x + (k << 2);
  const endOfFours = x + ((k & ~3) << 2);
  const zero = splat(0);
  while (x < endOfFours) {
    if (!v128.any_true(f32x4.ne(v128.load(x), zero))) {
      x += 16;
      b += bRow << 2;
      continue;
    }
    for (const four = x + 16; x < four; x += 4, b += bRow) list = addTerm(list, b, load<f32>(x));
  }
  for (; x < end; x += 4, b += bRow) list = addTerm(list, b, load<f32>(x));
  return list;
}

/** Written anyway, as a jump would often be foreseen wrongly; the next one takes its place where it is 0. */
// @ts-ignore: decorator
@inline
function addTerm(list: usize, b: usize, x: f32): usize {
  store<u32>(list, <u32>b);
  store<f32>(list, x, 4);
  return x != 0 ? list + term : list;
}

/** c[n] += the listed terms; n is a multiple of 4. */
function addListed(list: usize, end: usize, c: usize, n: i32): void {
  for (const endOfFours = list + ((end - list) & ~31); list < endOfFours; list += 32) {
    const x0 = v128.load_splat<f32>(list, 4);
    const x1 = v128.load_splat<f32>(list, 12);
    const x2 = v128.load_splat<f32>(list, 20);
    const x3 = v128.load_splat<f32>(list, 28);
    addFourRows(x0, x1, x2, x3, load<u32>(list), load<u32>(list, 8), load<u32>(list, 16), load<u32>(list, 24), c, n);
  }
  for (; list < end; list += term) addRow(v128.load_splat<f32>(list, 4), load<u32>(list), c, n);
}

/** The 1…3 columns that are left, `offset` bytes from the first. */
function sumListed(list: usize, end: usize, offset: usize, start: usize, c: usize, columns: i32): void {
  let sum = start ? v128.load(start + offset) : splat(0);
  for (; list < end; list += term)
    sum = multiplyAdd(v128.load_splat<f32>(list, 4), v128.load(<usize>load<u32>(list) + offset), sum);
  storePart(c + offset, sum, columns);
}
