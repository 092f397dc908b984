/**
 * Dense layers of exported files whose weights also stand in float64, as rows: [inFeatures][units], units made even. No weight is
 * converted in a call then. The sums are those of `exportedDense.ts`, in the same order and with the same rounding.
 */

import { listInputs } from './exportedInputs';

/** Bytes of a row. */
// @ts-ignore: decorator
@inline
function rowBytes(units: i32): i32 {
  return ((units + 1) & ~1) << 3;
}

/** Fills `rows` from weights that stand in groups of eight units, and then the rest of the units. */
export function fillRows(weights: usize, inFeatures: i32, units: i32, rows: usize): void {
  const row = rowBytes(units);
  for (let unit = 0; unit < units; ) {
    const together = min(units - unit, 8);
    let to = rows + (unit << 3);
    for (let i = 0; i < inFeatures; i++) {
      for (let k = 0; k < together; k++) {
        store<f64>(to + (k << 3), <f64>load<f32>(weights));
        weights += 4;
      }
      to += row;
    }
    unit += together;
  }
}

/**
 * y[units] = rows · x[inFeatures] + bias[units], inputs that are 0 passed over. `list` is room for 16 bytes for each input. Up to 8
 * bytes beyond y and 4 beyond the bias are read, and 8 beyond y written.
 */
export function denseRows(
  x: usize,
  inFeatures: i32,
  rows: usize,
  bias: usize,
  y: usize,
  units: i32,
  list: usize,
): void {
  const row = rowBytes(units);
  const end = listInputs(x, inFeatures * row, row, list);
  for (let at = 0; at < row; at += 16) {
    v128.store(y + at, f64x2.promote_low_f32x4(v128.load64_zero(bias + (at >> 1))));
  }
  let entry = list;
  for (; entry + 64 < end; entry += 80) addFive(entry, rows, y, row);
  for (; entry < end; entry += 16) addOne(entry, rows, y, row);
}

/** y += five rows, each times its value. Five, and their values, are what the registers hold. */
function addFive(entry: usize, rows: usize, y: usize, row: usize): void {
  const v0 = v128.load64_splat(entry);
  const v1 = v128.load64_splat(entry, 16);
  const v2 = v128.load64_splat(entry, 32);
  const v3 = v128.load64_splat(entry, 48);
  const v4 = v128.load64_splat(entry, 64);
  const w0 = rows + load<i32>(entry, 8);
  const w1 = rows + load<i32>(entry, 24);
  const w2 = rows + load<i32>(entry, 40);
  const w3 = rows + load<i32>(entry, 56);
  const w4 = rows + load<i32>(entry, 72);
  let k: usize = 0;
  // Engines look for interruptions in every turn of a loop: few turns.
  for (; k + 112 < row; k += 128) {
    const to = y + k;
    fourPairs(to, v0, v1, v2, v3, v4, w0 + k, w1 + k, w2 + k, w3 + k, w4 + k);
    const m = k + 64;
    fourPairs(to + 64, v0, v1, v2, v3, v4, w0 + m, w1 + m, w2 + m, w3 + m, w4 + m);
  }
  for (; k < row; k += 16) {
    let sum = v128.load(y + k);
    sum = f64x2.add(sum, f64x2.mul(v0, v128.load(w0 + k)));
    sum = f64x2.add(sum, f64x2.mul(v1, v128.load(w1 + k)));
    sum = f64x2.add(sum, f64x2.mul(v2, v128.load(w2 + k)));
    sum = f64x2.add(sum, f64x2.mul(v3, v128.load(w3 + k)));
    sum = f64x2.add(sum, f64x2.mul(v4, v128.load(w4 + k)));
    v128.store(y + k, sum);
  }
}

/** Eight neighbouring units of five rows. Every pair is stored before the next is loaded: engines would load all at once. */
// @ts-ignore: decorator
@inline
function fourPairs(
  y: usize,
  v0: v128,
  v1: v128,
  v2: v128,
  v3: v128,
  v4: v128,
  w0: usize,
  w1: usize,
  w2: usize,
  w3: usize,
  w4: usize,
): void {
  let sum = v128.load(y);
  sum = f64x2.add(sum, f64x2.mul(v0, v128.load(w0)));
  sum = f64x2.add(sum, f64x2.mul(v1, v128.load(w1)));
  sum = f64x2.add(sum, f64x2.mul(v2, v128.load(w2)));
  sum = f64x2.add(sum, f64x2.mul(v3, v128.load(w3)));
  sum = f64x2.add(sum, f64x2.mul(v4, v128.load(w4)));
  v128.store(y, sum);
  sum = v128.load(y, 16);
  sum = f64x2.add(sum, f64x2.mul(v0, v128.load(w0, 16)));
  sum = f64x2.add(sum, f64x2.mul(v1, v128.load(w1, 16)));
  sum = f64x2.add(sum, f64x2.mul(v2, v128.load(w2, 16)));
  sum = f64x2.add(sum, f64x2.mul(v3, v128.load(w3, 16)));
  sum = f64x2.add(sum, f64x2.mul(v4, v128.load(w4, 16)));
  v128.store(y, sum, 16);
  sum = v128.load(y, 32);
  sum = f64x2.add(sum, f64x2.mul(v0, v128.load(w0, 32)));
  sum = f64x2.add(sum, f64x2.mul(v1, v128.load(w1, 32)));
  sum = f64x2.add(sum, f64x2.mul(v2, v128.load(w2, 32)));
  sum = f64x2.add(sum, f64x2.mul(v3, v128.load(w3, 32)));
  sum = f64x2.add(sum, f64x2.mul(v4, v128.load(w4, 32)));
  v128.store(y, sum, 32);
  sum = v128.load(y, 48);
  sum = f64x2.add(sum, f64x2.mul(v0, v128.load(w0, 48)));
  sum = f64x2.add(sum, f64x2.mul(v1, v128.load(w1, 48)));
  sum = f64x2.add(sum, f64x2.mul(v2, v128.load(w2, 48)));
  sum = f64x2.add(sum, f64x2.mul(v3, v128.load(w3, 48)));
  sum = f64x2.add(sum, f64x2.mul(v4, v128.load(w4, 48)));
  v128.store(y, sum, 48);
}

/** y += one row times its value. */
function addOne(entry: usize, rows: usize, y: usize, row: usize): void {
  const value = v128.load64_splat(entry);
  const from = rows + load<i32>(entry, 8);
  for (let k: usize = 0; k < row; k += 16) {
    v128.store(y + k, f64x2.add(v128.load(y + k), f64x2.mul(value, v128.load(from + k))));
  }
}
