import { z } from 'zod';
import { initializerSchema } from '../train/initializers';
import { defineNode } from './kind';

/** Fully connected layer: y[batch, units] = x[batch, inFeatures] · W[inFeatures, units] + b[units]. */
export const denseNode = defineNode({
  kind: 'dense',
  label: 'Dense',
  family: 'linear',
  summary: 'Every unit takes a weighted sum of all inputs, plus a bias.',
  params: z.object({
    units: z
      .number()
      .int()
      .min(1)
      .max(65_536)
      .default(8)
      .meta({ title: 'Units', description: 'How many neurons the layer has: the width of its output.' }),
    bias: z
      .boolean()
      .default(true)
      .meta({ title: 'Bias', description: 'Add a learned constant to every unit.' }),
    weightInitializer: initializerSchema
      .default({ kind: 'glorotUniform' })
      .meta({ title: 'First weights', description: 'How the weights are drawn before training.' }),
    biasInitializer: initializerSchema
      .default({ kind: 'zeros' })
      .meta({ title: 'First biases', description: 'How the biases are set before training.' }),
    l1: z.number().min(0).default(0).meta({
      title: 'L1 penalty',
      description: 'Adds l1 · Σ|w| to what is minimised; drives weights to zero.',
    }),
    l2: z
      .number()
      .min(0)
      .default(0)
      .meta({ title: 'L2 penalty', description: 'Adds l2 · Σw² to what is minimised; keeps weights small.' }),
  }),
  primary: 'units',
  inputs: [{ name: 'in', label: 'Input', arity: 'one' }],
  outputs: [{ name: 'out', label: 'Output', arity: 'many' }],
  showsNeurons: true,
  shape: (params) => ({ features: params.units }),
  parameters(params, inputs) {
    const inFeatures = inputs.in?.[0]?.features;
    if (inFeatures === undefined) return [];
    const fans = { fanIn: inFeatures, fanOut: params.units };
    const weights = {
      name: 'weights',
      rows: inFeatures,
      columns: params.units,
      init: { initializer: params.weightInitializer, ...fans },
      l1: params.l1,
      l2: params.l2,
    };
    if (!params.bias) return [weights];
    const init = { initializer: params.biasInitializer, ...fans };
    return [weights, { name: 'bias', rows: 1, columns: params.units, init, l1: 0, l2: 0 }];
  },
  lower(params, context) {
    const x = context.inputs.in![0]!;
    const weights = context.parameter('weights');
    const bias = params.bias ? context.parameter('bias') : null;
    const y = context.buffer('y', params.units);
    context.forward({ op: 'dense', x: x.buffer, weights: weights.value, bias: bias?.value ?? null, y });
    return {
      output: y,
      gradient(flow) {
        const dy = flow.outputGradient!;
        flow.backward({ op: 'denseWeightGradient', x: x.buffer, dy, dWeights: weights.gradient });
        if (bias) flow.backward({ op: 'denseBiasGradient', dy, dBias: bias.gradient });
        const dx = flow.inputGradient('in');
        if (dx) {
          const { buffer, accumulate } = dx;
          flow.backward({ op: 'denseInputGradient', dy, weights: weights.value, dx: buffer, accumulate });
        }
      },
    };
  },
});
