import { z } from 'zod';

export const onnxOptions = z.object({
  inputs: z.enum(['matrix', 'columns']).default('matrix').meta({
    title: 'Inputs',
    description:
      'Matrix: one input with a number for each column, a category as its place in its list. Columns: an input for each, categories as text; needs a runtime with the operators of ai.onnx.ml, which ONNX Runtime has.',
  }),
});

export type OnnxOptions = z.output<typeof onnxOptions>;
