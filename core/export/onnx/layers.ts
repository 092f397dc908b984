import { internalError } from '../../graph/problem';
import type { Constant, InferenceStep } from '../program';
import type { GraphBuilder } from './graphBuilder';

/** Writes a step as operators; `output` is the name its value is to have. */
export function writeStep(
  graph: GraphBuilder,
  step: Exclude<InferenceStep, { op: 'input' }>,
  nameOf: (value: InferenceStep['y']) => string,
  output: string,
): void {
  const about = step.y.node.name;
  const add = (op: string, inputs: string[], attributes = {}) => {
    graph.add({ op, inputs, output, attributes, about });
  };
  const vector = ({ name, values }: Constant) => graph.float(`${output}_${name}`, values, [values.length]);
  switch (step.op) {
    case 'dense': {
      const { rows, columns, values } = step.weights;
      const weights = graph.float(`${output}_weights`, values, [rows, columns]);
      add('Gemm', [nameOf(step.x), weights, ...(step.bias ? [vector(step.bias)] : [])]);
      return;
    }
    case 'activation':
      writeActivation(graph, step, nameOf(step.x), add);
      return;
    case 'largestPiece': {
      const shape = graph.int64(`${output}_shape`, [-1, step.y.features, step.pieces], [3]);
      const pieces = graph.follow('Reshape', [nameOf(step.x), shape]);
      add('ReduceMax', [pieces], { axes: { ints: [2] }, keepdims: { int: 0 } });
      return;
    }
    case 'batchNorm': {
      const parameters = [step.scale, step.shift, step.runningMean, step.runningVariance].map(vector);
      add('BatchNormalization', [nameOf(step.x), ...parameters], { epsilon: { float: step.epsilon } });
      return;
    }
    case 'add':
    case 'multiply': {
      const op = step.op === 'add' ? 'Add' : 'Mul';
      const names = step.inputs.map(nameOf);
      let sum = names[0]!;
      for (const name of names.slice(1, -1)) sum = graph.follow(op, [sum, name]);
      add(op, [sum, names.at(-1)!]);
      return;
    }
    case 'concat':
      add('Concat', step.inputs.map(nameOf), { axis: { int: 1 } });
      return;
    case 'dropout':
      throw internalError('an exported model does not drop anything');
    default:
      throw step satisfies never;
  }
}

function writeActivation(
  graph: GraphBuilder,
  step: InferenceStep & { op: 'activation' },
  x: string,
  add: (op: string, inputs: string[], attributes?: object) => void,
): void {
  const number = (value: number) => graph.float('number', [value], []);
  switch (step.function) {
    case 'linear':
      add('Identity', [x]);
      return;
    case 'sigmoid':
      add('Sigmoid', [x]);
      return;
    case 'tanh':
      add('Tanh', [x]);
      return;
    case 'relu':
      add('Relu', [x]);
      return;
    case 'relu6':
      add('Clip', [x, number(0), number(6)]);
      return;
    case 'leakyRelu':
      add('LeakyRelu', [x], { alpha: { float: step.negativeSlope } });
      return;
    case 'elu':
      add('Elu', [x]);
      return;
    case 'selu':
      add('Selu', [x]);
      return;
    case 'softplus':
      add('Softplus', [x]);
      return;
    case 'softsign':
      add('Softsign', [x]);
      return;
    case 'gelu': {
      // x · ½ · (1 + erf(x / √2))
      const error = graph.follow('Erf', [graph.follow('Mul', [x, number(Math.SQRT1_2)])]);
      const share = graph.follow('Mul', [graph.follow('Add', [error, number(1)]), number(0.5)]);
      add('Mul', [x, share]);
      return;
    }
    case 'swish':
      add('Mul', [x, graph.follow('Sigmoid', [x])]);
      return;
    case 'hardSigmoid':
      add('HardSigmoid', [x], { alpha: { float: 1 / 6 }, beta: { float: 0.5 } });
      return;
    case 'scaledTanh':
      add('Mul', [graph.follow('Tanh', [graph.follow('Mul', [x, number(2 / 3)])]), number(1.7159)]);
      return;
    case 'step':
      add('Cast', [graph.follow('GreaterOrEqual', [x, number(0)])], { to: { int: 1 } });
      return;
    case 'sign':
      add('Sign', [x]);
      return;
    case 'sin':
      add('Sin', [x]);
      return;
    case 'softmax':
      add('Softmax', [x], { axis: { int: 1 } });
      return;
    default:
      throw step.function satisfies never;
  }
}
