import { Unreadable } from '../unreadable';
import type { GraphReader, Source } from './graphReader';
import type { OnnxNode, Tensor } from './model';
import {
  describeNode,
  isAbout,
  numberAttribute,
  plainActivations,
  requireAttributes,
  scalar,
} from './operators';

/** The node that an operator, with those before it that belong to it, stands for. Throws `Unreadable`. */
export function readLayer(node: OnnxNode, reader: GraphReader): Source {
  const { draft, constant, source } = reader;
  const [first, second] = node.inputs;
  const name = node.about || undefined;
  const activation = (x: Source, function_: string, more: object = {}): Source => ({
    id: draft.add('activation', { name, function: function_, ...more }, [x.id]),
    features: x.features,
  });
  const plain = plainActivations[node.op];
  if (plain) return activation(source(first), plain);
  switch (node.op) {
    case 'Gemm':
      requireAttributes(node, { alpha: [1, 1], beta: [1, 1], transA: [0, 0] });
      return dense(node, reader, numberAttribute(node, 'transB', 0) === 1, node.inputs[2]);
    case 'MatMul':
      return dense(node, reader, false, undefined);
    case 'Add':
    case 'Sum':
      return readSum(node, reader);
    case 'Mul':
      return readProduct(node, reader, activation);
    case 'Concat': {
      const parts = node.inputs.map(source);
      const axis = numberAttribute(node, 'axis', 1);
      if (axis !== 1 && axis !== -1)
        throw new Unreadable(
          `"${describeNode(node)}" joins along axis ${axis}, and only features can be joined.`,
        );
      const features = parts.reduce((sum, part) => sum + part.features, 0);
      return {
        id: draft.add(
          'concat',
          { name },
          parts.map(({ id }) => id),
        ),
        features,
      };
    }
    case 'Dropout': {
      const x = source(first);
      const rate = scalar(constant(second)) ?? numberAttribute(node, 'ratio', 0.5);
      if (!(rate >= 0 && rate <= 0.95))
        throw new Unreadable(`"${describeNode(node)}" drops ${rate} of all values; up to 0.95 is supported.`);
      return { id: draft.add('dropout', { name, rate }, [x.id]), features: x.features };
    }
    case 'Identity':
      return source(first);
    case 'Flatten':
      requireAttributes(node, { axis: [1, 1] });
      return source(first);
    case 'Reshape':
      return readReshape(node, reader);
    case 'Cast': {
      const compared = reader.producer(first);
      if (compared?.op !== 'GreaterOrEqual') return source(first);
      if (!isAbout(scalar(constant(compared.inputs[1])), 0)) throw unsupported(compared);
      return activation(source(compared.inputs[0]), 'step');
    }
    case 'BatchNormalization':
      return batchNorm(node, reader);
    case 'LeakyRelu':
      return activation(source(first), 'leakyRelu', { negativeSlope: numberAttribute(node, 'alpha', 0.01) });
    case 'Elu':
      requireAttributes(node, { alpha: [1, 1] });
      return activation(source(first), 'elu');
    case 'Selu':
      requireAttributes(node, { alpha: [1.6732632, 1.6732632], gamma: [1.050701, 1.050701] });
      return activation(source(first), 'selu');
    case 'HardSigmoid':
      requireAttributes(node, { alpha: [1 / 6, 0.2], beta: [0.5, 0.5] });
      return activation(source(first), 'hardSigmoid');
    case 'Gelu':
      if (node.attributes.approximate === 'tanh') throw unsupported(node);
      return activation(source(first), 'gelu');
    case 'Softmax': {
      const axis = numberAttribute(node, 'axis', -1);
      if (axis !== 1 && axis !== -1)
        throw new Unreadable(
          `"${describeNode(node)}" goes along axis ${axis}, and only features are supported.`,
        );
      return activation(source(first), 'softmax');
    }
    case 'Clip': {
      const least = scalar(constant(second)) ?? numberAttribute(node, 'min', Number.NaN);
      const most = scalar(constant(node.inputs[2])) ?? numberAttribute(node, 'max', Number.NaN);
      if (least !== 0 || most !== 6)
        throw new Unreadable(
          `"${describeNode(node)}" keeps values from ${least} to ${most}; only 0 to 6 (ReLU6) is supported.`,
        );
      return activation(source(first), 'relu6');
    }
    case 'ReduceMax':
      return maxout(node, reader);
    default:
      throw unsupported(node);
  }
}

