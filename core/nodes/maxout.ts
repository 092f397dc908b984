import { z } from 'zod';
import { initializerSchema } from '../train/initializers';
import { defineNode } from './kind';

/**
 * Goodfellow et al. (2013): each unit is the largest of `pieces` weighted sums.
 * y[batch, units] = max over pieces of x[batch, inFeatures] · W + b, with W[inFeatures, units · pieces], a unit's pieces side by side.
 */
export const maxoutNode = defineNode({
  kind: 'maxout',
  label: 'Maxout',
  family: 'linear',
  summary: 'Every unit takes the largest of several weighted sums: a layer that learns its own activation.',
  params: z.object({
    units: z
      .number()
      .int()
      .min(1)
      .max(65_536)
      .default(8)
      .meta({ title: 'Units', description: 'How many neurons the layer has: the width of its output.' }),
    pieces: z
      .number()
      .int()
      .min(2)
      .max(64)
      .default(2)
      .meta({ title: 'Pieces', description: 'Weighted sums per unit, of which the largest counts.' }),
    weightInitializer: initializerSchema
      .default({ kind: 'glorotUniform' })
      .meta({ title: 'First weights', description: 'How the weights are drawn before training.' }),
    biasInitializer: initializerSchema
      .default({ kind: 'zeros' })
      .meta({ title: 'First biases', description: 'How the biases are set before training.' }),
  }),
  primary: 'units',
  inputs: [{ name: 'in', label: 'Input', arity: 'one' }],
  outputs: [{ name: 'out', label: 'Output', arity: 'many' }],
  showsNeurons: true,
  shape: (params) => ({ features: params.units }),
  parameters(params, inputs) {
    const fanIn = inputs.in?.[0]?.features;
    if (fanIn === undefined) return [];
    const columns = params.units * params.pieces;
    const fans = { fanIn, fanOut: params.units };
    const none = { l1: 0, l2: 0 };
    const init = { initializer: params.weightInitializer, ...fans };
    const biasInit = { initializer: params.biasInitializer, ...fans };
    return [
      { name: 'weights', rows: fanIn, columns, init, ...none },
      { name: 'bias', rows: 1, columns, init: biasInit, ...none },
    ];
  },
  lower(params, context) {
    const x = context.inputs.in![0]!;
    const { pieces } = params;
    const weights = context.parameter('weights');
    const bias = context.parameter('bias');
    const sums = context.buffer('sums', params.units * pieces);
    const y = context.buffer('y', params.units);
    context.forward({ op: 'dense', x: x.buffer, weights: weights.value, bias: bias.value, y: sums });
    context.forward({ op: 'largestPiece', x: sums, y, pieces });
    return {
      output: y,
      gradient(flow) {
        const dSums = flow.scratch('sums', params.units * pieces);
        const dy = flow.outputGradient!;
        flow.backward({ op: 'largestPieceGradient', x: sums, dy, dx: dSums, pieces, accumulate: false });
        flow.backward({ op: 'denseWeightGradient', x: x.buffer, dy: dSums, dWeights: weights.gradient });
        flow.backward({ op: 'denseBiasGradient', dy: dSums, dBias: bias.gradient });
        const dx = flow.inputGradient('in');
        if (!dx) return;
        const { buffer, accumulate } = dx;
        flow.backward({
          op: 'denseInputGradient',
          dy: dSums,
          weights: weights.value,
          dx: buffer,
          accumulate,
        });
      },
    };
  },
});
