import { z } from 'zod';
import { activationFunctions } from './activationFunctions';
import { defineNode } from './kind';

/** Applies one function to every element; softmax turns each row into probabilities. */
export const activationNode = defineNode({
  kind: 'activation',
  label: 'Activation',
  family: 'activation',
  summary: 'Bends the signal: applies one function to every neuron of the layer before it.',
  params: z.object({
    function: z
      .enum(activationFunctions)
      .default('tanh')
      .meta({ title: 'Function', description: 'What is done to every value; softmax makes a row sum to 1.' }),
    negativeSlope: z
      .number()
      .default(0.01)
      .meta({
        title: 'Negative slope',
        description: 'Slope left of zero.',
        when: { field: 'function', is: ['leakyRelu'] },
      }),
  }),
  primary: 'function',
  inputs: [{ name: 'in', label: 'Input', arity: 'one' }],
  outputs: [{ name: 'out', label: 'Output', arity: 'many' }],
  showsNeurons: true,
  shape: (_params, { inputs }) => ({ features: inputs.in?.[0]?.features ?? null }),
  lower(params, context) {
    const x = context.inputs.in![0]!;
    const y = context.buffer('y', context.features);
    const shared = { function: params.function, negativeSlope: params.negativeSlope, x: x.buffer, y };
    context.forward({ op: 'activation', ...shared });
    return {
      output: y,
      gradient(flow) {
        const dx = flow.inputGradient('in');
        if (!dx) return;
        const { buffer, accumulate } = dx;
        flow.backward({
          op: 'activationGradient',
          ...shared,
          dy: flow.outputGradient!,
          dx: buffer,
          accumulate,
        });
      },
    };
  },
});
