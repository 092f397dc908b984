import { internalError } from '../../graph/problem';
import { activationFunctions } from '../../nodes/activationFunctions';
import { numberLiteral } from '../literals';
import type { InferenceStep } from '../program';
import { activationHelpers } from './activations';
import { code } from './code';
import type { AddHelper } from './helpers';
import type { MemoryPlan } from './kernel';

/** The line that makes a step, given the names of its arrays. */
export function stepCall(
  step: Exclude<InferenceStep, { op: 'input' }>,
  nameOf: { value(value: InferenceStep['y']): string; constant(name: string): string },
  addHelper: AddHelper,
  /** Whether the file has a WebAssembly module. */
  hasKernel: boolean,
): string {
  const y = nameOf.value(step.y);
  switch (step.op) {
    case 'dense': {
      const dense = addHelper('dense', denseSource(hasKernel));
      const copy = hasKernel ? `, ${nameOf.constant('copy')}` : '';
      return `${dense}(${nameOf.value(step.x)}, ${nameOf.constant('weights')}, ${nameOf.constant('bias')}, ${y}${copy});`;
    }
    case 'activation': {
      const call = (name: string) => `${name}(${nameOf.value(step.x)}, ${y});`;
      if (step.function === 'softmax') return call(addHelper('softmax', softmaxSource));
      const helpers = activationHelpers(
        step.function,
        step.negativeSlope,
        hasKernel ? 'arrayByKernel' : 'array',
      );
      for (const [name, source] of helpers) addHelper(name, source);
      return call(helpers[0]![0]);
    }
    case 'largestPiece':
      return `${addHelper('largestPiece', largestPieceSource)}(${nameOf.value(step.x)}, ${step.pieces}, ${y});`;
    case 'batchNorm': {
      const parameters = ['scale', 'shift', 'runningMean', 'runningVariance'].map(nameOf.constant).join(', ');
      const batchNorm = addHelper('batchNorm', batchNormSource);
      return `${batchNorm}(${nameOf.value(step.x)}, ${parameters}, ${numberLiteral(step.epsilon)}, ${y});`;
    }
    case 'add':
    case 'multiply':
    case 'concat': {
      const helper = addHelper(step.op, mergeSources[step.op]);
      return `${helper}([${step.inputs.map(nameOf.value).join(', ')}], ${y});`;
    }
    case 'dropout':
      throw internalError('an exported file does not drop anything');
    default:
      throw step satisfies never;
  }
}

const denseSource = (hasKernel: boolean) => code`/**
 * y[units] = weights · x[inFeatures] + bias[units]. Inputs that are 0 are passed over. The weights stand in groups of eight units: for
 * every input those of all eight, side by side; then in the same way those of the units that are left.${hasKernel ? ' `copy` is where the module\n * may keep them in 64 bits; 0: nowhere.' : ''}
 */
function dense(x«: Float64Array», weights«: Weights», bias«: Weights», y«: Float64Array»${hasKernel ? code`, copy«: number»` : ''})«: void» {
${hasKernel ? callKernel : ''}  const inFeatures = x.length;
  const units = y.length;
  let count = 0;
  for (let i = 0; i < inFeatures; i++) {
    if (x[i] === 0) continue;
    usedInputs[count] = i;
    usedValues[count] = x[i]«!»;
    count++;
  }
  let unit = 0;
  for (; unit + 7 < units; unit += 8) {
    const start = unit * inFeatures;
    let sum0 = bias[unit]«!»;
    let sum1 = bias[unit + 1]«!»;
    let sum2 = bias[unit + 2]«!»;
    let sum3 = bias[unit + 3]«!»;
    let sum4 = bias[unit + 4]«!»;
    let sum5 = bias[unit + 5]«!»;
    let sum6 = bias[unit + 6]«!»;
    let sum7 = bias[unit + 7]«!»;
    for (let k = 0; k < count; k++) {
      const value = usedValues[k]«!»;
      const at = start + usedInputs[k]«!» * 8;
      sum0 += value * weights[at]«!»;
      sum1 += value * weights[at + 1]«!»;
      sum2 += value * weights[at + 2]«!»;
      sum3 += value * weights[at + 3]«!»;
      sum4 += value * weights[at + 4]«!»;
      sum5 += value * weights[at + 5]«!»;
      sum6 += value * weights[at + 6]«!»;
      sum7 += value * weights[at + 7]«!»;
    }
    y[unit] = sum0;
    y[unit + 1] = sum1;
    y[unit + 2] = sum2;
    y[unit + 3] = sum3;
    y[unit + 4] = sum4;
    y[unit + 5] = sum5;
    y[unit + 6] = sum6;
    y[unit + 7] = sum7;
  }
  const rest = units - unit;
  for (let start = unit * inFeatures; unit < units; start++, unit++) {
    let sum = bias[unit]«!»;
    for (let k = 0; k < count; k++) sum += usedValues[k]«!» * weights[start + usedInputs[k]«!» * rest]«!»;
    y[unit] = sum;
  }
}`;

