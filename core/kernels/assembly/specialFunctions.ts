import { exp } from './exponential';
import { multiplyAdd, select, splat } from './vectors';

/** Sine, cosine and the normal distribution of four float32 at once. */

const inversePi: f64 = 0.3183098861837907;
// π in two parts: the first has 30 bits, so that its product with a whole number below 2²³ is exact.
const piHigh: f64 = 3.141592651605606;
const piLow: f64 = 1.984187159361081e-9;
/** Beyond this the reduction would lose digits. */
const largestReduced: f32 = 4194304;

/** sin(x), or with `quarter` = 0.5 (turns of π) cos(x). */
// @ts-ignore: decorator
@inline
function wave(x: v128, quarter: f64): v128 {
  const ordinary = f32x4.le(f32x4.abs(x), splat(largestReduced));
  if (!i32x4.all_true(ordinary)) return waveByLane(x, quarter);
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  // sin(x) = ± sin(x − nπ), cos(x) = ± sin(x + π/2 − nπ), negative where n is odd
  const nLow = f64x2.nearest(f64x2.add(f64x2.mul(low, f64x2.splat(inversePi)), f64x2.splat(quarter)));
  const nHigh = f64x2.nearest(f64x2.add(f64x2.mul(high, f64x2.splat(inversePi)), f64x2.splat(quarter)));
  const r = join(remainder(low, nLow, quarter), remainder(high, nHigh, quarter));
  const n = joinWhole(i32x4.trunc_sat_f64x2_s_zero(nLow), i32x4.trunc_sat_f64x2_s_zero(nHigh));
  const z = f32x4.mul(r, r);
  let p = f32x4.mul(z, splat(2.6056309252453502e-6));
  p = f32x4.mul(f32x4.add(p, splat(-0.00019809538207482547)), z);
  p = f32x4.mul(f32x4.add(p, splat(0.008333065547049046)), z);
  p = f32x4.mul(f32x4.add(p, splat(-0.16666659712791443)), z);
  const y = multiplyAdd(r, p, r);
  return v128.xor(y, i32x4.shl(n, 31));
}

/** x − (n − quarter) · π */
// @ts-ignore: decorator
@inline
function remainder(x: v128, n: v128, quarter: f64): v128 {
  const turns = f64x2.sub(n, f64x2.splat(quarter));
  return f64x2.sub(f64x2.sub(x, f64x2.mul(turns, f64x2.splat(piHigh))), f64x2.mul(turns, f64x2.splat(piLow)));
}

/** Two pairs of float64 as four float32. */
// @ts-ignore: decorator
@inline
function join(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

// @ts-ignore: decorator
@inline
function joinWhole(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 1, 4, 5);
}

function waveByLane(x: v128, quarter: f64): v128 {
  let y = x;
  y = f32x4.replace_lane(y, 0, waveOf(f32x4.extract_lane(x, 0), quarter));
  y = f32x4.replace_lane(y, 1, waveOf(f32x4.extract_lane(x, 1), quarter));
  y = f32x4.replace_lane(y, 2, waveOf(f32x4.extract_lane(x, 2), quarter));
  return f32x4.replace_lane(y, 3, waveOf(f32x4.extract_lane(x, 3), quarter));
}

function waveOf(x: f32, quarter: f64): f32 {
  return <f32>(quarter == 0 ? NativeMath.sin(<f64>x) : NativeMath.cos(<f64>x));
}

// @ts-ignore: decorator
@inline
export function sin(x: v128): v128 {
  return wave(x, 0);
}

// @ts-ignore: decorator
@inline
export function cos(x: v128): v128 {
  return wave(x, 0.5);
}

/**
 * Standard normal distribution function ½ · erfc(−x / √2). With t = 1 / (1 + 0.4 z), erfc(z) is e^(−z²) · t · P(t), P a minimax
 * fit within 8e-9 for z in 0…10.
 */
// @ts-ignore: decorator
@inline
export function normalCdf(x: v128): v128 {
  const z = f32x4.pmin(f32x4.mul(f32x4.abs(x), splat(0.70710678118654752)), splat(10));
  const t = f32x4.div(splat(1), multiplyAdd(z, splat(0.4), splat(1)));
  let p = f32x4.mul(t, splat(-0.029593964554334773));
  p = f32x4.mul(f32x4.add(p, splat(0.19801127582077502)), t);
  p = f32x4.mul(f32x4.add(p, splat(-0.4988071405600272)), t);
  p = f32x4.mul(f32x4.add(p, splat(0.5474299205162111)), t);
  p = f32x4.mul(f32x4.add(p, splat(-0.28436233508196435)), t);
  p = f32x4.mul(f32x4.add(p, splat(0.27206402876859515)), t);
  p = f32x4.mul(f32x4.add(p, splat(0.12968032017719697)), t);
  p = f32x4.mul(f32x4.add(p, splat(0.21491895627570928)), t);
  p = f32x4.mul(f32x4.add(p, splat(0.22495203800266222)), t);
  p = f32x4.mul(f32x4.add(p, splat(0.22570690846487484)), t);
  const tail = f32x4.mul(splat(0.5), f32x4.mul(p, exp(f32x4.neg(f32x4.mul(z, z)))));
  return select(f32x4.gt(x, splat(0)), f32x4.sub(splat(1), tail), tail);
}

/** e^(−x²/2) / √(2π) */
// @ts-ignore: decorator
@inline
export function normalDensity(x: v128): v128 {
  return f32x4.mul(exp(f32x4.mul(f32x4.mul(x, x), splat(-0.5))), splat(0.39894228040143268));
}
