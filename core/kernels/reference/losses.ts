import type { LossFunction, LossReduction } from '../../nodes/lossFunctions';
import { sigmoid } from './activations';

// PyTorch's binary_cross_entropy bounds logarithms at −100 for the same reason: a probability of exactly 0 or 1.
const leastLog = -100;

function boundedLog(p: number): number {
  return Math.max(Math.log(p), leastLog);
}

/** What a mean is multiplied with to become the sum over the same terms; 1 where the loss is to stay as it is. */
export function lossTerms(
  name: LossFunction,
  reduction: LossReduction,
  rows: number,
  columns: number,
): number {
  if (reduction === 'mean' || name === 'sumSquaredError') return 1;
  const byRow = name === 'categoricalCrossEntropy' || name === 'softmaxCrossEntropy' || name === 'hinge';
  return byRow ? rows : rows * columns;
}

/**
 * The loss over a batch, without penalties. prediction, target: [rows, columns]. Reductions: mean over rows and outputs for
 * the squared, absolute, Huber and binary losses; mean over rows for cross-entropy and hinge; half the sum for
 * sumSquaredError.
 */
export function lossValue(
  name: LossFunction,
  prediction: Float64Array,
  target: Float64Array,
  rows: number,
  columns: number,
  delta: number,
): number {
  const count = rows * columns;
  switch (name) {
    case 'meanSquaredError':
      return sum(count, (i) => (prediction[i]! - target[i]!) ** 2) / count;
    case 'sumSquaredError':
      return sum(count, (i) => (prediction[i]! - target[i]!) ** 2) / 2;
    case 'meanAbsoluteError':
      return sum(count, (i) => Math.abs(prediction[i]! - target[i]!)) / count;
    case 'huber':
      return sum(count, (i) => huber(prediction[i]! - target[i]!, delta)) / count;
    case 'binaryCrossEntropy':
      return -sum(count, (i) => binaryLog(prediction[i]!, target[i]!)) / count;
    case 'sigmoidCrossEntropy':
      // max(x, 0) − x·t + log(1 + e^−|x|)
      return (
        sum(count, (i) => {
          const x = prediction[i]!;
          return Math.max(x, 0) - x * target[i]! + Math.log1p(Math.exp(-Math.abs(x)));
        }) / count
      );
    case 'categoricalCrossEntropy':
      return -sum(count, (i) => (target[i] === 0 ? 0 : target[i]! * boundedLog(prediction[i]!))) / rows;
    case 'softmaxCrossEntropy':
      return sum(rows, (row) => softmaxCrossEntropyRow(prediction, target, row * columns, columns)) / rows;
    case 'hinge':
      return sum(rows, (row) => hingeRow(prediction, target, row * columns, columns)) / rows;
    default:
      throw name satisfies never;
  }
}

/**
 * dPrediction (+)= weight · derivative of the loss with respect to the prediction; all [rows, columns].
 */
export function lossGradient(
  name: LossFunction,
  prediction: Float64Array,
  target: Float64Array,
  dPrediction: Float64Array,
  rows: number,
  columns: number,
  delta: number,
  weight: number,
  accumulate: boolean,
): void {
  const derivative = derivativeOf(name, prediction, target, rows, columns, delta);
  for (let i = 0; i < rows * columns; i++) {
    const gradient = weight * derivative(i);
    dPrediction[i] = accumulate ? dPrediction[i]! + gradient : gradient;
  }
}

