import { z } from 'zod';
import { equalShapes } from './equalShapes';
import { defineNode } from './kind';

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
  shape: (_params, context) => equalShapes(context),
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
});
