import { signs } from './activations';
import { exp, log, log1pUnit, sigmoid } from './exponential';
import { LossGradient, LossValue } from './instructions';
import { Loss } from './opcodes';
import { rowMaximum } from './softmax';
import { addWide, loadPart, partMask, select, splat, storePart, sumWide } from './vectors';

/** Term of the sum for four elements; `code` is a constant where this is inlined. */
// @ts-ignore: decorator
@inline
function term(code: i32, p: v128, t: v128, delta: v128): v128 {
  const difference = f32x4.sub(p, t);
  switch (code) {
    case Loss.meanSquaredError:
      return f32x4.mul(difference, difference);
    case Loss.meanAbsoluteError:
      return f32x4.abs(difference);
    case Loss.huber: {
      const size = f32x4.abs(difference);
      const square = f32x4.mul(f32x4.mul(splat(0.5), difference), difference);
      const line = f32x4.mul(delta, f32x4.sub(size, f32x4.mul(splat(0.5), delta)));
      return select(f32x4.le(size, delta), square, line);
    }
    case Loss.binaryCrossEntropy: {
      const one = splat(1);
      const own = f32x4.mul(t, boundedLog(p));
      return f32x4.neg(f32x4.add(own, f32x4.mul(f32x4.sub(one, t), boundedLog(f32x4.sub(one, p)))));
    }
    case Loss.sigmoidCrossEntropy: {
      const tail = log1pUnit(exp(f32x4.neg(f32x4.abs(p))));
      return f32x4.add(f32x4.sub(f32x4.pmax(p, splat(0)), f32x4.mul(p, t)), tail);
    }
    case Loss.categoricalCrossEntropy:
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
    case Loss.meanSquaredError:
      return f32x4.add(difference, difference);
    case Loss.meanAbsoluteError:
      return signs(difference);
    case Loss.huber:
      return f32x4.pmin(f32x4.pmax(difference, f32x4.neg(delta)), delta);
    case Loss.binaryCrossEntropy: {
      const spread = f32x4.mul(p, f32x4.sub(splat(1), p));
      return f32x4.div(difference, f32x4.pmax(spread, splat(1e-12)));
    }
    case Loss.sigmoidCrossEntropy:
      return f32x4.sub(sigmoid(p), t);
    case Loss.categoricalCrossEntropy: {
      const quotient = f32x4.neg(f32x4.div(t, f32x4.pmax(p, splat(1.17549435e-38))));
      return v128.and(quotient, f32x4.ne(t, splat(0)));
    }
    default:
      return difference;
  }
}

// @ts-ignore: decorator
@inline
function sumOfTerms(code: i32, at: LossValue): f64 {
  const delta = splat(at.delta);
  const count = at.rows * at.columns;
  let p = at.prediction;
  let t = at.target;
  let sum = f64x2.splat(0);
  const end = p + ((count & ~3) << 2);
  for (; p < end; p += 16, t += 16) sum = addWide(sum, term(code, v128.load(p), v128.load(t), delta));
  const rest = count & 3;
  if (rest) {
    const last = term(code, loadPart(p, rest), loadPart(t, rest), delta);
    sum = addWide(sum, v128.and(last, partMask(rest)));
  }
  return sumWide(sum);
}

// @ts-ignore: decorator
@inline
function gradientOfTerms(code: i32, at: LossGradient): void {
  const delta = splat(at.delta);
  const scale = splat(at.scale);
  const count = at.rows * at.columns;
  const accumulate = at.accumulate;
  let p = at.prediction;
  let t = at.target;
  let d = at.dPrediction;
  const end = p + ((count & ~3) << 2);
  for (; p < end; p += 16, t += 16, d += 16) {
    let gradient = f32x4.mul(scale, termDerivative(code, v128.load(p), v128.load(t), delta));
    if (accumulate) gradient = f32x4.add(v128.load(d), gradient);
    v128.store(d, gradient);
  }
  const rest = count & 3;
  if (rest) {
    let gradient = f32x4.mul(scale, termDerivative(code, loadPart(p, rest), loadPart(t, rest), delta));
    if (accumulate) gradient = f32x4.add(loadPart(d, rest), gradient);
    storePart(d, gradient, rest);
  }
}

/** value = scale · the sum over elements or rows. */
export function lossValue(at: LossValue): void {
  store<f64>(at.value, at.scale * sumOf(at));
}

function sumOf(at: LossValue): f64 {
  switch (at.code) {
    case Loss.meanSquaredError:
    case Loss.sumSquaredError:
      return sumOfTerms(Loss.meanSquaredError, at);
    case Loss.meanAbsoluteError:
      return sumOfTerms(Loss.meanAbsoluteError, at);
    case Loss.huber:
      return sumOfTerms(Loss.huber, at);
    case Loss.binaryCrossEntropy:
      return sumOfTerms(Loss.binaryCrossEntropy, at);
    case Loss.sigmoidCrossEntropy:
      return sumOfTerms(Loss.sigmoidCrossEntropy, at);
    case Loss.categoricalCrossEntropy:
      return sumOfTerms(Loss.categoricalCrossEntropy, at);
    case Loss.softmaxCrossEntropy:
      return softmaxCrossEntropy(at);
    case Loss.hinge:
      return hinge(at);
    default:
      unreachable();
  }
  return 0;
}

