import { activate, derivative, readsInput } from './elementwise';
import { Activation, ActivationGradient } from './instructions';
import { Elementwise } from './opcodes';
import { loadPart, splat, storePart } from './vectors';

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
    const input = readsInput(code) ? v128.load(x) : slope;
    const output = readsInput(code) ? slope : v128.load(y);
    let gradient = f32x4.mul(v128.load(dy), derivative(code, input, output, slope));
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

// One function for each, exported so that each stays one (see `index.ts`). Forward: y = function(x), element by element;
// backward: dx (+)= dy · derivative of the function.

export function forwardLinear(at: Activation): void {
  forward(Elementwise.linear, at);
}

export function backwardLinear(at: ActivationGradient): void {
  backward(Elementwise.linear, at);
}

export function forwardSigmoid(at: Activation): void {
  forward(Elementwise.sigmoid, at);
}

export function backwardSigmoid(at: ActivationGradient): void {
  backward(Elementwise.sigmoid, at);
}

export function forwardTanh(at: Activation): void {
  forward(Elementwise.tanh, at);
}

export function backwardTanh(at: ActivationGradient): void {
  backward(Elementwise.tanh, at);
}

export function forwardRelu(at: Activation): void {
  forward(Elementwise.relu, at);
}

export function backwardRelu(at: ActivationGradient): void {
  backward(Elementwise.relu, at);
}

export function forwardRelu6(at: Activation): void {
  forward(Elementwise.relu6, at);
}

export function backwardRelu6(at: ActivationGradient): void {
  backward(Elementwise.relu6, at);
}

export function forwardLeakyRelu(at: Activation): void {
  forward(Elementwise.leakyRelu, at);
}

export function backwardLeakyRelu(at: ActivationGradient): void {
  backward(Elementwise.leakyRelu, at);
}

export function forwardElu(at: Activation): void {
  forward(Elementwise.elu, at);
}

export function backwardElu(at: ActivationGradient): void {
  backward(Elementwise.elu, at);
}

export function forwardSelu(at: Activation): void {
  forward(Elementwise.selu, at);
}

export function backwardSelu(at: ActivationGradient): void {
  backward(Elementwise.selu, at);
}

export function forwardSoftplus(at: Activation): void {
  forward(Elementwise.softplus, at);
}

export function backwardSoftplus(at: ActivationGradient): void {
  backward(Elementwise.softplus, at);
}

export function forwardSoftsign(at: Activation): void {
  forward(Elementwise.softsign, at);
}

export function backwardSoftsign(at: ActivationGradient): void {
  backward(Elementwise.softsign, at);
}

export function forwardGelu(at: Activation): void {
  forward(Elementwise.gelu, at);
}

export function backwardGelu(at: ActivationGradient): void {
  backward(Elementwise.gelu, at);
}

export function forwardSwish(at: Activation): void {
  forward(Elementwise.swish, at);
}

export function backwardSwish(at: ActivationGradient): void {
  backward(Elementwise.swish, at);
}

export function forwardHardSigmoid(at: Activation): void {
  forward(Elementwise.hardSigmoid, at);
}

export function backwardHardSigmoid(at: ActivationGradient): void {
  backward(Elementwise.hardSigmoid, at);
}

export function forwardScaledTanh(at: Activation): void {
  forward(Elementwise.scaledTanh, at);
}

export function backwardScaledTanh(at: ActivationGradient): void {
  backward(Elementwise.scaledTanh, at);
}

export function forwardStep(at: Activation): void {
  forward(Elementwise.step, at);
}

export function backwardStep(at: ActivationGradient): void {
  backward(Elementwise.step, at);
}

export function forwardSign(at: Activation): void {
  forward(Elementwise.sign, at);
}

export function backwardSign(at: ActivationGradient): void {
  backward(Elementwise.sign, at);
}

export function forwardSin(at: Activation): void {
  forward(Elementwise.sin, at);
}

export function backwardSin(at: ActivationGradient): void {
  backward(Elementwise.sin, at);
}
