import { erf } from '../../kernels/reference/erf';
import { Unreadable } from '../unreadable';
import type { OnnxModel, OnnxNode, Tensor } from './model';

/**
 * Runs a model on tensors by the names of its inputs, in plain 64-bit arithmetic, and returns its outputs by name. It knows the
 * operators that our exports are made of, and serves to check them: independent of the graph they came from.
 */
export function evaluateOnnx(model: OnnxModel, inputs: ReadonlyMap<string, Tensor>): Map<string, Tensor> {
  const values = new Map([...model.constants, ...inputs]);
  for (const node of model.nodes) {
    const given = node.inputs.map((name) => {
      const value = values.get(name);
      if (!value) throw new Unreadable(`"${node.op}" reads "${name}", which nothing gives.`);
      return value;
    });
    values.set(node.outputs[0]!, evaluate(node, given));
  }
  return new Map(model.outputs.map(({ name }) => [name, values.get(name)!]));
}

const elementwise: Record<string, (x: number) => number> = {
  Identity: (x) => x,
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Tanh: Math.tanh,
  Relu: (x) => Math.max(x, 0),
  Elu: (x) => (x > 0 ? x : Math.expm1(x)),
  Selu: (x) => 1.0507010221481323 * (x > 0 ? x : 1.6732631921768188 * Math.expm1(x)),
  Softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  Softsign: (x) => x / (1 + Math.abs(x)),
  Erf: erf,
  Sign: Math.sign,
  Sin: Math.sin,
  Cos: Math.cos,
  Abs: Math.abs,
  Exp: Math.exp,
  Log: Math.log,
  Floor: Math.floor,
  Not: (x) => Number(x === 0),
  IsNaN: (x) => Number(Number.isNaN(x)),
};

const binary: Record<string, (a: number, b: number) => number> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Equal: (a, b) => Number(a === b),
  GreaterOrEqual: (a, b) => Number(a >= b),
  And: (a, b) => Number(a !== 0 && b !== 0),
  Or: (a, b) => Number(a !== 0 || b !== 0),
};

function evaluate(node: OnnxNode, given: readonly Tensor[]): Tensor {
  const [x, y, z] = given as [Tensor, Tensor, Tensor];
  const number = (name: string, otherwise: number) => {
    const value = node.attributes[name];
    return typeof value === 'number' ? value : otherwise;
  };
  const one = elementwise[node.op];
  if (one) return map(x, one);
  const two = binary[node.op];
  if (two) return broadcast([x, y], ([a, b]) => two(a!, b!));
  switch (node.op) {
    case 'LabelEncoder':
      return encodeLabels(node, x);
    case 'Gemm':
      return gemm(x, y, given[2]);
    case 'LeakyRelu':
      return map(x, (v) => (v >= 0 ? v : number('alpha', 0.01) * v));
    case 'HardSigmoid':
      return map(x, (v) => Math.min(Math.max(number('alpha', 0.2) * v + number('beta', 0.5), 0), 1));
    case 'Clip':
      return map(x, (v) => Math.min(Math.max(v, y.values[0]!), z.values[0]!));
    case 'Cast':
      return number('to', 1) === 7
        ? map(x, Math.trunc)
        : number('to', 1) === 9
          ? map(x, (v) => Number(v !== 0))
          : x;
    case 'Where':
      return broadcast([x, y, z], ([condition, a, b]) => (condition ? a! : b!));
    case 'Softmax':
      return softmax(x);
    case 'BatchNormalization': {
      const [, scale, shift, mean, variance] = given as [Tensor, Tensor, Tensor, Tensor, Tensor];
      const width = x.shape[1]!;
      const epsilon = number('epsilon', 1e-5);
      return map(x, (v, i) => {
        const k = i % width;
        return (
          ((v - mean.values[k]!) / Math.sqrt(variance.values[k]! + epsilon)) * scale.values[k]! +
          shift.values[k]!
        );
      });
    }
    case 'Concat':
      return concat(given);
    case 'Gather':
      return gather(x, y);
    case 'OneHot': {
      const depth = y.values[0]!;
      const [off, on] = [z.values[0]!, z.values[1]!];
      const values = new Float64Array(x.values.length * depth);
      for (let i = 0; i < values.length; i++)
        values[i] = x.values[Math.floor(i / depth)] === i % depth ? on : off;
      return { shape: [...x.shape, depth], values };
    }
    case 'Reshape': {
      const rest = y.values.reduce((product, size) => (size === -1 ? product : product * size), 1);
      return {
        shape: Array.from(y.values, (size) => (size === -1 ? x.values.length / rest : size)),
        values: x.values,
      };
    }
    case 'ReduceMax':
      return largestOfLastAxis(x, number('keepdims', 1) === 1);
    default:
      throw new Unreadable(`The operator "${node.op}" cannot be run here.`);
  }
}

