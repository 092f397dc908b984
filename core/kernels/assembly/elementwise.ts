import { exp, expm1, sigmoid, softplus, tanh } from './exponential';
import { Elementwise } from './opcodes';
import { cos, normalCdf, normalDensity, sin } from './specialFunctions';
import { multiplyAdd, select, splat } from './vectors';

// Klambauer et al. (2017)
const seluScale: f32 = 1.0507009873554805;
const seluScaledAlpha: f32 = 1.7580993408473766;
// LeCun (1989)
const scaledTanhHeight: f32 = 1.7159;
const scaledTanhSlope: f32 = 0.66666666666666667;

/** y = function(x) for four elements. `code` is a constant where this is inlined, so only one case remains. */
// @ts-ignore: decorator
@inline
export function activate(code: i32, x: v128, slope: v128): v128 {
  const zero = splat(0);
  const one = splat(1);
  switch (code) {
    case Elementwise.sigmoid:
      return sigmoid(x);
    case Elementwise.tanh:
      return tanh(x);
    case Elementwise.relu:
      return f32x4.pmax(x, zero);
    case Elementwise.relu6:
      return f32x4.pmin(f32x4.pmax(x, zero), splat(6));
    case Elementwise.leakyRelu:
      return select(f32x4.ge(x, zero), x, f32x4.mul(slope, x));
    case Elementwise.elu:
      return select(f32x4.gt(x, zero), x, expm1(x));
    case Elementwise.selu:
      return select(
        f32x4.gt(x, zero),
        f32x4.mul(splat(seluScale), x),
        f32x4.mul(splat(seluScaledAlpha), expm1(x)),
      );
    case Elementwise.softplus:
      return softplus(x);
    case Elementwise.softsign:
      return f32x4.div(x, f32x4.add(one, f32x4.abs(x)));
    case Elementwise.gelu:
      return f32x4.mul(x, normalCdf(x));
    case Elementwise.swish:
      return f32x4.div(x, f32x4.add(one, exp(f32x4.neg(x))));
    case Elementwise.hardSigmoid:
      return f32x4.pmin(f32x4.pmax(f32x4.add(f32x4.div(x, splat(6)), splat(0.5)), zero), one);
    case Elementwise.scaledTanh:
      return f32x4.mul(splat(scaledTanhHeight), tanh(f32x4.mul(splat(scaledTanhSlope), x)));
    case Elementwise.step:
      return select(f32x4.eq(x, x), v128.and(f32x4.ge(x, zero), one), x);
    case Elementwise.sign:
      return signs(x);
    case Elementwise.sin:
      return sin(x);
    default:
      return x;
  }
}

/** −1, 0 or 1; NaN stays. */
// @ts-ignore: decorator
@inline
export function signs(x: v128): v128 {
  const one = v128.or(splat(1), v128.and(x, i32x4.splat(<i32>0x80000000)));
  return select(v128.or(f32x4.gt(x, splat(0)), f32x4.lt(x, splat(0))), one, x);
}

/** Derivative at input x or output y (see `readsInput`), as the reference defines it at kinks. */
// @ts-ignore: decorator
@inline
export function derivative(code: i32, x: v128, y: v128, slope: v128): v128 {
  const zero = splat(0);
  const one = splat(1);
  switch (code) {
    case Elementwise.sigmoid:
      return f32x4.mul(y, f32x4.sub(one, y));
    case Elementwise.tanh:
      return f32x4.sub(one, f32x4.mul(y, y));
    case Elementwise.relu:
      return v128.and(f32x4.gt(y, zero), one);
    case Elementwise.relu6:
      return v128.and(v128.and(f32x4.gt(x, zero), f32x4.lt(x, splat(6))), one);
    case Elementwise.leakyRelu:
      return select(f32x4.gt(x, zero), one, slope);
    case Elementwise.elu:
      return select(f32x4.gt(y, zero), one, f32x4.add(y, one));
    case Elementwise.selu:
      return select(f32x4.gt(y, zero), splat(seluScale), f32x4.add(y, splat(seluScaledAlpha)));
    case Elementwise.softplus:
      return sigmoid(x);
    case Elementwise.softsign: {
      const inverse = f32x4.div(one, f32x4.add(one, f32x4.abs(x)));
      return f32x4.mul(inverse, inverse);
    }
    case Elementwise.gelu:
      return multiplyAdd(x, normalDensity(x), normalCdf(x));
    case Elementwise.swish: {
      const s = f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
      return multiplyAdd(f32x4.mul(x, s), f32x4.sub(one, s), s);
    }
    case Elementwise.hardSigmoid:
      return v128.and(v128.and(f32x4.gt(x, splat(-3)), f32x4.lt(x, splat(3))), splat(1.0 / 6.0));
    case Elementwise.scaledTanh:
      return f32x4.mul(
        splat(scaledTanhSlope),
        f32x4.sub(splat(scaledTanhHeight), f32x4.mul(f32x4.mul(y, y), splat(1.0 / 1.7159))),
      );
    case Elementwise.step:
    case Elementwise.sign:
      return zero;
    case Elementwise.sin:
      return cos(x);
    default:
      return one;
  }
}

/** Whether the derivative is worked out from the input, or else from the output. */
// @ts-ignore: decorator
@inline
export function readsInput(code: i32): bool {
  switch (code) {
    case Elementwise.sigmoid:
    case Elementwise.tanh:
    case Elementwise.relu:
    case Elementwise.elu:
    case Elementwise.selu:
    case Elementwise.scaledTanh:
      return false;
    default:
      return true;
  }
}