/** Derivative of the loss with respect to prediction element i. */
function derivativeOf(
  name: LossFunction,
  prediction: Float64Array,
  target: Float64Array,
  rows: number,
  columns: number,
  delta: number,
): (i: number) => number {
  const count = rows * columns;
  switch (name) {
    case 'meanSquaredError':
      return (i) => (2 * (prediction[i]! - target[i]!)) / count;
    case 'sumSquaredError':
      return (i) => prediction[i]! - target[i]!;
    case 'meanAbsoluteError':
      return (i) => Math.sign(prediction[i]! - target[i]!) / count;
    case 'huber':
      return (i) => Math.min(Math.max(prediction[i]! - target[i]!, -delta), delta) / count;
    case 'binaryCrossEntropy':
      // (p − t) / (p · (1 − p)), its denominator kept off zero as in PyTorch
      return (i) => {
        const p = prediction[i]!;
        return (p - target[i]!) / Math.max(p * (1 - p), 1e-12) / count;
      };
    case 'sigmoidCrossEntropy':
      return (i) => (sigmoid(prediction[i]!) - target[i]!) / count;
    case 'categoricalCrossEntropy':
      return (i) => (target[i] === 0 ? 0 : -target[i]! / Math.max(prediction[i]!, 1e-300) / rows);
    case 'softmaxCrossEntropy':
      return softmaxCrossEntropyDerivative(prediction, target, rows, columns);
    case 'hinge':
      return hingeDerivative(prediction, target, rows, columns);
    default:
      throw name satisfies never;
  }
}

function sum(count: number, term: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += term(i);
  return total;
}

function huber(difference: number, delta: number): number {
  const size = Math.abs(difference);
  return size <= delta ? 0.5 * difference * difference : delta * (size - 0.5 * delta);
}

function binaryLog(p: number, t: number): number {
  return t * boundedLog(p) + (1 - t) * boundedLog(1 - p);
}

/** log Σ e^x over one row, its largest value taken off first. */
function logSumExp(x: Float64Array, start: number, columns: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = start; i < start + columns; i++) largest = Math.max(largest, x[i]!);
  let total = 0;
  for (let i = start; i < start + columns; i++) total += Math.exp(x[i]! - largest);
  return largest + Math.log(total);
}

function softmaxCrossEntropyRow(
  x: Float64Array,
  target: Float64Array,
  start: number,
  columns: number,
): number {
  const normalizer = logSumExp(x, start, columns);
  let loss = 0;
  for (let i = start; i < start + columns; i++)
    if (target[i] !== 0) loss -= target[i]! * (x[i]! - normalizer);
  return loss;
}

/** (softmax(x) · Σ target − target) / rows */
function softmaxCrossEntropyDerivative(x: Float64Array, target: Float64Array, rows: number, columns: number) {
  const normalizers = new Float64Array(rows);
  const masses = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    normalizers[row] = logSumExp(x, row * columns, columns);
    for (let i = row * columns; i < (row + 1) * columns; i++) masses[row]! += target[i]!;
  }
  return (i: number) => {
    const row = Math.floor(i / columns);
    return (Math.exp(x[i]! - normalizers[row]!) * masses[row]! - target[i]!) / rows;
  };
}

/** Column of the row's largest target: its class. */
function classOf(target: Float64Array, start: number, columns: number): number {
  let best = start;
  for (let i = start + 1; i < start + columns; i++) if (target[i]! > target[best]!) best = i;
  return best;
}

/** Σ over the other classes j of max(0, 1 − x_class + x_j) / columns, as PyTorch's MultiMarginLoss. */
function hingeRow(x: Float64Array, target: Float64Array, start: number, columns: number): number {
  const own = classOf(target, start, columns);
  let loss = 0;
  for (let i = start; i < start + columns; i++) if (i !== own) loss += Math.max(0, 1 - x[own]! + x[i]!);
  return loss / columns;
}

function hingeDerivative(x: Float64Array, target: Float64Array, rows: number, columns: number) {
  const derivative = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const own = classOf(target, start, columns);
    for (let i = start; i < start + columns; i++) {
      if (i === own || 1 - x[own]! + x[i]! <= 0) continue;
      derivative[i]! += 1 / columns / rows;
      derivative[own]! -= 1 / columns / rows;
    }
  }
  return (i: number) => derivative[i]!;
}