function unsupported(node: OnnxNode): Unreadable {
  return new Unreadable(`"${describeNode(node)}" is used in a way that has no counterpart here.`);
}

function dense(
  node: OnnxNode,
  reader: GraphReader,
  isTransposed: boolean,
  biasName: string | undefined,
): Source {
  const x = reader.source(node.inputs[0]);
  const weights = reader.constant(node.inputs[1]);
  if (weights?.shape.length !== 2) {
    throw new Unreadable(
      `"${describeNode(node)}" multiplies with something that is not a matrix of weights.`,
    );
  }
  const rows = isTransposed ? transpose(weights) : matrix(weights);
  const units = rows[0]?.length ?? 0;
  if (rows.length !== x.features) {
    throw new Unreadable(
      `"${describeNode(node)}" has weights for ${rows.length} features, but ${x.features} arrive.`,
    );
  }
  if (units < 1 || units > 65_536)
    throw new Unreadable(`"${describeNode(node)}" has ${units} units; 1 to 65,536 are supported.`);
  const bias = biasName ? vector(reader.constant(biasName), units, node) : null;
  const name = node.about || undefined;
  const values = { weights: rows, ...(bias && { bias }) };
  const id = reader.draft.add('dense', { name, units, bias: bias !== null }, [x.id], values);
  return { id, features: units };
}

function readSum(node: OnnxNode, reader: GraphReader): Source {
  const constants = node.inputs.filter((name) => reader.constant(name));
  if (constants.length > 0) {
    // A matrix product with a vector added is a layer with a bias.
    const product = reader.producer(node.inputs.find((name) => !reader.constant(name)));
    if (node.inputs.length !== 2 || constants.length !== 1 || product?.op !== 'MatMul')
      throw unsupported(node);
    return dense({ ...product, about: node.about || product.about }, reader, false, constants[0]);
  }
  return merge('add', node, reader);
}

function merge(kind: 'add' | 'multiply', node: OnnxNode, reader: GraphReader): Source {
  const parts = node.inputs.map(reader.source);
  const features = parts[0]!.features;
  const odd = parts.find((part) => part.features !== features);
  if (odd)
    throw new Unreadable(
      `"${describeNode(node)}" joins ${features} and ${odd.features} features, which must be equal here.`,
    );
  const id = reader.draft.add(
    kind,
    { name: node.about || undefined },
    parts.map((part) => part.id),
  );
  return { id, features };
}

type Activate = (x: Source, function_: string, more?: object) => Source;

/** A product of layers, or one of the activations that ONNX writes as several operators. */
function readProduct(node: OnnxNode, reader: GraphReader, activation: Activate): Source {
  const { producer, constant, source } = reader;
  for (const [one, other] of [node.inputs, node.inputs.toReversed()] as [string, string][]) {
    const factor = scalar(constant(other));
    const before = producer(one);
    // x · sigmoid(x)
    if (producer(other)?.op === 'Sigmoid' && producer(other)!.inputs[0] === one)
      return activation(source(one), 'swish');
    // 1.7159 · tanh(2/3 · x)
    if (before?.op === 'Tanh' && isAbout(factor, 1.7159)) {
      const scaled = scaledBy(producer(before.inputs[0]), reader);
      if (scaled && isAbout(scaled.factor, 2 / 3)) return activation(source(scaled.x), 'scaledTanh');
    }
    const bent = geluInput(one, other, reader);
    if (bent !== null) return activation(source(bent), 'gelu');
  }
  if (node.inputs.some((name) => constant(name))) throw unsupported(node);
  return merge('multiply', node, reader);
}

/** x where the two factors make x · ½ · (1 + erf(x / √2)), in either order of the products; null otherwise. */
function geluInput(one: string, other: string, reader: GraphReader): string | null {
  const { producer, constant } = reader;
  // (x · (1 + erf)) · ½
  if (isAbout(scalar(constant(other)), 0.5)) {
    const product = producer(one);
    if (product?.op !== 'Mul') return null;
    for (const [x, share] of [product.inputs, product.inputs.toReversed()] as [string, string][]) {
      if (erfShareOf(share, reader) === x) return x;
    }
    return null;
  }
  // x · ((1 + erf) · ½)
  const scaled = scaledBy(producer(other), reader);
  return scaled && isAbout(scaled.factor, 0.5) && erfShareOf(scaled.x, reader) === one ? one : null;
}

