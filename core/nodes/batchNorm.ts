import { z } from 'zod';
import { defineNode } from './kind';

/**
 * Ioffe and Szegedy (2015): every feature is brought to mean 0 and variance 1 over the batch, then scaled and shifted by learned
 * numbers. Predictions use running statistics in place of the batch's.
 */
export const batchNormNode = defineNode({
  kind: 'batchNorm',
  label: 'Batch norm',
  family: 'regularisation',
  summary: 'Keeps every neuron in a steady range over the batch, so that deep networks learn faster.',
  params: z.object({
    momentum: z
      .number()
      .gt(0)
      .max(1)
      .default(0.1)
      .meta({ title: 'Momentum', description: 'How far the running statistics move towards each batch.' }),
    epsilon: z
      .number()
      .positive()
      .default(1e-5)
      .meta({ title: 'Epsilon', description: 'Added to the variance, to keep the division away from zero.' }),
  }),
  inputs: [{ name: 'in', label: 'Input', arity: 'one' }],
  outputs: [{ name: 'out', label: 'Output', arity: 'many' }],
  showsNeurons: true,
  shape: (_params, { inputs }) => ({ features: inputs.in?.[0]?.features ?? null }),
  parameters(_params, inputs) {
    const columns = inputs.in?.[0]?.features;
    if (columns === undefined) return [];
    const fans = { fanIn: columns, fanOut: columns };
    const shape = { rows: 1, columns, l1: 0, l2: 0 };
    return [
      { name: 'scale', ...shape, init: { initializer: { kind: 'ones' }, ...fans } },
      { name: 'shift', ...shape, init: { initializer: { kind: 'zeros' }, ...fans } },
    ];
  },
  lower(params, context) {
    const x = context.inputs.in![0]!.buffer;
    const scale = context.parameter('scale');
    const shift = context.parameter('shift');
    const runningMean = context.statistic('runningMean', 0);
    const runningVariance = context.statistic('runningVariance', 1);
    const normalized = context.buffer('normalized', context.features);
    const y = context.buffer('y', context.features);
    const { momentum, epsilon } = params;
    const statistics = { runningMean, runningVariance, momentum, epsilon };
    context.forward({
      op: 'batchNorm',
      x,
      scale: scale.value,
      shift: shift.value,
      normalized,
      y,
      ...statistics,
    });
    return {
      output: y,
      gradient(flow) {
        const dy = flow.outputGradient!;
        const learned = { dScale: scale.gradient, dShift: shift.gradient };
        flow.backward({ op: 'batchNormParameterGradient', normalized, dy, ...learned });
        const dx = flow.inputGradient('in');
        if (!dx) return;
        const { buffer, accumulate } = dx;
        const ends = { dy, dx: buffer, accumulate };
        flow.backward({ op: 'batchNormGradient', x, scale: scale.value, normalized, epsilon, ...ends });
      },
    };
  },
});
