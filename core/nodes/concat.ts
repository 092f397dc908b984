import { z } from 'zod';
import { defineNode } from './kind';

/** The inputs side by side, in the order in which they were wired. */
export const concatNode = defineNode({
  kind: 'concat',
  label: 'Concat',
  family: 'merge',
  summary: 'Puts layers side by side into one wider layer.',
  params: z.object({}),
  inputs: [{ name: 'in', label: 'Inputs', arity: 'many' }],
  outputs: [{ name: 'out', label: 'Joined', arity: 'many' }],
  showsNeurons: true,
  shape(_params, { inputs }) {
    const arrivals = inputs.in ?? [];
    if (arrivals.length === 0) return { features: null };
    return { features: arrivals.reduce((sum, arrival) => sum + arrival.features, 0) };
  },
  lower(_params, context) {
    const inputs = context.inputs.in!;
    const y = context.buffer('y', context.features);
    context.forward({ op: 'concat', inputs: inputs.map((x) => x.buffer), y });
    return {
      output: y,
      gradient(flow) {
        let column = 0;
        inputs.forEach((x, index) => {
          const dx = flow.inputGradient('in', index);
          if (dx) {
            const { buffer, accumulate } = dx;
            flow.backward({ op: 'sliceGradient', dy: flow.outputGradient!, column, dx: buffer, accumulate });
          }
          column += x.features;
        });
      },
    };
  },
});
