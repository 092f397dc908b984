import { internalError } from '../../graph/problem';
import type { ActivationFunction } from '../../nodes/activationFunctions';
import type { Constant, InferenceStep, Value } from '../program';
import type { Precision } from './text';

export interface StepWriter {
  nameOf(value: Value): string;
  constant(constant: Constant): string;
  /** Adds a static function once and returns its name. */
  helper(name: string, source: string): string;
  precision: Precision;
}

/** The statements that make a step. */
export function stepStatements(step: Exclude<InferenceStep, { op: 'input' }>, writer: StepWriter): string[] {
  const { nameOf, constant, helper, precision } = writer;
  const real = precision.type;
  const y = nameOf(step.y);
  const n = step.y.features;
  switch (step.op) {
    case 'dense': {
      const bias = step.bias ? constant(step.bias) : 'NULL';
      const dense = helper('dense', denseSource(real));
      return [
        `${dense}(${nameOf(step.x)}, ${step.x.features}, ${constant(step.weights)}, ${bias}, ${y}, ${n});`,
      ];
    }
    case 'activation': {
      if (step.function === 'softmax') {
        return [`${helper('softmax', softmaxSource(precision))}(${nameOf(step.x)}, ${y}, ${n});`];
      }
      const { name, source } = activation(step.function, step.negativeSlope, precision);
      return [`${helper(name, source)}(${nameOf(step.x)}, ${y}, ${n});`];
    }
    case 'largestPiece':
      return [
        `${helper('largest_piece', largestPieceSource(real))}(${nameOf(step.x)}, ${step.pieces}, ${y}, ${n});`,
      ];
    case 'batchNorm': {
      const parameters = [step.scale, step.shift, step.runningMean, step.runningVariance]
        .map(constant)
        .join(', ');
      const batchNorm = helper('batch_norm', batchNormSource(precision));
      return [
        `${batchNorm}(${nameOf(step.x)}, ${parameters}, ${precision.form.text(step.epsilon)}, ${y}, ${n});`,
      ];
    }
    case 'add':
    case 'multiply': {
      const [first, second, ...rest] = step.inputs.map(nameOf);
      const merge = helper(step.op, mergeSource(step.op, real));
      return [
        `${merge}(${first}, ${second}, ${y}, ${n});`,
        ...rest.map((name) => `${merge}(${y}, ${name}, ${y}, ${n});`),
      ];
    }
    case 'concat': {
      const copy = helper('copy', copySource(real));
      let start = 0;
      return step.inputs.map((value) => {
        const place = start === 0 ? y : `${y} + ${start}`;
        start += value.features;
        return `${copy}(${nameOf(value)}, ${place}, ${value.features});`;
      });
    }
    case 'dropout':
      throw internalError('an exported file does not drop anything');
    default:
      throw step satisfies never;
  }
}

const denseSource = (
  real: string,
) => `/* y[units] = weights[units][in_features] * x[in_features] + bias[units] */
static void dense(const ${real} *x, int in_features, const ${real} *weights, const ${real} *bias, ${real} *y, int units)
{
    int unit, i;
    for (unit = 0; unit < units; unit++) {
        ${real} sum = bias ? bias[unit] : 0;
        for (i = 0; i < in_features; i++) sum += x[i] * *weights++;
        y[unit] = sum;
    }
}`;

const softmaxSource = ({
  type: real,
  math,
}: Precision) => `/* Probabilities that sum to 1; the largest value is taken off first so that nothing overflows. */
static void softmax(const ${real} *x, ${real} *y, int n)
{
    ${real} largest = x[0], sum = 0;
    int i;
    for (i = 1; i < n; i++) if (x[i] > largest) largest = x[i];
    for (i = 0; i < n; i++) sum += y[i] = ${math('exp')}(x[i] - largest);
    for (i = 0; i < n; i++) y[i] /= sum;
}`;

const largestPieceSource = (
  real: string,
) => `/* y[units]: the largest of every 'pieces' neighbouring values */
static void largest_piece(const ${real} *x, int pieces, ${real} *y, int units)
{
    int unit, piece;
    for (unit = 0; unit < units; unit++, x += pieces) {
        y[unit] = x[0];
        for (piece = 1; piece < pieces; piece++) if (x[piece] > y[unit]) y[unit] = x[piece];
    }
}`;

