import { Constant, constant } from './constants';
import { multiplyAdd, select, splat } from './vectors';

/**
 * Exponential and logarithm of four float32 at once, within about 1 unit in the last place. NaN stays NaN, infinities go
 * where the functions go.
 */

/** eʳ − 1 for |r| ≤ ln(2) / 2. The polynomial is split in halves, so that they are worked out side by side. */
// @ts-ignore: decorator
@inline
function expm1Reduced(r: v128): v128 {
  const square = f32x4.mul(r, r);
  const low = multiplyAdd(constant(Constant.exp3), r, constant(Constant.exp2));
  const high = multiplyAdd(constant(Constant.exp5), r, constant(Constant.exp4));
  const upper = multiplyAdd(square, constant(Constant.exp6), high);
  return multiplyAdd(square, multiplyAdd(square, upper, low), r);
}

/** x − n · ln 2 */
// @ts-ignore: decorator
@inline
function reduce(x: v128, n: v128): v128 {
  const coarse = f32x4.sub(x, f32x4.mul(n, constant(Constant.ln2High)));
  return f32x4.sub(coarse, f32x4.mul(n, constant(Constant.ln2Low)));
}

/** eˣ; 0 below e^−86.6, infinity above e^88.72. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const least = constant(Constant.expLeast);
  const tooSmall = f32x4.lt(x, least);
  const bounded = f32x4.pmax(f32x4.pmin(x, constant(Constant.expMost)), least);
  const shift = constant(Constant.roundingShift);
  const shifted = multiplyAdd(bounded, constant(Constant.log2e), shift);
  const reduced = expm1Reduced(reduce(bounded, f32x4.sub(shifted, shift)));
  // 2ⁿ is made as 2 · 2ⁿ⁻¹, for n can be 128.
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(126)), 23);
  const mantissa = f32x4.add(constant(Constant.one), reduced);
  return v128.andnot(f32x4.mul(f32x4.add(mantissa, mantissa), power), tooSmall);
}

/** eˣ − 1, exact to the last places near 0 too. Bounded to −40…60, beyond which nothing here can tell the difference. */
// @ts-ignore: decorator
@inline
export function expm1(x: v128): v128 {
  return expm1Bounded(f32x4.pmax(f32x4.pmin(x, constant(Constant.expm1Most)), constant(Constant.expm1Least)));
}

// @ts-ignore: decorator
@inline
function expm1Bounded(x: v128): v128 {
  const shift = constant(Constant.roundingShift);
  const shifted = multiplyAdd(x, constant(Constant.log2e), shift);
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  const reduced = expm1Reduced(reduce(x, f32x4.sub(shifted, shift)));
  return multiplyAdd(power, reduced, f32x4.sub(power, constant(Constant.one)));
}

/** Natural logarithm: −∞ at 0, NaN below. With s = f / (2 + f), log(1 + f) is f − f²/2 + s · (f²/2 + R(s²)). */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  // Numbers below the normal range are brought into it.
  const tiny = f32x4.lt(x, splat(1.17549435e-38));
  const scaled = select(tiny, f32x4.mul(x, splat(8388608)), x);
  // The exponent is taken so that the mantissa lies in √½ … √2.
  const bits = i32x4.sub(scaled, i32x4.splat(0x3f3504f3));
  let k = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  k = f32x4.sub(k, v128.and(tiny, splat(23)));
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(mantissa, splat(1));
  const s = f32x4.div(f, f32x4.add(constant(Constant.two), f));
  const z = f32x4.mul(s, s);
  let r = f32x4.mul(z, splat(2.0 / 9.0));
  r = f32x4.mul(f32x4.add(r, splat(2.0 / 7.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(2.0 / 5.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(2.0 / 3.0)), z);
  const half = f32x4.mul(f32x4.mul(f, f), constant(Constant.half));
  const correction = multiplyAdd(k, constant(Constant.ln2Low), f32x4.mul(s, f32x4.add(half, r)));
  let y = f32x4.add(f32x4.sub(correction, half), f);
  y = multiplyAdd(k, constant(Constant.ln2High), y);
  y = select(f32x4.eq(x, splat(0)), splat(-Infinity), y);
  y = select(f32x4.eq(x, splat(Infinity)), x, y);
  // Below 0, or not a number to begin with.
  const defined = f32x4.ge(x, splat(0));
  return select(defined, y, splat(NaN));
}

/** log(1 + y) for y in 0…1: 2 · artanh(y / (2 + y)), by its series. */
// @ts-ignore: decorator
@inline
export function log1pUnit(y: v128): v128 {
  const s = f32x4.div(y, f32x4.add(constant(Constant.two), y));
  const z = f32x4.mul(s, s);
  let r = f32x4.mul(z, constant(Constant.fifteenth));
  r = f32x4.mul(f32x4.add(r, constant(Constant.thirteenth)), z);
  r = f32x4.mul(f32x4.add(r, constant(Constant.eleventh)), z);
  r = f32x4.mul(f32x4.add(r, constant(Constant.ninth)), z);
  r = f32x4.mul(f32x4.add(r, constant(Constant.seventh)), z);
  r = f32x4.mul(f32x4.add(r, constant(Constant.fifth)), z);
  r = f32x4.mul(f32x4.add(r, constant(Constant.third)), z);
  const twice = f32x4.add(s, s);
  return multiplyAdd(twice, r, twice);
}

/** 1 / (1 + e^−x), the exponential of −x worked out from x with r = −(x + n · ln 2). */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = constant(Constant.one);
  const bounded = f32x4.pmax(f32x4.pmin(x, constant(Constant.sigmoidMost)), constant(Constant.sigmoidLeast));
  const shift = constant(Constant.roundingShift);
  const shifted = multiplyAdd(bounded, constant(Constant.negativeLog2e), shift);
  const n = f32x4.sub(shifted, shift);
  const coarse = multiplyAdd(n, constant(Constant.ln2High), bounded);
  const r = multiplyAdd(n, constant(Constant.ln2Low), coarse);
  const square = f32x4.mul(r, r);
  const low = multiplyAdd(constant(Constant.exp3Negative), r, constant(Constant.exp2));
  const high = multiplyAdd(constant(Constant.exp5Negative), r, constant(Constant.exp4));
  const upper = multiplyAdd(square, constant(Constant.exp6), high);
  const mantissa = multiplyAdd(square, multiplyAdd(square, upper, low), f32x4.sub(one, r));
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return f32x4.div(one, multiplyAdd(mantissa, power, one));
}

/** With t = e^2|x| − 1, tanh|x| is t / (t + 2); the sign comes back afterwards. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const doubled = f32x4.pmin(f32x4.add(magnitude, magnitude), constant(Constant.expm1Most));
  const t = expm1Bounded(doubled);
  const y = f32x4.div(t, f32x4.add(t, constant(Constant.two)));
  return v128.or(y, v128.and(x, i32x4.splat(<i32>0x80000000)));
}

/** log(1 + eˣ) */
// @ts-ignore: decorator
@inline
export function softplus(x: v128): v128 {
  const tail = log1pUnit(exp(f32x4.neg(f32x4.abs(x))));
  return f32x4.add(f32x4.pmax(x, constant(Constant.zero)), tail);
}
