import { select, splat } from './vectors';

/**
 * Exponential and logarithm of four float32 at once, within about 1 unit in the last place. NaN stays NaN, infinities go
 * where the functions go. Polynomials are minimax fits on the reduced interval.
 */

const log2e: f32 = 1.4426950408889634;
// ln 2 in two parts: the first has few enough bits that its product with a whole exponent is exact.
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.12194440e-4;
// Adding 1.5 · 2²³ rounds a float32 to a whole number, which then stands in its lowest bits.
const roundingShift: f32 = 12582912.0;

/** eʳ − 1 for |r| ≤ ln(2) / 2 */
// @ts-ignore: decorator
@inline
function expm1Reduced(r: v128): v128 {
  let q = f32x4.mul(r, splat(0.0013882516650483012));
  q = f32x4.mul(f32x4.add(q, splat(0.008366547524929047)), r);
  q = f32x4.mul(f32x4.add(q, splat(0.04166720062494278)), r);
  q = f32x4.mul(f32x4.add(q, splat(0.1666654348373413)), r);
  q = f32x4.add(q, splat(0.4999999701976776));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, r), q));
}

/** x − n · ln 2 */
// @ts-ignore: decorator
@inline
function reduce(x: v128, n: v128): v128 {
  return f32x4.sub(f32x4.sub(x, f32x4.mul(n, splat(ln2High))), f32x4.mul(n, splat(ln2Low)));
}

/** eˣ; 0 below e^−86.6, where float32 would leave its normal range, infinity above e^88.72. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  const tooSmall = f32x4.lt(x, splat(-86.6));
  const bounded = f32x4.pmax(f32x4.pmin(x, splat(89)), splat(-86.6));
  const shifted = f32x4.add(f32x4.mul(bounded, splat(log2e)), splat(roundingShift));
  const n = f32x4.sub(shifted, splat(roundingShift));
  const reduced = expm1Reduced(reduce(bounded, n));
  // 2ⁿ is made as 2 · 2ⁿ⁻¹, for n can be 128.
  const exponent = i32x4.shl(i32x4.add(shifted, i32x4.splat(126)), 23);
  const mantissa = f32x4.add(splat(1), reduced);
  return v128.andnot(f32x4.mul(f32x4.add(mantissa, mantissa), exponent), tooSmall);
}

/** eˣ − 1, exact to the last places near 0 too. Bounded to −40…60, beyond which nothing here can tell the difference. */
// @ts-ignore: decorator
@inline
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, splat(60)), splat(-40));
  const shifted = f32x4.add(f32x4.mul(bounded, splat(log2e)), splat(roundingShift));
  const n = f32x4.sub(shifted, splat(roundingShift));
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  const reduced = expm1Reduced(reduce(bounded, n));
  return f32x4.add(f32x4.mul(power, reduced), f32x4.sub(power, splat(1)));
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
  const s = f32x4.div(f, f32x4.add(splat(2), f));
  const z = f32x4.mul(s, s);
  let r = f32x4.mul(z, splat(2.0 / 9.0));
  r = f32x4.mul(f32x4.add(r, splat(2.0 / 7.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(2.0 / 5.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(2.0 / 3.0)), z);
  const half = f32x4.mul(f32x4.mul(f, f), splat(0.5));
  const correction = f32x4.add(f32x4.mul(s, f32x4.add(half, r)), f32x4.mul(k, splat(ln2Low)));
  let y = f32x4.add(f32x4.sub(correction, half), f);
  y = f32x4.add(y, f32x4.mul(k, splat(ln2High)));
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
  const s = f32x4.div(y, f32x4.add(splat(2), y));
  const z = f32x4.mul(s, s);
  let r = f32x4.mul(z, splat(1.0 / 15.0));
  r = f32x4.mul(f32x4.add(r, splat(1.0 / 13.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(1.0 / 11.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(1.0 / 9.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(1.0 / 7.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(1.0 / 5.0)), z);
  r = f32x4.mul(f32x4.add(r, splat(1.0 / 3.0)), z);
  const twice = f32x4.add(s, s);
  return f32x4.add(twice, f32x4.mul(twice, r));
}

/** 1 / (1 + e^−x) */
// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), exp(f32x4.neg(x))));
}

/** With t = e^2|x| − 1, tanh|x| is t / (t + 2); the sign comes back afterwards. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  const magnitude = f32x4.abs(x);
  const t = expm1(f32x4.add(magnitude, magnitude));
  const y = f32x4.div(t, f32x4.add(t, splat(2)));
  return v128.or(y, v128.and(x, i32x4.splat(<i32>0x80000000)));
}

/** log(1 + eˣ) */
// @ts-ignore: decorator
@inline
export function softplus(x: v128): v128 {
  const tail = log1pUnit(exp(f32x4.neg(f32x4.abs(x))));
  return f32x4.add(f32x4.pmax(x, splat(0)), tail);
}
