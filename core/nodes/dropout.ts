import { z } from 'zod';
import { defineNode } from './kind';

/** Inverted dropout (Srivastava et al., 2014): kept values are scaled by 1/(1 − rate), so prediction needs no change. */
export const dropoutNode = defineNode({
  kind: 'dropout',
  label: 'Dropout',
  family: 'regularisation',
  summary:
    'Silences a random share of the neurons at every training step, so that none becomes indispensable.',
  params: z.object({
    rate: z
      .number()
      .min(0)
      .max(0.95)
      .default(0.2)
      .meta({ title: 'Rate', description: 'Share of values set to zero while training.' }),
  }),
  primary: 'rate',
  inputs: [{ name: 'in', label: 'Input', arity: 'one' }],
  outputs: [{ name: 'out', label: 'Output', arity: 'many' }],
  showsNeurons: false,
  shape: (_params, { inputs }) => ({ features: inputs.in?.[0]?.features ?? null }),
  lower(params, context) {
    const x = context.inputs.in![0]!;
    const mask = context.buffer('mask', context.features, 'mask');
    const y = context.buffer('y', context.features);
    context.forward({ op: 'dropout', x: x.buffer, mask, y, rate: params.rate, stream: context.stream() });
    return {
      output: y,
      gradient(flow) {
        const dx = flow.inputGradient('in');
        if (!dx) return;
        const { buffer, accumulate } = dx;
        flow.backward({
          op: 'scaleGradient',
          dy: flow.outputGradient!,
          factors: [mask],
          dx: buffer,
          accumulate,
        });
      },
    };
  },
});
