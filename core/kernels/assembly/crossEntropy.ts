import { exp, log } from './exponential';
import { Loss } from './instructions';
import { rowMaximum } from './rows';
import { addWide, loadPart, partMask, splat, storePart, sumWide } from './vectors';

/** Up to this many columns, four rows are worked out side by side, one in each lane. */
const mostColumnsByLanes = 32;

/**
 * Cross-entropy between the target and softmax(x), from x: returns Σ over rows of Σ t · (log Σ eˣ − x), and unless dPrediction
 * is 0 writes dx (+)= scale · (softmax(x) · Σ t − t). The row's largest x is taken off before any exponential.
 */
export function softmaxCrossEntropy(at: Loss): f64 {
  return at.columns <= mostColumnsByLanes ? byLanes(at) : byRows(at);
}

/** One element of each of four rows. */
// @ts-ignore: decorator
@inline
function gatherLanes(r0: usize, r1: usize, r2: usize, r3: usize): v128 {
  let v = v128.load_zero<f32>(r0);
  v = v128.load_lane<f32>(r1, v, 1);
  v = v128.load_lane<f32>(r2, v, 2);
  return v128.load_lane<f32>(r3, v, 3);
}

function byLanes(at: Loss): f64 {
  const columns = at.columns;
  const width = columns << 2;
  const scale = splat(at.gradientScale);
  const accumulate = at.accumulate;
  // [columns] of four rows each: x, then e^(x − largest), and the target
  const xs = at.scratch;
  const xsEnd = xs + (columns << 4);
  const ts = xsEnd;
  let total = f64x2.splat(0);
  let x = at.prediction;
  let t = at.target;
  let d = at.dPrediction;
  for (let row = 0; row < at.rows; row += 4, x += width << 2, t += width << 2) {
    // Rows beyond the last repeat the first of the four, and are not counted.
    const rows = min(4, at.rows - row);
    const step1 = rows > 1 ? width : 0;
    const step2 = rows > 2 ? width << 1 : 0;
    const step3 = rows > 3 ? width * 3 : 0;
    let largest = splat(-Infinity);
    let masses = splat(0);
    let from = x;
    let target = t;
    for (let to = xs, into = ts; to < xsEnd; to += 16, into += 16, from += 4, target += 4) {
      const value = gatherLanes(from, from + step1, from + step2, from + step3);
      const mass = gatherLanes(target, target + step1, target + step2, target + step3);
      largest = f32x4.pmax(largest, value);
      masses = f32x4.add(masses, mass);
      v128.store(to, value);
      v128.store(into, mass);
    }
    let sum = splat(0);
    let products = splat(0);
    for (let to = xs, into = ts; to < xsEnd; to += 16, into += 16) {
      const shifted = f32x4.sub(v128.load(to), largest);
      const mass = v128.load(into);
      const e = exp(shifted);
      sum = f32x4.add(sum, e);
      products = f32x4.add(products, v128.and(f32x4.mul(mass, shifted), f32x4.ne(mass, splat(0))));
      v128.store(to, e);
    }
    const rowTotals = f32x4.sub(f32x4.mul(masses, log(sum)), products);
    total = addWide(total, rows == 4 ? rowTotals : v128.and(rowTotals, partMask(rows)));
    if (!d) continue;
    const factor = f32x4.div(masses, sum);
    for (let to = xs, into = ts; to < xsEnd; to += 16, into += 16, d += 4) {
      let gradient = f32x4.mul(scale, f32x4.sub(f32x4.mul(v128.load(to), factor), v128.load(into)));
      if (accumulate) gradient = f32x4.add(gradient, gatherLanes(d, d + step1, d + step2, d + step3));
      v128.store_lane<f32>(d, gradient, 0);
      if (rows > 1) v128.store_lane<f32>(d + step1, gradient, 1);
      if (rows > 2) v128.store_lane<f32>(d + step2, gradient, 2);
      if (rows > 3) v128.store_lane<f32>(d + step3, gradient, 3);
    }
    d += width * 3;
  }
  return sumWide(total);
}

/** t · (normalizer − x), 0 where t is 0 */
// @ts-ignore: decorator
@inline
function crossTerm(x: v128, t: v128, normalizer: v128): v128 {
  return v128.and(f32x4.mul(t, f32x4.sub(normalizer, x)), f32x4.ne(t, splat(0)));
}

/** The sum of the lanes, in all of them. */
// @ts-ignore: decorator
@inline
function spreadSum(v: v128): v128 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2));
}

function byRows(at: Loss): f64 {
  const columns = at.columns;
  const whole = (columns & ~3) << 2;
  const rest = columns & 3;
  const scale = splat(at.gradientScale);
  const accumulate = at.accumulate;
  let x = at.prediction;
  let t = at.target;
  let d = at.dPrediction;
  let total = f64x2.splat(0);
  for (let row = 0; row < at.rows; row++, x += columns << 2, t += columns << 2) {
    const largest = splat(rowMaximum(x, columns));
    let sum = splat(0);
    let masses = splat(0);
    for (let i = 0; i < whole; i += 16) {
      sum = f32x4.add(sum, exp(f32x4.sub(v128.load(x + i), largest)));
      masses = f32x4.add(masses, v128.load(t + i));
    }
    if (rest) {
      sum = f32x4.add(sum, v128.and(exp(f32x4.sub(loadPart(x + whole, rest), largest)), partMask(rest)));
      masses = f32x4.add(masses, loadPart(t + whole, rest));
    }
    sum = spreadSum(sum);
    const normalizer = f32x4.add(log(sum), largest);
    const factor = f32x4.div(spreadSum(masses), sum);
    for (let i = 0; i < whole; i += 16) {
      const value = v128.load(x + i);
      const mass = v128.load(t + i);
      total = addWide(total, crossTerm(value, mass, normalizer));
      if (!d) continue;
      let gradient = gradientOf(value, mass, largest, factor, scale);
      if (accumulate) gradient = f32x4.add(v128.load(d + i), gradient);
      v128.store(d + i, gradient);
    }
    if (rest) {
      const value = loadPart(x + whole, rest);
      const mass = loadPart(t + whole, rest);
      total = addWide(total, crossTerm(value, mass, normalizer));
      if (d) {
        let gradient = gradientOf(value, mass, largest, factor, scale);
        if (accumulate) gradient = f32x4.add(loadPart(d + whole, rest), gradient);
        storePart(d + whole, gradient, rest);
      }
    }
    if (d) d += columns << 2;
  }
  return sumWide(total);
}

/** scale · (e^(x − largest) · factor − t) */
// @ts-ignore: decorator
@inline
function gradientOf(x: v128, t: v128, largest: v128, factor: v128, scale: v128): v128 {
  return f32x4.mul(scale, f32x4.sub(f32x4.mul(exp(f32x4.sub(x, largest)), factor), t));
}
