import { z } from 'zod';
import { equalShapes } from './equalShapes';
import { defineNode } from './kind';

/** Element-wise product of two or more values of equal shape: one layer gates another. */
export const multiplyNode = defineNode({
  kind: 'multiply',
  label: 'Multiply',
  family: 'merge',
  summary: 'Multiplies layers of equal width, neuron by neuron, so that one can gate another.',
  params: z.object({}),
  inputs: [{ name: 'in', label: 'Inputs', arity: 'many' }],
  outputs: [{ name: 'out', label: 'Product', arity: 'many' }],
  showsNeurons: true,
  shape: (_params, context) => equalShapes(context),
  lower(_params, context) {
    const inputs = context.inputs.in!.map((x) => x.buffer);
    const y = context.buffer('y', context.features);
    context.forward({ op: 'multiply', inputs, y });
    return {
      output: y,
      gradient(flow) {
        inputs.forEach((_, index) => {
          const dx = flow.inputGradient('in', index);
          if (!dx) return;
          const factors = inputs.filter((_other, place) => place !== index);
          const { buffer, accumulate } = dx;
          flow.backward({ op: 'scaleGradient', dy: flow.outputGradient!, factors, dx: buffer, accumulate });
        });
      },
    };
  },
});