/** x where the tensor is 1 + erf(x / √2); null otherwise. */
function erfShareOf(name: string, { producer, constant, ...rest }: GraphReader): string | null {
  const sum = producer(name);
  if (sum?.op !== 'Add') return null;
  const error = producer(sum.inputs.find((input) => !constant(input)));
  if (error?.op !== 'Erf' || !sum.inputs.some((input) => isAbout(scalar(constant(input)), 1))) return null;
  const scaled = scaledBy(producer(error.inputs[0]), { producer, constant, ...rest });
  return scaled && isAbout(scaled.factor, Math.SQRT1_2) ? scaled.x : null;
}

/** What a Mul or Div with a number scales, and by what. */
function scaledBy(
  node: OnnxNode | undefined,
  { constant }: GraphReader,
): { x: string; factor: number } | null {
  const [a, b] = node?.inputs ?? [];
  if (!node || a === undefined || b === undefined) return null;
  const [left, right] = [scalar(constant(a)), scalar(constant(b))];
  if (node.op === 'Div' && right !== null) return { x: a, factor: 1 / right };
  if (node.op !== 'Mul') return null;
  if (right !== null) return { x: a, factor: right };
  return left !== null ? { x: b, factor: left } : null;
}

function readReshape(node: OnnxNode, reader: GraphReader): Source {
  const x = reader.source(node.inputs[0]);
  const shape = reader.constant(node.inputs[1])?.values;
  const keepsRows = shape?.length === 2 && shape[0]! <= 0 && (shape[1] === x.features || shape[1] === -1);
  if (!keepsRows) throw unsupported(node);
  return x;
}

/** A layer of units · pieces sums, folded, of which the largest piece counts. */
function maxout(node: OnnxNode, reader: GraphReader): Source {
  const fold = reader.producer(node.inputs[0]);
  const shape = reader.constant(fold?.inputs[1])?.values;
  const sums = reader.producer(fold?.inputs[0]);
  const { axes } = node.attributes;
  const axis = Array.isArray(axes) ? axes[0] : scalar(reader.constant(node.inputs[1]));
  const isMaxout =
    fold?.op === 'Reshape' &&
    sums?.op === 'Gemm' &&
    shape?.length === 3 &&
    (axis === 2 || axis === -1) &&
    numberAttribute(node, 'keepdims', 1) === 0;
  if (!isMaxout) throw unsupported(node);
  const [, units, pieces] = shape as unknown as [number, number, number];
  requireAttributes(sums, { alpha: [1, 1], beta: [1, 1], transA: [0, 0] });
  const x = reader.source(sums.inputs[0]);
  const weights = reader.constant(sums.inputs[1]);
  if (weights?.shape.length !== 2) throw unsupported(sums);
  const rows = numberAttribute(sums, 'transB', 0) === 1 ? transpose(weights) : matrix(weights);
  if (rows.length !== x.features || rows[0]?.length !== units * pieces || pieces < 2 || pieces > 64)
    throw unsupported(node);
  const bias = sums.inputs[2]
    ? vector(reader.constant(sums.inputs[2]), units * pieces, sums)
    : Array<number>(units * pieces).fill(0);
  const name = node.about || undefined;
  return {
    id: reader.draft.add('maxout', { name, units, pieces }, [x.id], { weights: rows, bias }),
    features: units,
  };
}

function batchNorm(node: OnnxNode, reader: GraphReader): Source {
  const x = reader.source(node.inputs[0]);
  const [scale, shift, runningMean, runningVariance] = node.inputs
    .slice(1, 5)
    .map((input) => vector(reader.constant(input), x.features, node));
  if (!scale || !shift || !runningMean || !runningVariance) throw unsupported(node);
  const epsilon = numberAttribute(node, 'epsilon', 1e-5);
  const name = node.about || undefined;
  const id = reader.draft.add('batchNorm', { name, epsilon }, [x.id], {
    scale,
    shift,
    runningMean,
    runningVariance,
  });
  return { id, features: x.features };
}

function matrix({ shape, values }: Tensor): number[][] {
  const columns = shape[1]!;
  return Array.from({ length: shape[0]! }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  );
}

function transpose({ shape, values }: Tensor): number[][] {
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: columns }, (_, column) =>
    Array.from({ length: rows }, (_row, row) => values[row * columns + column]!),
  );
}

function vector(tensor: Tensor | undefined, length: number, node: OnnxNode): number[] {
  if (tensor?.values.length !== length) {
    throw new Unreadable(
      `"${describeNode(node)}" needs ${length} numbers beside its weights, but finds ${tensor ? tensor.values.length : 'none'}.`,
    );
  }
  return Array.from(tensor.values);
}
