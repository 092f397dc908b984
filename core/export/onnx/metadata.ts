import { z } from 'zod';
import { columnSchema, fittedColumnSchema } from '../../data/schema';
import { metricsSchema } from '../../train/schema';

/** Key of the model's property that says what ONNX has no place for. */
export const metadataKey = 'neuroloom';

export const onnxMetadataSchema = z.looseObject({
  version: z.literal(1),
  name: z.string(),
  /** Name of the file whose rows the network learned from. */
  source: z.string(),
  columns: z.array(columnSchema),
  encoders: z.array(fittedColumnSchema),
  /** By input node: the tensor that holds its encoded columns. */
  inputs: z.array(z.object({ name: z.string(), tensor: z.string(), columns: z.array(z.string()) })),
  heads: z.array(
    z.object({
      /** Name of the model's output, and of the numbers in it. */
      output: z.string(),
      outputs: z.array(z.string()),
      /** The tensor that the loss compared, before what it takes of raw outputs itself. */
      tensor: z.string(),
      columns: z.array(z.string()),
      /** The loss node's own settings. */
      loss: z.record(z.string(), z.unknown()),
    }),
  ),
  training: z.looseObject({}),
  metrics: metricsSchema.optional(),
});

export type OnnxMetadata = z.output<typeof onnxMetadataSchema>;