/** dPrediction (+)= scale · derivative of the sum. */
export function lossGradient(at: LossGradient): void {
  switch (at.code) {
    case Loss.meanSquaredError:
    case Loss.sumSquaredError:
      return gradientOfTerms(Loss.meanSquaredError, at);
    case Loss.meanAbsoluteError:
      return gradientOfTerms(Loss.meanAbsoluteError, at);
    case Loss.huber:
      return gradientOfTerms(Loss.huber, at);
    case Loss.binaryCrossEntropy:
      return gradientOfTerms(Loss.binaryCrossEntropy, at);
    case Loss.sigmoidCrossEntropy:
      return gradientOfTerms(Loss.sigmoidCrossEntropy, at);
    case Loss.categoricalCrossEntropy:
      return gradientOfTerms(Loss.categoricalCrossEntropy, at);
    case Loss.softmaxCrossEntropy:
      return softmaxCrossEntropyGradient(at);
    case Loss.hinge:
      return hingeGradient(at);
    default:
      unreachable();
  }
}

/** Σ e^(x − maximum) along a row. */
// @ts-ignore: decorator
@inline
function sumOfExponentials(x: usize, columns: i32, maximum: f32): f32 {
  const shift = splat(maximum);
  let sum = splat(0);
  const end = x + ((columns & ~3) << 2);
  for (; x < end; x += 16) sum = f32x4.add(sum, exp(f32x4.sub(v128.load(x), shift)));
  const rest = columns & 3;
  if (rest)
    sum = f32x4.add(sum, v128.and(exp(f32x4.sub(loadPart(x, rest), shift)), partMask(rest)));
  const pairs = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
  return f32x4.extract_lane(f32x4.add(pairs, v128.shuffle<f32>(pairs, pairs, 1, 0, 3, 2)), 0);
}

/** Σ over rows of Σ t · (log Σ eˣ − x) */
function softmaxCrossEntropy(at: LossValue): f64 {
  const columns = at.columns;
  const whole = (columns & ~3) << 2;
  const rest = columns & 3;
  let x = at.prediction;
  let t = at.target;
  let total = f64x2.splat(0);
  for (let row = 0; row < at.rows; row++) {
    const maximum = rowMaximum(x, columns);
    const normalizer = f32x4.add(log(splat(sumOfExponentials(x, columns, maximum))), splat(maximum));
    for (let i = 0; i < whole; i += 16)
      total = addWide(total, crossTerm(v128.load(x + i), v128.load(t + i), normalizer));
    if (rest) total = addWide(total, crossTerm(loadPart(x + whole, rest), loadPart(t + whole, rest), normalizer));
    x += columns << 2;
    t += columns << 2;
  }
  return sumWide(total);
}

/** t · (normalizer − x), 0 where t is 0 */
// @ts-ignore: decorator
@inline
function crossTerm(x: v128, t: v128, normalizer: v128): v128 {
  return v128.and(f32x4.mul(t, f32x4.sub(normalizer, x)), f32x4.ne(t, splat(0)));
}

/** dx (+)= scale · (softmax(x) · Σ t − t) */
function softmaxCrossEntropyGradient(at: LossGradient): void {
  const columns = at.columns;
  const whole = (columns & ~3) << 2;
  const rest = columns & 3;
  const scale = splat(at.scale);
  const accumulate = at.accumulate;
  let x = at.prediction;
  let t = at.target;
  let d = at.dPrediction;
  for (let row = 0; row < at.rows; row++) {
    const maximum = rowMaximum(x, columns);
    const shift = splat(maximum);
    const sum = sumOfExponentials(x, columns, maximum);
    let masses = splat(0);
    for (let i = 0; i < whole; i += 16) masses = f32x4.add(masses, v128.load(t + i));
    if (rest) masses = f32x4.add(masses, loadPart(t + whole, rest));
    masses = f32x4.add(masses, v128.shuffle<f32>(masses, masses, 2, 3, 0, 1));
    masses = f32x4.add(masses, v128.shuffle<f32>(masses, masses, 1, 0, 3, 2));
    const factor = f32x4.div(masses, splat(sum));
    for (let i = 0; i < whole; i += 16) {
      const e = exp(f32x4.sub(v128.load(x + i), shift));
      let gradient = f32x4.mul(scale, f32x4.sub(f32x4.mul(e, factor), v128.load(t + i)));
      if (accumulate) gradient = f32x4.add(v128.load(d + i), gradient);
      v128.store(d + i, gradient);
    }
    if (rest) {
      const e = exp(f32x4.sub(loadPart(x + whole, rest), shift));
      let gradient = f32x4.mul(scale, f32x4.sub(f32x4.mul(e, factor), loadPart(t + whole, rest)));
      if (accumulate) gradient = f32x4.add(loadPart(d + whole, rest), gradient);
      storePart(d + whole, gradient, rest);
    }
    x += columns << 2;
    t += columns << 2;
    d += columns << 2;
  }
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
function hinge(at: LossValue): f64 {
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
  return total;
}

function hingeGradient(at: LossGradient): void {
  const columns = at.columns;
  const share: f32 = at.scale / <f32>columns;
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
