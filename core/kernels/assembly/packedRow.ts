import { multiplyRow } from './multiplyRow';
import { multiplyAdd, splat } from './vectors';

/**
 * One row times weights that were copied into strips of 24 columns: for every input, the weights of 24 units side by side. Going down
 * a strip reads memory from end to end and keeps its sums in registers, which `multiplyRow` writes back after every four inputs.
 */

/** Columns of a strip: six vectors of sums, as many of weights, and the input. */
export const stripColumns: i32 = 24;

/** strips = weights[inFeatures, units]: strips of 24 columns one after the other, then the columns that are left. */
export function packStrips(weights: usize, strips: usize, inFeatures: i32, units: i32): void {
  for (let column = 0; column < units; column += stripColumns) {
    const width = min(stripColumns, units - column) << 2;
    let from = weights + (column << 2);
    for (let input = 0; input < inFeatures; input++, from += units << 2, strips += width)
      memory.copy(strips, from, width);
  }
}

/** y[units] = x[inFeatures] · strips + bias[units]; sums are those of `multiplyRow`, to the bit. */
export function multiplyStrips(x: usize, inFeatures: i32, strips: usize, bias: usize, y: usize, units: i32): void {
  const end = x + (inFeatures << 2);
  for (; units >= stripColumns; units -= stripColumns, y += 96) {
    let sum0 = splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let sum4 = sum0;
    let sum5 = sum0;
    if (bias) {
      sum0 = v128.load(bias);
      sum1 = v128.load(bias, 16);
      sum2 = v128.load(bias, 32);
      sum3 = v128.load(bias, 48);
      sum4 = v128.load(bias, 64);
      sum5 = v128.load(bias, 80);
      bias += 96;
    }
    for (let at = x; at < end; at += 4, strips += 96) {
      const value = v128.load_splat<f32>(at);
      sum0 = multiplyAdd(value, v128.load(strips), sum0);
      sum1 = multiplyAdd(value, v128.load(strips, 16), sum1);
      sum2 = multiplyAdd(value, v128.load(strips, 32), sum2);
      sum3 = multiplyAdd(value, v128.load(strips, 48), sum3);
      sum4 = multiplyAdd(value, v128.load(strips, 64), sum4);
      sum5 = multiplyAdd(value, v128.load(strips, 80), sum5);
    }
    v128.store(y, sum0);
    v128.store(y, sum1, 16);
    v128.store(y, sum2, 32);
    v128.store(y, sum3, 48);
    v128.store(y, sum4, 64);
    v128.store(y, sum5, 80);
  }
  if (units) multiplyRow(x, 4, strips, units << 2, bias, y, units, inFeatures, 0);
}
