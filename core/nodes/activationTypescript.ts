import type { ActivationFunction } from './activationFunctions';

const sigmoid = 'x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))';

/** TypeScript of each activation, as an expression of `x`; softmax and gelu are whole functions below. */
const expressions: Record<Exclude<ActivationFunction, 'softmax' | 'gelu' | 'leakyRelu'>, string> = {
  linear: 'x',
  sigmoid,
  tanh: 'Math.tanh(x)',
  relu: 'Math.max(x, 0)',
  relu6: 'Math.min(Math.max(x, 0), 6)',
  elu: 'x > 0 ? x : Math.expm1(x)',
  selu: '1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))',
  softplus: 'Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))',
  softsign: 'x / (1 + Math.abs(x))',
  swish: `x * (${sigmoid})`,
  hardSigmoid: 'Math.min(Math.max(x / 6 + 0.5, 0), 1)',
  scaledTanh: '1.7159 * Math.tanh((2 / 3) * x)',
  step: 'x >= 0 ? 1 : 0',
  sign: 'Math.sign(x)',
  sin: 'Math.sin(x)',
};

const softmaxSource = `/** Probabilities that sum to 1; the largest value is taken off first so that nothing overflows. */
function softmax(values: readonly number[]): number[] {
  const largest = Math.max(...values);
  const powers = values.map((x) => Math.exp(x - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}`;

const geluSource = `/** x times the standard normal distribution function, exact (by the error function, not its tanh approximation). */
function gelu(x: number): number {
  const z = x / Math.SQRT2;
  const size = Math.abs(z);
  if (size > 6) return x > 0 ? x : 0;
  let erf: number;
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
  return 0.5 * x * (1 + (z < 0 ? -erf : erf));
}`;

export interface HelperSource {
  name: string;
  source: string;
}

/** The helper function an exported file needs for this activation. */
export function activationSource(name: ActivationFunction, negativeSlope: number): HelperSource {
  if (name === 'softmax') return { name, source: softmaxSource };
  if (name === 'gelu') return { name, source: geluSource };
  if (name === 'leakyRelu') {
    // The slope is part of the name: two nodes may differ in it.
    const slope = String(negativeSlope).replace(/[^0-9A-Za-z]/g, '_');
    const expression = `x >= 0 ? x : ${negativeSlope < 0 ? `(${negativeSlope})` : negativeSlope} * x`;
    return oneLine(`leakyRelu${slope}`, expression);
  }
  return oneLine(name, expressions[name]);
}

function oneLine(name: string, expression: string): HelperSource {
  return { name, source: `function ${name}(x: number): number {\n  return ${expression};\n}` };
}