const callKernel = code`  if (kernel !== null) {
    kernel.dense(x.byteOffset, x.length, weights.byteOffset, bias.byteOffset, y.byteOffset, y.length, kernelList, copy);
    return;
  }
`;

/** Room for what `dense` lists, for layers of up to so many inputs. */
export function denseRoom(inFeatures: number, memory: MemoryPlan | null): string {
  const own = `/** The inputs of a layer that are not 0, and what they are. */\nconst usedInputs = new Int32Array(${inFeatures});\nconst usedValues = new Float64Array(${inFeatures});`;
  if (!memory) return own;
  return `${own}\n/** Where the module lists the same. */\nconst kernelList = ${memory.place(16 * inFeatures)};`;
}

const largestPieceSource = code`/** y[units]: the largest of every \`pieces\` neighbouring values. */
function largestPiece(x«: Float64Array», pieces«: number», y«: Float64Array»)«: void» {
  for (let unit = 0; unit < y.length; unit++) {
    let largest = x[unit * pieces]«!»;
    for (let piece = 1; piece < pieces; piece++) largest = Math.max(largest, x[unit * pieces + piece]«!»);
    y[unit] = largest;
  }
}`;

const batchNormSource = code`/** Scales and shifts every value by what was learned, after bringing it to mean 0 and variance 1. */
function batchNorm(x«: Float64Array», scale«: Weights», shift«: Weights», mean«: Weights», variance«: Weights», epsilon«: number», y«: Float64Array»)«: void» {
  for (let i = 0; i < y.length; i++) {
    y[i] = ((x[i]«!» - mean[i]«!») / Math.sqrt(variance[i]«!» + epsilon)) * scale[i]«!» + shift[i]«!»;
  }
}`;

const mergeSources = {
  add: code`/** y = the sum of the values. */
function add(values«: readonly Float64Array[]», y«: Float64Array»)«: void» {
  y.fill(0);
  for (const value of values) for (let i = 0; i < y.length; i++) y[i]«!» += value[i]«!»;
}`,
  multiply: code`/** y = the product of the values. */
function multiply(values«: readonly Float64Array[]», y«: Float64Array»)«: void» {
  y.fill(1);
  for (const value of values) for (let i = 0; i < y.length; i++) y[i]«!» *= value[i]«!»;
}`,
  concat: code`/** y = the values side by side. */
function concat(values«: readonly Float64Array[]», y«: Float64Array»)«: void» {
  let start = 0;
  for (const value of values) {
    y.set(value, start);
    start += value.length;
  }
}`,
} as const;

const softmaxSource = code`/** Probabilities that sum to 1; the largest value is taken off first so that nothing overflows. */
function softmax(x«: Float64Array», y«: Float64Array»)«: void» {
  let largest = x[0]«!»;
  for (let i = 1; i < x.length; i++) if (x[i]«!» > largest) largest = x[i]«!»;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const power = Math.exp(x[i]«!» - largest);
    y[i] = power;
    sum += power;
  }
  for (let i = 0; i < y.length; i++) y[i]«!» /= sum;
}`;

/** Every helper that a layer may ask for, whose names no variable may take. */
export const layerHelperNames = [
  ...[
    'dense',
    'usedInputs',
    'usedValues',
    'largestPiece',
    'batchNorm',
    'add',
    'multiply',
    'concat',
    'errorFunction',
  ],
  ...activationFunctions,
];
