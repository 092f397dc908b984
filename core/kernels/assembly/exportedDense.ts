/**
 * The dense and ReLU layers of exported TypeScript files, a program of its own. It makes the very sums that the file's JavaScript makes: in
 * float64, for every unit its bias and then the inputs in their order, each product rounded before it is added. So an exported file
 * gives the same bits with WebAssembly and without.
 *
 * Weights: for every eight units, [inFeatures][8]; then [inFeatures][rest] for the rest of the units.
 */

import { listInputs } from './exportedInputs';
import { denseRows, fillRows } from './exportedRows';

/** The first two of four float32 as float64. */
// @ts-ignore: decorator
@inline
function wide(two: v128): v128 {
  return f64x2.promote_low_f32x4(two);
}

/** sum + value · the weights of two units, which come as float32. */
// @ts-ignore: decorator
@inline
function plus(sum: v128, value: v128, two: v128): v128 {
  return f64x2.add(sum, f64x2.mul(value, wide(two)));
}

/**
 * y[units] = weights · x[inFeatures] + bias[units], inputs that are 0 passed over. x and y are float64, weights and bias float32.
 * `list` is room for 16 bytes for each input: those that are not 0, each as its value (float64) and where its weights begin within
 * a group of eight (int32, in bytes).
 * `copy`: where there is room for the weights in float64, 64 bytes before them, which say whether they are there; 0 if there is none.
 */
export function dense(
  x: usize,
  inFeatures: i32,
  weights: usize,
  bias: usize,
  y: usize,
  units: i32,
  list: usize,
  copy: usize,
): void {
  if (copy) {
    const rows = copy + 64;
    if (!load<i32>(copy)) {
      fillRows(weights, inFeatures, units, rows);
      store<i32>(copy, 1);
    }
    denseRows(x, inFeatures, rows, bias, y, units, list);
    return;
  }
  const group = inFeatures << 5;
  const end = listInputs(x, group, 32, list);
  const end24 = y + (units / 24) * 192;
  const end8 = y + ((units & ~7) << 3);
  // The conversion to float64 is what takes the time: with twelve sums under way it never waits.
  while (y < end24) {
    const second = weights + group;
    const third = second + group;
    let s0 = wide(v128.load64_zero(bias));
    let s1 = wide(v128.load64_zero(bias, 8));
    let s2 = wide(v128.load64_zero(bias, 16));
    let s3 = wide(v128.load64_zero(bias, 24));
    let s4 = wide(v128.load64_zero(bias, 32));
    let s5 = wide(v128.load64_zero(bias, 40));
    let s6 = wide(v128.load64_zero(bias, 48));
    let s7 = wide(v128.load64_zero(bias, 56));
    let s8 = wide(v128.load64_zero(bias, 64));
    let s9 = wide(v128.load64_zero(bias, 72));
    let s10 = wide(v128.load64_zero(bias, 80));
    let s11 = wide(v128.load64_zero(bias, 88));
    for (let entry = list; entry < end; entry += 16) {
      const value = v128.load64_splat(entry);
      const offset = load<i32>(entry, 8);
      const a = weights + offset;
      s0 = plus(s0, value, v128.load64_zero(a));
      s1 = plus(s1, value, v128.load64_zero(a, 8));
      s2 = plus(s2, value, v128.load64_zero(a, 16));
      s3 = plus(s3, value, v128.load64_zero(a, 24));
      const b = second + offset;
      s4 = plus(s4, value, v128.load64_zero(b));
      s5 = plus(s5, value, v128.load64_zero(b, 8));
      s6 = plus(s6, value, v128.load64_zero(b, 16));
      s7 = plus(s7, value, v128.load64_zero(b, 24));
      const c = third + offset;
      s8 = plus(s8, value, v128.load64_zero(c));
      s9 = plus(s9, value, v128.load64_zero(c, 8));
      s10 = plus(s10, value, v128.load64_zero(c, 16));
      s11 = plus(s11, value, v128.load64_zero(c, 24));
    }
    storeEight(y, s0, s1, s2, s3);
    storeEight(y + 64, s4, s5, s6, s7);
    storeEight(y + 128, s8, s9, s10, s11);
    weights = third + group;
    bias += 96;
    y += 192;
  }
  while (y < end8) {
    let s0 = wide(v128.load64_zero(bias));
    let s1 = wide(v128.load64_zero(bias, 8));
    let s2 = wide(v128.load64_zero(bias, 16));
    let s3 = wide(v128.load64_zero(bias, 24));
    for (let entry = list; entry < end; entry += 16) {
      const value = v128.load64_splat(entry);
      const a = weights + load<i32>(entry, 8);
      s0 = plus(s0, value, v128.load64_zero(a));
      s1 = plus(s1, value, v128.load64_zero(a, 8));
      s2 = plus(s2, value, v128.load64_zero(a, 16));
      s3 = plus(s3, value, v128.load64_zero(a, 24));
    }
    storeEight(y, s0, s1, s2, s3);
    weights += group;
    bias += 32;
    y += 64;
  }
  const rest = units & 7;
  if (rest & 4) {
    let s0 = wide(v128.load64_zero(bias));
    let s1 = wide(v128.load64_zero(bias, 8));
    for (let entry = list; entry < end; entry += 16) {
      const value = v128.load64_splat(entry);
      const a = weights + restOffset(entry, rest);
      s0 = plus(s0, value, v128.load64_zero(a));
      s1 = plus(s1, value, v128.load64_zero(a, 8));
    }
    v128.store(y, s0);
    v128.store(y, s1, 16);
    weights += 16;
    bias += 16;
    y += 32;
  }
  if (rest & 2) {
    let s0 = wide(v128.load64_zero(bias));
    for (let entry = list; entry < end; entry += 16) {
      s0 = plus(s0, v128.load64_splat(entry), v128.load64_zero(weights + restOffset(entry, rest)));
    }
    v128.store(y, s0);
    weights += 8;
    bias += 8;
    y += 16;
  }
  if (rest & 1) {
    let sum: f64 = load<f32>(bias);
    for (let entry = list; entry < end; entry += 16) {
      sum += load<f64>(entry) * <f64>load<f32>(weights + restOffset(entry, rest));
    }
    store<f64>(y, sum);
  }
}

/** What a group of eight units comes to. */
// @ts-ignore: decorator
@inline
function storeEight(y: usize, first: v128, second: v128, third: v128, fourth: v128): void {
  v128.store(y, first);
  v128.store(y, second, 16);
  v128.store(y, third, 32);
  v128.store(y, fourth, 48);
}

/** Where the weights of an entry's input begin among those of the rest of the units. */
// @ts-ignore: decorator
@inline
function restOffset(entry: usize, rest: i32): i32 {
  return (load<i32>(entry, 8) >> 3) * rest;
}

/** y[length] = max(x, 0), NaN for NaN. Up to 8 bytes beyond both are read and written. */
export function relu(x: usize, y: usize, length: i32): void {
  const zero = f64x2.splat(0);
  for (const end = x + (length << 3); x < end; x += 16, y += 16) {
    v128.store(y, f64x2.max(v128.load(x), zero));
  }
}
