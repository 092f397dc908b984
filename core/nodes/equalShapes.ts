import { formatShape, type ShapeContext, type ShapeResult } from './kind';

/** The shape rule of nodes that join equal shapes neuron by neuron. */
export function equalShapes({ name, inputs }: ShapeContext): ShapeResult {
  const [first, ...rest] = inputs.in ?? [];
  if (!first) return { features: null };
  const odd = rest.find((arrival) => arrival.features !== first.features);
  if (!odd) return { features: first.features };
  return {
    problem: {
      code: 'shape.mismatch',
      port: 'in',
      message: `"${name}" needs equal shapes, but "${first.nodeName}" gives ${formatShape(first.features)} and "${odd.nodeName}" gives ${formatShape(odd.features)}.`,
      hint: 'Give both the same number of units, or join them with Concat.',
    },
  };
}
