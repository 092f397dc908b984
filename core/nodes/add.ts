import { z } from 'zod';
import { defineNode, formatShape } from './kind';

/** Element-wise sum of two or more values of equal shape, as in a residual connection. */
export const addNode = defineNode({
  kind: 'add',
  label: 'Add',
  family: 'merge',
  summary: 'Adds layers of equal width, neuron by neuron.',
  params: z.object({}),
  inputs: [{ name: 'in', label: 'Inputs', arity: 'many' }],
  outputs: [{ name: 'out', label: 'Sum', arity: 'many' }],
  showsNeurons: true,
  shape(_params, { name, inputs }) {
    const [first, ...rest] = inputs.in ?? [];
    if (!first) return { features: null };
    const odd = rest.find((arrival) => arrival.features !== first.features);
    if (!odd) return { features: first.features };
    return {
      problem: {
        code: 'shape.mismatch',
        port: 'in',
        message: `"${name}" needs equal shapes, but "${first.nodeName}" gives ${formatShape(first.features)} and "${odd.nodeName}" gives ${formatShape(odd.features)}.`,
        hint: `Give both the same number of units, or join them with Concat.`,
      },
    };
  },
  lower(_params, context) {
    const inputs = context.inputs.in!;
    const y = context.buffer('y', context.features);
    context.forward({ op: 'add', inputs: inputs.map((x) => x.buffer), y });
    return {
      output: y,
      gradient(flow) {
        inputs.forEach((_, index) => {
          const dx = flow.inputGradient('in', index);
          if (!dx) return;
          const { buffer, accumulate } = dx;
          flow.backward({ op: 'copyGradient', dy: flow.outputGradient!, dx: buffer, accumulate });
        });
      },
    };
  },
  typescript(_params, writer) {
    const [first, ...rest] = writer.inputs('in');
    if (rest.length === 0) return first!;
    const sum = ['value', ...rest.map((name) => `${name}[i]!`)].join(' + ');
    return `${first}.map((value, i) => ${sum})`;
  },
});
