/** Layers with parameters, made from operators and their constants. All throw `Unreadable`. */
import { Unreadable } from '../unreadable';
import type { GraphReader, Source } from './graphReader';
import type { OnnxNode, Tensor } from './model';
import { describeNode, numberAttribute, requireAttributes, scalar, unsupported } from './operators';

export function dense(
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

/** A layer of units · pieces sums, folded, of which the largest piece counts. */
export function maxout(node: OnnxNode, reader: GraphReader): Source {
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

export function batchNorm(node: OnnxNode, reader: GraphReader): Source {
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
