/** Activations that ONNX writes as several operators. */
import type { GraphReader } from './graphReader';
import type { OnnxNode } from './model';
import { isAbout, scalar } from './operators';

/** The activation that a product comes to with the operators before it, and the tensor it is of; null where it is another product. */
export function composedActivation(
  node: OnnxNode,
  reader: GraphReader,
): { function: 'swish' | 'scaledTanh' | 'gelu'; of: string } | null {
  const { producer, constant } = reader;
  for (const [one, other] of [node.inputs, node.inputs.toReversed()] as [string, string][]) {
    const before = producer(one);
    // x · sigmoid(x)
    if (producer(other)?.op === 'Sigmoid' && producer(other)!.inputs[0] === one)
      return { function: 'swish', of: one };
    // 1.7159 · tanh(2/3 · x)
    if (before?.op === 'Tanh' && isAbout(scalar(constant(other)), 1.7159)) {
      const scaled = scaledBy(producer(before.inputs[0]), reader);
      if (scaled && isAbout(scaled.factor, 2 / 3)) return { function: 'scaledTanh', of: scaled.x };
    }
    const bent = geluInput(one, other, reader);
    if (bent !== null) return { function: 'gelu', of: bent };
  }
  return null;
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
