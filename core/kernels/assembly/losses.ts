import { Batch } from './batch';
import { signs } from './elementwise';
import { exp, log, log1pUnit, sigmoid } from './exponential';
import { softmaxCrossEntropy } from './crossEntropy';
import { Loss } from './instructions';
import { Loss as LossCode } from './opcodes';
import { addWide, loadPart, multiplyAdd, partMask, select, splat, storePart, sumWide } from './vectors';

/** Term of the sum for four elements; `code` is a constant where this is inlined. */
// @ts-ignore: decorator
@inline
function term(code: i32, p: v128, t: v128, delta: v128): v128 {
  const difference = f32x4.sub(p, t);
  switch (code) {
    case LossCode.meanSquaredError:
      return f32x4.mul(difference, difference);
    case LossCode.meanAbsoluteError:
      return f32x4.abs(difference);
    case LossCode.huber: {
      const size = f32x4.abs(difference);
      const square = f32x4.mul(f32x4.mul(splat(0.5), difference), difference);
      const line = f32x4.mul(delta, f32x4.sub(size, f32x4.mul(splat(0.5), delta)));
      return select(f32x4.le(size, delta), square, line);
    }
    case LossCode.binaryCrossEntropy: {
      const one = splat(1);
      const own = f32x4.mul(t, boundedLog(p));
      return f32x4.neg(multiplyAdd(f32x4.sub(one, t), boundedLog(f32x4.sub(one, p)), own));
    }
    case LossCode.sigmoidCrossEntropy: {
      const tail = log1pUnit(exp(f32x4.neg(f32x4.abs(p))));
      return f32x4.add(f32x4.sub(f32x4.pmax(p, splat(0)), f32x4.mul(p, t)), tail);
    }
    case LossCode.categoricalCrossEntropy:
      return v128.and(f32x4.neg(f32x4.mul(t, boundedLog(p))), f32x4.ne(t, splat(0)));
    default:
      return difference;
  }
}

/** Not below −100, as in PyTorch's cross-entropies. */
// @ts-ignore: decorator
@inline
function boundedLog(p: v128): v128 {
  return f32x4.pmax(log(p), splat(-100));
}

/** Derivative of the term with respect to the prediction. */
// @ts-ignore: decorator
@inline
function termDerivative(code: i32, p: v128, t: v128, delta: v128): v128 {
  const difference = f32x4.sub(p, t);
  switch (code) {
    case LossCode.meanSquaredError:
      return f32x4.add(difference, difference);
    case LossCode.meanAbsoluteError:
      return signs(difference);
    case LossCode.huber:
      return f32x4.pmin(f32x4.pmax(difference, f32x4.neg(delta)), delta);
    case LossCode.binaryCrossEntropy: {
      const spread = f32x4.mul(p, f32x4.sub(splat(1), p));
      return f32x4.div(difference, f32x4.pmax(spread, splat(1e-12)));
    }
    case LossCode.sigmoidCrossEntropy:
      return f32x4.sub(sigmoid(p), t);
    case LossCode.categoricalCrossEntropy: {
      const quotient = f32x4.neg(f32x4.div(t, f32x4.pmax(p, splat(1.17549435e-38))));
      return v128.and(quotient, f32x4.ne(t, splat(0)));
    }
    default:
      return difference;
  }
}

/** The sum of the terms, and their derivatives to `dPrediction` unless that is 0. */
// @ts-ignore: decorator
@inline
function elementwise(code: i32, at: Loss): f64 {
  const delta = splat(at.delta);
  const scale = splat(at.gradientScale);
  const count = at.rows * at.columns;
  const accumulate = at.accumulate;
  let p = at.prediction;
  let t = at.target;
  let d = at.dPrediction;
  let sum = f64x2.splat(0);
  const end = p + ((count & ~3) << 2);
  for (; p < end; p += 16, t += 16) {
    const prediction = v128.load(p);
    const target = v128.load(t);
    sum = addWide(sum, term(code, prediction, target, delta));
    if (d) {
      let gradient = f32x4.mul(scale, termDerivative(code, prediction, target, delta));
      if (accumulate) gradient = f32x4.add(v128.load(d), gradient);
      v128.store(d, gradient);
      d += 16;
    }
  }
  const rest = count & 3;
  if (rest) {
    const prediction = loadPart(p, rest);
    const target = loadPart(t, rest);
    sum = addWide(sum, v128.and(term(code, prediction, target, delta), partMask(rest)));
    if (d) {
      let gradient = f32x4.mul(scale, termDerivative(code, prediction, target, delta));
      if (accumulate) gradient = f32x4.add(loadPart(d, rest), gradient);
      storePart(d, gradient, rest);
    }
  }
  return sumWide(sum);
}

