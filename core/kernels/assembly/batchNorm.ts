import { BatchNorm, BatchNormGradient, BatchNormParameterGradient } from './instructions';
import { loadPart, multiplyAdd, splat, storePart } from './vectors';

/** Ioffe and Szegedy (2015), four columns at a time; sums over the batch are float64. */

// @ts-ignore: decorator
@inline
function lanes(from: usize, count: i32): v128 {
  return count == 4 ? v128.load(from) : loadPart(from, count);
}

// @ts-ignore: decorator
@inline
function putLanes(to: usize, value: v128, count: i32): void {
  if (count == 4) v128.store(to, value);
  else storePart(to, value, count);
}

// @ts-ignore: decorator
@inline
function highHalf(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
}

// @ts-ignore: decorator
@inline
function join(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

/** Column means of x[rows, width], up to four columns from `x` on. */
function means(x: usize, width: i32, rows: i32, count: i32): v128 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let row = 0; row < rows; row++, x += width) {
    const v = lanes(x, count);
    low = f64x2.add(low, f64x2.promote_low_f32x4(v));
    high = f64x2.add(high, highHalf(v));
  }
  const share = f64x2.splat(1 / <f64>rows);
  return join(f64x2.mul(low, share), f64x2.mul(high, share));
}

/** Biased variances of the columns. */
function variances(x: usize, width: i32, rows: i32, count: i32, mean: v128): v128 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let row = 0; row < rows; row++, x += width) {
    const d = f32x4.sub(lanes(x, count), mean);
    const l = f64x2.promote_low_f32x4(d);
    const h = highHalf(d);
    low = f64x2.add(low, f64x2.mul(l, l));
    high = f64x2.add(high, f64x2.mul(h, h));
  }
  const share = f64x2.splat(1 / <f64>rows);
  return join(f64x2.mul(low, share), f64x2.mul(high, share));
}

// @ts-ignore: decorator
@inline
function inverseRoot(variance: v128, epsilon: f32): v128 {
  return f32x4.div(splat(1), f32x4.sqrt(f32x4.add(variance, splat(epsilon))));
}

/** running += momentum · (seen − running) */
// @ts-ignore: decorator
@inline
function follow(running: usize, seen: v128, momentum: f32, count: i32): void {
  const old = lanes(running, count);
  putLanes(running, multiplyAdd(splat(momentum), f32x4.sub(seen, old), old), count);
}

export function batchNorm(at: BatchNorm): void {
  const columns = at.columns;
  const rows = at.rows;
  const width = columns << 2;
  for (let column = 0; column < columns; column += 4) {
    const count = min(4, columns - column);
    const offset = column << 2;
    let x = at.x + offset;
    let mean = lanes(at.runningMean + offset, count);
    let variance = lanes(at.runningVariance + offset, count);
    if (at.training) {
      const running = variance;
      mean = means(x, width, rows, count);
      variance = variances(x, width, rows, count, mean);
      follow(at.runningMean + offset, mean, at.momentum, count);
      // The unbiased variance; of a single row there is none, so the running one stays.
      const ratio: f32 = rows > 1 ? <f32>rows / <f32>(rows - 1) : 1;
      const seen = rows > 1 ? f32x4.mul(variance, splat(ratio)) : running;
      follow(at.runningVariance + offset, seen, at.momentum, count);
    }
    const inverse = inverseRoot(variance, at.epsilon);
    const scale = lanes(at.scale + offset, count);
    const shift = lanes(at.shift + offset, count);
    let normalized = at.normalized + offset;
    let y = at.y + offset;
    for (let row = 0; row < rows; row++) {
      const n = f32x4.mul(f32x4.sub(lanes(x, count), mean), inverse);
      putLanes(normalized, n, count);
      putLanes(y, multiplyAdd(n, scale, shift), count);
      x += width;
      normalized += width;
      y += width;
    }
  }
}

/** dScale = column sums of dy · normalized; dShift = column sums of dy */
export function batchNormParameterGradient(at: BatchNormParameterGradient): void {
  const columns = at.columns;
  const width = columns << 2;
  for (let column = 0; column < columns; column += 4) {
    const count = min(4, columns - column);
    const offset = column << 2;
    let dy = at.dy + offset;
    let normalized = at.normalized + offset;
    let scale = splat(0);
    let shift = splat(0);
    for (let row = 0; row < at.rows; row++) {
      const d = lanes(dy, count);
      scale = multiplyAdd(d, lanes(normalized, count), scale);
      shift = f32x4.add(shift, d);
      dy += width;
      normalized += width;
    }
    putLanes(at.dScale + offset, scale, count);
    putLanes(at.dShift + offset, shift, count);
  }
}

/** dx (+)= scale / √(variance + epsilon) · (dy − mean(dy) − normalized · mean(dy · normalized)) */
export function batchNormGradient(at: BatchNormGradient): void {
  const columns = at.columns;
  const rows = at.rows;
  const width = columns << 2;
  const share = splat(1 / <f32>rows);
  for (let column = 0; column < columns; column += 4) {
    const count = min(4, columns - column);
    const offset = column << 2;
    const x = at.x + offset;
    const variance = variances(x, width, rows, count, means(x, width, rows, count));
    const factor = f32x4.mul(lanes(at.scale + offset, count), inverseRoot(variance, at.epsilon));
    let meanGradient = splat(0);
    let meanProduct = splat(0);
    let dy = at.dy + offset;
    let normalized = at.normalized + offset;
    for (let row = 0; row < rows; row++) {
      const d = lanes(dy, count);
      meanGradient = multiplyAdd(d, share, meanGradient);
      meanProduct = multiplyAdd(f32x4.mul(d, lanes(normalized, count)), share, meanProduct);
      dy += width;
      normalized += width;
    }
    dy = at.dy + offset;
    normalized = at.normalized + offset;
    let dx = at.dx + offset;
    for (let row = 0; row < rows; row++) {
      const centred = f32x4.sub(lanes(dy, count), meanGradient);
      let gradient = f32x4.mul(factor, f32x4.sub(centred, f32x4.mul(lanes(normalized, count), meanProduct)));
      if (at.accumulate) gradient = f32x4.add(lanes(dx, count), gradient);
      putLanes(dx, gradient, count);
      dy += width;
      normalized += width;
      dx += width;
    }
  }
}