function map(x: Tensor, f: (value: number, index: number) => number): Tensor {
  return { shape: x.shape, values: x.values.map(f) };
}

/** Numbers for texts, of the `ai.onnx.ml` operators. */
function encodeLabels({ attributes }: OnnxNode, x: Tensor): Tensor {
  const { keys_strings: keys, values_floats: values, default_float: otherwise } = attributes;
  if (!x.texts || !Array.isArray(keys) || !Array.isArray(values)) {
    throw new Unreadable('The operator "LabelEncoder" can be run here from text to floats only.');
  }
  const places = new Map(keys.map((key, index) => [key, Number(values[index])]));
  const unknown = typeof otherwise === 'number' ? otherwise : -0;
  return { shape: x.shape, values: Float64Array.from(x.texts, (text) => places.get(text) ?? unknown) };
}

/** Element by element over tensors whose shapes fit when aligned at their ends; a size of 1 is repeated. */
function broadcast(tensors: readonly Tensor[], f: (values: number[]) => number): Tensor {
  const rank = Math.max(...tensors.map(({ shape }) => shape.length));
  const padded = tensors.map(({ shape }) => [...Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = Array.from({ length: rank }, (_, axis) => Math.max(...padded.map((each) => each[axis]!)));
  const count = shape.reduce((product, size) => product * size, 1);
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    values[i] = f(tensors.map((tensor, t) => tensor.values[placeIn(padded[t]!, shape, i)]!));
  }
  return { shape, values };
}

function placeIn(own: readonly number[], shape: readonly number[], index: number): number {
  let place = 0;
  let stride = 1;
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const at = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
    if (own[axis] !== 1) place += at * stride;
    stride *= own[axis]!;
  }
  return place;
}

/** a[rows, terms] · b[terms, columns] + c[columns] */
function gemm(a: Tensor, b: Tensor, c: Tensor | undefined): Tensor {
  const [rows, terms] = a.shape as [number, number];
  const columns = b.shape[1]!;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    if (c) values.set(c.values, row * columns);
    for (let term = 0; term < terms; term++) {
      const factor = a.values[row * terms + term]!;
      for (let column = 0; column < columns; column++) {
        values[row * columns + column]! += factor * b.values[term * columns + column]!;
      }
    }
  }
  return { shape: [rows, columns], values };
}

function softmax(x: Tensor): Tensor {
  const width = x.shape.at(-1)!;
  const values = x.values.slice();
  for (let start = 0; start < values.length; start += width) {
    const row = values.subarray(start, start + width);
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const sum = row.reduce((total, value, i) => {
      row[i] = Math.exp(value - largest);
      return total + row[i]!;
    }, 0);
    for (let i = 0; i < width; i++) row[i]! /= sum;
  }
  return { shape: x.shape, values };
}

/** Along axis 1 of [rows, …]. */
function concat(tensors: readonly Tensor[]): Tensor {
  const rows = tensors[0]!.shape[0]!;
  const widths = tensors.map(({ shape }) => shape[1]!);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    let at = row * width;
    tensors.forEach((tensor, t) => {
      values.set(tensor.values.subarray(row * widths[t]!, (row + 1) * widths[t]!), at);
      at += widths[t]!;
    });
  }
  return { shape: [rows, width], values };
}

/** Columns of x[rows, columns]; a single place gives [rows]. */
function gather(x: Tensor, places: Tensor): Tensor {
  const [rows, columns] = x.shape as [number, number];
  const width = places.values.length;
  const values = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) values[row * width + i] = x.values[row * columns + places.values[i]!]!;
  }
  return { shape: places.shape.length === 0 ? [rows] : [rows, width], values };
}

function largestOfLastAxis(x: Tensor, keep: boolean): Tensor {
  const width = x.shape.at(-1)!;
  const values = new Float64Array(x.values.length / width);
  for (let i = 0; i < values.length; i++) {
    values[i] = x.values.subarray(i * width, (i + 1) * width).reduce((a, b) => Math.max(a, b));
  }
  return { shape: keep ? [...x.shape.slice(0, -1), 1] : x.shape.slice(0, -1), values };
}