// Each loss: value = valueScale · the sum over elements or rows; dPrediction (+)= gradientScale · its derivative. Either
// address may be 0, and is then left out.

// @ts-ignore: decorator
@inline
function keep(at: Loss, sum: f64): void {
  if (!at.value) return;
  const value = at.valueScale * sum;
  store<f64>(at.value, value);
  if (at.isAll) store<f64>(Batch.lossOut, at.weight * value);
}

export function meanSquaredError(at: Loss): void {
  keep(at, elementwise(LossCode.meanSquaredError, at));
}

export function meanAbsoluteError(at: Loss): void {
  keep(at, elementwise(LossCode.meanAbsoluteError, at));
}

export function huber(at: Loss): void {
  keep(at, elementwise(LossCode.huber, at));
}

export function binaryCrossEntropy(at: Loss): void {
  keep(at, elementwise(LossCode.binaryCrossEntropy, at));
}

export function sigmoidCrossEntropy(at: Loss): void {
  keep(at, elementwise(LossCode.sigmoidCrossEntropy, at));
}

export function categoricalCrossEntropy(at: Loss): void {
  keep(at, elementwise(LossCode.categoricalCrossEntropy, at));
}

export function softmaxCrossEntropyLoss(at: Loss): void {
  keep(at, softmaxCrossEntropy(at));
}

export function hingeLoss(at: Loss): void {
  keep(at, hinge(at));
}

/** Column of the row's largest target: its class. */
function classOf(target: usize, columns: i32): i32 {
  let best = 0;
  for (let i = 1; i < columns; i++) {
    if (load<f32>(target + (i << 2)) > load<f32>(target + (best << 2))) best = i;
  }
  return best;
}

/** Σ over rows and over the other classes j of max(0, 1 − x_class + x_j) / columns */
function hinge(at: Loss): f64 {
  const columns = at.columns;
  let x = at.prediction;
  let t = at.target;
  let total: f64 = 0;
  for (let row = 0; row < at.rows; row++) {
    const own = classOf(t, columns);
    const margin: f32 = <f32>1 - load<f32>(x + (own << 2));
    let sum: f64 = 0;
    for (let i = 0; i < columns; i++) {
      if (i != own) sum += <f64>max<f32>(0, margin + load<f32>(x + (i << 2)));
    }
    total += sum / columns;
    x += columns << 2;
    t += columns << 2;
  }
  if (at.dPrediction) hingeGradient(at);
  return total;
}

function hingeGradient(at: Loss): void {
  const columns = at.columns;
  const share: f32 = at.gradientScale / <f32>columns;
  let x = at.prediction;
  let t = at.target;
  let d = at.dPrediction;
  for (let row = 0; row < at.rows; row++) {
    const own = classOf(t, columns);
    const margin: f32 = <f32>1 - load<f32>(x + (own << 2));
    let violations: f32 = 0;
    for (let i = 0; i < columns; i++) {
      if (i == own) continue;
      const violated: f32 = margin + load<f32>(x + (i << 2)) <= 0 ? 0 : 1;
      violations += violated;
      put(d + (i << 2), share * violated, at.accumulate);
    }
    put(d + (own << 2), -share * violations, at.accumulate);
    x += columns << 2;
    t += columns << 2;
    d += columns << 2;
  }
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: f32, accumulate: i32): void {
  store<f32>(to, accumulate ? load<f32>(to) + value : value);
}
