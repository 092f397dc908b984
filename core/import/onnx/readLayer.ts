import { Unreadable } from '../unreadable';
import { composedActivation } from './composedActivations';
import type { GraphReader, Source } from './graphReader';
import { batchNorm, dense, maxout } from './learnedLayers';
import type { OnnxNode } from './model';
import {
  describeNode,
  isAbout,
  numberAttribute,
  plainActivations,
  requireAttributes,
  scalar,
  unsupported,
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
    case 'Mul': {
      const composed = composedActivation(node, reader);
      if (composed) return activation(source(composed.of), composed.function);
      if (node.inputs.some((input) => constant(input))) throw unsupported(node);
      return merge('multiply', node, reader);
    }
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

function readReshape(node: OnnxNode, reader: GraphReader): Source {
  const x = reader.source(node.inputs[0]);
  const shape = reader.constant(node.inputs[1])?.values;
  const keepsRows = shape?.length === 2 && shape[0]! <= 0 && (shape[1] === x.features || shape[1] === -1);
  if (!keepsRows) throw unsupported(node);
  return x;
}
