import { activate } from './elementwise';
import { Dense, DenseGradient, DenseInputGradient } from './instructions';
import { leastWideRow, multiplyRow } from './multiplyRow';
import { multiplyOuter, multiplyVector } from './multiplyVector';
import { Elementwise } from './opcodes';
import { multiplyAdd, splat, storePart } from './vectors';

/** Dense layers of two to four units, one vector for each row, and of one unit; no more calls than one where they are small. */

/** y[rows, units] = f(x[rows, inFeatures] · weights[inFeatures, units] + bias[units]), f being the element-wise function of the code */
// @ts-ignore: decorator
@inline
function narrow(code: i32, at: Dense): void {
  const units = at.units;
  const row = at.inFeatures << 2;
  const width = units << 2;
  const weights = at.weights;
  const end = weights + at.inFeatures * width;
  const zero = splat(0);
  const start = at.bias ? v128.load(at.bias) : zero;
  let x = at.x;
  let y = at.y;
  let rows = at.rows;
  for (; rows >= 4; rows -= 4) {
    let x0 = x;
    let x1 = x0 + row;
    let x2 = x1 + row;
    let x3 = x2 + row;
    x = x3 + row;
    let y0 = start;
    let y1 = start;
    let y2 = start;
    let y3 = start;
    for (let from = weights; from < end; from += width) {
      const w = v128.load(from);
      y0 = multiplyAdd(v128.load_splat<f32>(x0), w, y0);
      y1 = multiplyAdd(v128.load_splat<f32>(x1), w, y1);
      y2 = multiplyAdd(v128.load_splat<f32>(x2), w, y2);
      y3 = multiplyAdd(v128.load_splat<f32>(x3), w, y3);
      x0 += 4;
      x1 += 4;
      x2 += 4;
      x3 += 4;
    }
    y0 = activate(code, y0, zero);
    y1 = activate(code, y1, zero);
    y2 = activate(code, y2, zero);
    y3 = activate(code, y3, zero);
    if (units == 4) {
      v128.store(y, y0);
      v128.store(y, y1, 16);
      v128.store(y, y2, 32);
      v128.store(y, y3, 48);
      y += 64;
    } else {
      storePart(y, y0, units);
      storePart(y + width, y1, units);
      storePart(y + (width << 1), y2, units);
      storePart(y + width * 3, y3, units);
      y += width << 2;
    }
  }
  for (; rows > 0; rows--, y += width) {
    let sum = start;
    for (let from = weights; from < end; from += width, x += 4)
      sum = multiplyAdd(v128.load_splat<f32>(x), v128.load(from), sum);
    put(y, activate(code, sum, zero), units);
  }
}

// One function for each, exported so that each stays one (see `index.ts`).

export function denseNarrow(at: Dense): void {
  narrow(Elementwise.linear, at);
}

export function denseNarrowSigmoid(at: Dense): void {
  narrow(Elementwise.sigmoid, at);
}

export function denseNarrowTanh(at: Dense): void {
  narrow(Elementwise.tanh, at);
}

export function denseNarrowRelu(at: Dense): void {
  narrow(Elementwise.relu, at);
}

/** dWeights[inFeatures, units] = xᵀ[inFeatures, rows] · dy[rows, units]; dBias[units] = column sums of dy */
export function denseGradientNarrow(at: DenseGradient): void {
  const units = at.units;
  const row = at.inFeatures << 2;
  const width = units << 2;
  const dy = at.dy;
  const end = dy + at.rows * width;
  let to = at.dWeights;
  let x = at.x;
  let left = at.inFeatures;
  for (; left >= 2; left -= 2, x += 8) {
    let sum0 = splat(0);
    let sum1 = sum0;
    for (let from = dy, value = x; from < end; from += width, value += row) {
      const d = v128.load(from);
      sum0 = multiplyAdd(v128.load_splat<f32>(value), d, sum0);
      sum1 = multiplyAdd(v128.load_splat<f32>(value, 4), d, sum1);
    }
    put(to, sum0, units);
    put(to + width, sum1, units);
    to += width << 1;
  }
  let sums = splat(0);
  let bias = sums;
  for (let from = dy; from < end; from += width, x += row) {
    const d = v128.load(from);
    bias = f32x4.add(bias, d);
    sums = multiplyAdd(v128.load_splat<f32>(x), d, sums);
  }
  if (left) put(to, sums, units);
  if (at.dBias) put(at.dBias, bias, units);
}

// @ts-ignore: decorator
@inline
function put(to: usize, value: v128, units: i32): void {
  if (units == 4) v128.store(to, value);
  else storePart(to, value, units);
}

/** y[rows] = f(x[rows, inFeatures] · weights[inFeatures] + bias) */
// @ts-ignore: decorator
@inline
function single(code: i32, at: Dense): void {
  multiplyVector(at.x, at.weights, at.bias, at.y, at.rows, at.inFeatures, 0, code);
}

export function denseSingle(at: Dense): void {
  single(Elementwise.linear, at);
}

export function denseSingleSigmoid(at: Dense): void {
  single(Elementwise.sigmoid, at);
}

export function denseSingleTanh(at: Dense): void {
  single(Elementwise.tanh, at);
}

export function denseSingleRelu(at: Dense): void {
  single(Elementwise.relu, at);
}

/** dWeights[inFeatures] = dyᵀ[rows] · x[rows, inFeatures]; dBias = the sum of dy */
export function denseGradientSingle(at: DenseGradient): void {
  const dy = at.dy;
  const end = dy + (at.rows << 2);
  let left = at.inFeatures;
  const row = left << 2;
  let x = at.x;
  let to = at.dWeights;
  if (left >= leastWideRow) multiplyRow(dy, 4, x, row, 0, to, left, at.rows, 0);
  else {
    for (; left > 0; left -= 4, x += 16, to += 16) {
      let sum = splat(0);
      for (let d = dy, from = x; d < end; d += 4, from += row)
        sum = multiplyAdd(v128.load_splat<f32>(d), v128.load(from), sum);
      if (left >= 4) v128.store(to, sum);
      else storePart(to, sum, left);
    }
  }
  if (!at.dBias) return;
  let sum: f32 = 0;
  for (let d = dy; d < end; d += 4) sum += load<f32>(d);
  store<f32>(at.dBias, sum);
}

/** dx[rows, inFeatures] (+)= dy[rows] · weights[inFeatures]; the weights are a row already. */
export function denseInputGradientSingle(at: DenseInputGradient): void {
  multiplyOuter(at.dy, at.weights, at.dx, at.rows, at.inFeatures, at.accumulate);
}
