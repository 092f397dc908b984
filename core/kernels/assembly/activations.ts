import { exp, expm1, sigmoid, softplus, tanh } from './exponential';
import { Activation, ActivationGradient } from './instructions';
import { Elementwise } from './opcodes';
import { cos, normalCdf, normalDensity, sin } from './specialFunctions';
import { loadPart, select, splat, storePart } from './vectors';

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
      return f32x4.mul(x, sigmoid(x));
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

/** Derivative at x, where the value is y, as the reference defines it at kinks. */
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
      return v128.and(f32x4.gt(x, zero), one);
    case Elementwise.relu6:
      return v128.and(v128.and(f32x4.gt(x, zero), f32x4.lt(x, splat(6))), one);
    case Elementwise.leakyRelu:
      return select(f32x4.gt(x, zero), one, slope);
    case Elementwise.elu:
      return select(f32x4.gt(x, zero), one, f32x4.add(y, one));
    case Elementwise.selu:
      return select(f32x4.gt(x, zero), splat(seluScale), f32x4.add(y, splat(seluScaledAlpha)));
    case Elementwise.softplus:
      return sigmoid(x);
    case Elementwise.softsign: {
      const inverse = f32x4.div(one, f32x4.add(one, f32x4.abs(x)));
      return f32x4.mul(inverse, inverse);
    }
    case Elementwise.gelu:
      return f32x4.add(normalCdf(x), f32x4.mul(x, normalDensity(x)));
    case Elementwise.swish: {
      const s = sigmoid(x);
      return f32x4.add(s, f32x4.mul(f32x4.mul(x, s), f32x4.sub(one, s)));
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

// @ts-ignore: decorator
@inline
function forward(code: i32, at: Activation): void {
  const slope = splat(at.negativeSlope);
  let x = at.x;
  let y = at.y;
  const end = x + ((at.count & ~3) << 2);
  while (x < end) {
    v128.store(y, activate(code, v128.load(x), slope));
    x += 16;
    y += 16;
  }
  const rest = at.count & 3;
  if (rest) storePart(y, activate(code, loadPart(x, rest), slope), rest);
}

// @ts-ignore: decorator
@inline
function backward(code: i32, at: ActivationGradient): void {
  const slope = splat(at.negativeSlope);
  let x = at.x;
  let y = at.y;
  let dy = at.dy;
  let dx = at.dx;
  const accumulate = at.accumulate;
  const end = x + ((at.count & ~3) << 2);
  while (x < end) {
    let gradient = f32x4.mul(v128.load(dy), derivative(code, v128.load(x), v128.load(y), slope));
    if (accumulate) gradient = f32x4.add(v128.load(dx), gradient);
    v128.store(dx, gradient);
    x += 16;
    y += 16;
    dy += 16;
    dx += 16;
  }
  const rest = at.count & 3;
  if (rest) {
    const d = derivative(code, loadPart(x, rest), loadPart(y, rest), slope);
    let gradient = f32x4.mul(loadPart(dy, rest), d);
    if (accumulate) gradient = f32x4.add(loadPart(dx, rest), gradient);
    storePart(dx, gradient, rest);
  }
}

/** y = function(x), element by element. */
export function activation(at: Activation): void {
  switch (at.code) {
    case Elementwise.linear:
      return forward(Elementwise.linear, at);
    case Elementwise.sigmoid:
      return forward(Elementwise.sigmoid, at);
    case Elementwise.tanh:
      return forward(Elementwise.tanh, at);
    case Elementwise.relu:
      return forward(Elementwise.relu, at);
    case Elementwise.relu6:
      return forward(Elementwise.relu6, at);
    case Elementwise.leakyRelu:
      return forward(Elementwise.leakyRelu, at);
    case Elementwise.elu:
      return forward(Elementwise.elu, at);
    case Elementwise.selu:
      return forward(Elementwise.selu, at);
    case Elementwise.softplus:
      return forward(Elementwise.softplus, at);
    case Elementwise.softsign:
      return forward(Elementwise.softsign, at);
    case Elementwise.gelu:
      return forward(Elementwise.gelu, at);
    case Elementwise.swish:
      return forward(Elementwise.swish, at);
    case Elementwise.hardSigmoid:
      return forward(Elementwise.hardSigmoid, at);
    case Elementwise.scaledTanh:
      return forward(Elementwise.scaledTanh, at);
    case Elementwise.step:
      return forward(Elementwise.step, at);
    case Elementwise.sign:
      return forward(Elementwise.sign, at);
    case Elementwise.sin:
      return forward(Elementwise.sin, at);
    default:
      unreachable();
  }
}

/** dx (+)= dy · derivative of the function at x. */
export function activationGradient(at: ActivationGradient): void {
  switch (at.code) {
    case Elementwise.linear:
      return backward(Elementwise.linear, at);
    case Elementwise.sigmoid:
      return backward(Elementwise.sigmoid, at);
    case Elementwise.tanh:
      return backward(Elementwise.tanh, at);
    case Elementwise.relu:
      return backward(Elementwise.relu, at);
    case Elementwise.relu6:
      return backward(Elementwise.relu6, at);
    case Elementwise.leakyRelu:
      return backward(Elementwise.leakyRelu, at);
    case Elementwise.elu:
      return backward(Elementwise.elu, at);
    case Elementwise.selu:
      return backward(Elementwise.selu, at);
    case Elementwise.softplus:
      return backward(Elementwise.softplus, at);
    case Elementwise.softsign:
      return backward(Elementwise.softsign, at);
    case Elementwise.gelu:
      return backward(Elementwise.gelu, at);
    case Elementwise.swish:
      return backward(Elementwise.swish, at);
    case Elementwise.hardSigmoid:
      return backward(Elementwise.hardSigmoid, at);
    case Elementwise.scaledTanh:
      return backward(Elementwise.scaledTanh, at);
    case Elementwise.step:
      return backward(Elementwise.step, at);
    case Elementwise.sign:
      return backward(Elementwise.sign, at);
    case Elementwise.sin:
      return backward(Elementwise.sin, at);
    default:
      unreachable();
  }
}