const batchNormSource = ({
  type: real,
  math,
}: Precision) => `/* Brings every value to mean 0 and variance 1, then scales and shifts it by what was learned. */
static void batch_norm(const ${real} *x, const ${real} *scale, const ${real} *shift, const ${real} *mean,
                       const ${real} *variance, ${real} epsilon, ${real} *y, int n)
{
    int i;
    for (i = 0; i < n; i++) y[i] = (x[i] - mean[i]) / ${math('sqrt')}(variance[i] + epsilon) * scale[i] + shift[i];
}`;

const mergeSource = (
  name: 'add' | 'multiply',
  real: string,
) => `static void ${name}(const ${real} *a, const ${real} *b, ${real} *y, int n)
{
    int i;
    for (i = 0; i < n; i++) y[i] = a[i] ${name === 'add' ? '+' : '*'} b[i];
}`;

export const copySource = (real: string) => `static void copy(const ${real} *x, ${real} *y, int n)
{
    int i;
    for (i = 0; i < n; i++) y[i] = x[i];
}`;

/** The slope is part of the name: two nodes may differ in it. */
export function activationName(name: ActivationFunction, negativeSlope: number): string {
  if (name !== 'leakyRelu') return `apply_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
  return `leaky_relu_${String(negativeSlope)
    .replace('-', 'minus')
    .replace(/[^0-9A-Za-z]/g, '_')}`;
}

function activation(
  name: Exclude<ActivationFunction, 'softmax'>,
  negativeSlope: number,
  precision: Precision,
): { name: string; source: string } {
  const called = activationName(name, negativeSlope);
  const real = precision.type;
  const source = `static void ${called}(const ${real} *x, ${real} *y, int n)
{
    int i;
    for (i = 0; i < n; i++) {
        ${real} v = x[i];
        y[i] = ${expression(name, negativeSlope, precision)};
    }
}`;
  return { name: called, source };
}

/** The activation of `v`. */
function expression(
  name: Exclude<ActivationFunction, 'softmax'>,
  negativeSlope: number,
  { form: { text: number }, math }: Precision,
): string {
  const one = number(1);
  const zero = number(0);
  const clamped = (value: string, largest: number) =>
    `${math('fmin')}(${math('fmax')}(${value}, ${zero}), ${number(largest)})`;
  switch (name) {
    case 'linear':
      return 'v';
    case 'sigmoid':
      return `${one} / (${one} + ${math('exp')}(-v))`;
    case 'tanh':
      return `${math('tanh')}(v)`;
    case 'relu':
      return `v > 0 ? v : ${zero}`;
    case 'relu6':
      return clamped('v', 6);
    case 'leakyRelu':
      return `v >= 0 ? v : ${number(negativeSlope)} * v`;
    case 'elu':
      return `v > 0 ? v : ${math('expm1')}(v)`;
    case 'selu':
      return `${number(1.0507009873554805)} * (v > 0 ? v : ${number(1.6732632423543772)} * ${math('expm1')}(v))`;
    case 'softplus':
      return `${math('fmax')}(v, ${zero}) + ${math('log1p')}(${math('exp')}(-${math('fabs')}(v)))`;
    case 'softsign':
      return `v / (${one} + ${math('fabs')}(v))`;
    case 'gelu':
      return `${number(0.5)} * v * (${one} + ${math('erf')}(v * ${number(Math.SQRT1_2)}))`;
    case 'swish':
      return `v / (${one} + ${math('exp')}(-v))`;
    case 'hardSigmoid':
      return clamped(`v / ${number(6)} + ${number(0.5)}`, 1);
    case 'scaledTanh':
      return `${number(1.7159)} * ${math('tanh')}(${number(2 / 3)} * v)`;
    case 'step':
      return `v >= 0 ? ${one} : ${zero}`;
    case 'sign':
      return `v > 0 ? ${one} : v < 0 ? -${one} : ${zero}`;
    case 'sin':
      return `${math('sin')}(v)`;
    default:
      throw name satisfies never;
  }
}
