import type { ActivationFunction } from '../../nodes/activationFunctions';
import { code } from './code';

/** Each activation as an expression of `v`; softmax works on whole rows. */
const expressions: Record<Exclude<ActivationFunction, 'softmax' | 'leakyRelu'>, string> = {
  linear: 'v',
  sigmoid: '1 / (1 + Math.exp(-v))',
  tanh: 'Math.tanh(v)',
  relu: 'Math.max(v, 0)',
  relu6: 'Math.min(Math.max(v, 0), 6)',
  elu: 'v > 0 ? v : Math.expm1(v)',
  selu: '1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * Math.expm1(v))',
  softplus: 'Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)))',
  softsign: 'v / (1 + Math.abs(v))',
  gelu: '0.5 * v * (1 + errorFunction(v / Math.SQRT2))',
  swish: 'v / (1 + Math.exp(-v))',
  hardSigmoid: 'Math.min(Math.max(v / 6 + 0.5, 0), 1)',
  scaledTanh: '1.7159 * Math.tanh((2 / 3) * v)',
  step: 'v >= 0 ? 1 : 0',
  sign: 'Math.sign(v)',
  sin: 'Math.sin(v)',
};

const errorFunctionSource = code`/** The error function, by its series near 0 and a continued fraction further out. */
function errorFunction(z«: number»)«: number» {
  const size = Math.abs(z);
  if (size > 6) return Math.sign(z);
  let erf«: number»;
  if (size < 2.5) {
    let term = size;
    let sum = size;
    for (let n = 1; n < 200 && term > 1e-17 * sum; n++) {
      term *= (2 * z * z) / (2 * n + 1);
      sum += term;
    }
    erf = (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z) * sum;
  } else {
    let fraction = size;
    for (let k = 60; k > 0; k--) fraction = size + k / 2 / fraction;
    erf = 1 - Math.exp(-z * z) / fraction / Math.sqrt(Math.PI);
  }
  return z < 0 ? -erf : erf;
}`;

const callKernel = code`  if (kernel !== null) {
    kernel.relu(x.byteOffset, y.byteOffset, y.length);
    return;
  }
`;

/**
 * The functions of an activation, by name; the first is the one to call. `over` says whether it takes a number or fills an array, and
 * whether the file has a WebAssembly module for arrays.
 */
export function activationHelpers(
  name: Exclude<ActivationFunction, 'softmax'>,
  negativeSlope: number,
  over: 'number' | 'array' | 'arrayByKernel',
): [string, string][] {
  const helper = activationHelperName(name, negativeSlope);
  const factor = negativeSlope < 0 ? `(${negativeSlope})` : String(negativeSlope);
  const expression = name === 'leakyRelu' ? `v >= 0 ? v : ${factor} * v` : expressions[name];
  const source =
    over === 'number'
      ? code`function ${helper}(v«: number»)«: number» {\n  return ${expression};\n}`
      : code`function ${helper}(x«: Float64Array», y«: Float64Array»)«: void» {
${over === 'arrayByKernel' && name === 'relu' ? callKernel : ''}  for (let i = 0; i < y.length; i++) {
    const v = x[i]«!»;
    y[i] = ${expression};
  }
}`;
  const own: [string, string] = [helper, source];
  return name === 'gelu' ? [own, ['errorFunction', errorFunctionSource]] : [own];
}

/** The slope is part of the name: two nodes may differ in it. */
export function activationHelperName(name: ActivationFunction, negativeSlope: number): string {
  return name === 'leakyRelu' ? `leakyRelu${String(negativeSlope).replace(/[^0-9A-Za-z]/g, '_')}` : name;
}
