import type { ActivationFunction } from '../../nodes/activationFunctions';
import { erf } from './erf';

type ElementwiseFunction = Exclude<ActivationFunction, 'softmax'>;

// Klambauer et al. (2017): the fixed point of zero mean and unit variance.
const seluScale = 1.050_700_987_355_480_5;
const seluAlpha = 1.673_263_242_354_377_2;

// LeCun (1989): f(±1) = ±1, and the second derivative is largest there.
const scaledTanhHeight = 1.7159;
const scaledTanhSlope = 2 / 3;

export function sigmoid(x: number): number {
  // Two forms, so that the exponential never overflows.
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Standard normal distribution function. */
function normalCdf(x: number): number {
  return 0.5 * (1 + erf(x * Math.SQRT1_2));
}

function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** y = function(x), element by element. */
export function activate(
  name: ElementwiseFunction,
  x: Float64Array,
  y: Float64Array,
  negativeSlope: number,
): void {
  for (let i = 0; i < x.length; i++) y[i] = valueAt(name, x[i]!, negativeSlope);
}

/** dx (+)= dy · derivative of the function at x, where its value is y, element by element. */
export function activationGradient(
  name: ElementwiseFunction,
  x: Float64Array,
  y: Float64Array,
  dy: Float64Array,
  dx: Float64Array,
  negativeSlope: number,
  accumulate: boolean,
): void {
  for (let i = 0; i < x.length; i++) {
    const gradient = dy[i]! * derivativeAt(name, x[i]!, y[i]!, negativeSlope);
    dx[i] = accumulate ? dx[i]! + gradient : gradient;
  }
}

function valueAt(name: ElementwiseFunction, x: number, negativeSlope: number): number {
  switch (name) {
    case 'linear':
      return x;
    case 'sigmoid':
      return sigmoid(x);
    case 'tanh':
      return Math.tanh(x);
    case 'relu':
      return x > 0 ? x : x < 0 ? 0 : x * 0;
    case 'relu6':
      return Math.min(Math.max(x, 0), 6);
    case 'leakyRelu':
      return x >= 0 ? x : negativeSlope * x;
    case 'elu':
      return x > 0 ? x : Math.expm1(x);
    case 'selu':
      return seluScale * (x > 0 ? x : seluAlpha * Math.expm1(x));
    case 'softplus':
      return softplus(x);
    case 'softsign':
      return x / (1 + Math.abs(x));
    case 'gelu':
      return x * normalCdf(x);
    case 'swish':
      return x * sigmoid(x);
    case 'hardSigmoid':
      return Math.min(Math.max(x / 6 + 0.5, 0), 1);
    case 'scaledTanh':
      return scaledTanhHeight * Math.tanh(scaledTanhSlope * x);
    case 'step':
      return Number.isNaN(x) ? x : Number(x >= 0);
    case 'sign':
      return Math.sign(x);
    case 'sin':
      return Math.sin(x);
    default:
      throw name satisfies never;
  }
}

/**
 * Derivative of the function with respect to its argument at x, where its value is y. At kinks it follows PyTorch: the
 * derivative of relu at 0 is 0. Step and sign are flat everywhere.
 */
function derivativeAt(name: ElementwiseFunction, x: number, y: number, negativeSlope: number): number {
  switch (name) {
    case 'linear':
      return 1;
    case 'sigmoid':
      return y * (1 - y);
    case 'tanh':
      return 1 - y * y;
    case 'relu':
      return x > 0 ? 1 : 0;
    case 'relu6':
      return x > 0 && x < 6 ? 1 : 0;
    case 'leakyRelu':
      return x > 0 ? 1 : negativeSlope;
    case 'elu':
      return x > 0 ? 1 : y + 1;
    case 'selu':
      return x > 0 ? seluScale : y + seluScale * seluAlpha;
    case 'softplus':
      return sigmoid(x);
    case 'softsign':
      return 1 / (1 + Math.abs(x)) ** 2;
    case 'gelu':
      return normalCdf(x) + x * normalDensity(x);
    case 'swish': {
      const s = sigmoid(x);
      return s + x * s * (1 - s);
    }
    case 'hardSigmoid':
      return x > -3 && x < 3 ? 1 / 6 : 0;
    case 'scaledTanh':
      return scaledTanhSlope * (scaledTanhHeight - (y * y) / scaledTanhHeight);
    case 'step':
    case 'sign':
      return 0;
    case 'sin':
      return Math.cos(x);
    default:
      throw name satisfies never;
  }
}

/** y = softmax(x) by rows; x, y: [rows, columns]. The row's largest value is taken off first. */
export function softmax(x: Float64Array, y: Float64Array, rows: number, columns: number): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + columns; i++) largest = Math.max(largest, x[i]!);
    let sum = 0;
    for (let i = start; i < start + columns; i++) {
      const e = Math.exp(x[i]! - largest);
      y[i] = e;
      sum += e;
    }
    for (let i = start; i < start + columns; i++) y[i] = y[i]! / sum;
  }
}

/** dx = y · (dy − Σ dy·y) by rows: derivative of softmax times dy; all [rows, columns]. */
export function softmaxGradient(
  y: Float64Array,
  dy: Float64Array,
  dx: Float64Array,
  rows: number,
  columns: number,
  accumulate: boolean,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let mean = 0;
    for (let i = start; i < start + columns; i++) mean += dy[i]! * y[i]!;
    for (let i = start; i < start + columns; i++) {
      const gradient = y[i]! * (dy[i]! - mean);
      dx[i] = accumulate ? dx[i]! + gradient : gradient;
    }
  }
}
