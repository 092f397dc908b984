import { z } from 'zod';

/** By node id and parameter name: `weights` as `[inFeatures][units]`, `bias` as `[units]`. */
export const parametersSchema = z.record(
  z.string(),
  z.record(z.string(), z.union([z.array(z.array(z.number())), z.array(z.number())])),
);

export type Parameters = z.output<typeof parametersSchema>;

export const metricsSchema = z.looseObject({
  epoch: z.number().int().min(0),
  step: z.number().int().min(0),
  /** Mean loss over the training rows of the last whole epoch, without penalties. */
  loss: z.number().nullable(),
  validationLoss: z.number().nullable().default(null),
  /** Share of rows whose class was right, 0…1; null where the target is not a class. */
  accuracy: z.number().nullable().default(null),
  validationAccuracy: z.number().nullable().default(null),
});

export type Metrics = z.output<typeof metricsSchema>;

/**
 * With the parameters, all that exact resume needs: the orders of the epochs and the dropout masks are functions of the
 * seed and the step, so the step alone says where every generator stands.
 */
export const checkpointSchema = z.looseObject({
  step: z.number().int().min(0),
  /** What the epoch under way has summed up so far, and the result of the last whole one. */
  epochSoFar: z.object({ loss: z.number(), rows: z.number(), correct: z.number() }).optional(),
  lastEpoch: metricsSchema.optional(),
  /** One array for each state slot of the optimizer, each as long as all parameters together, in plan order. */
  optimizerState: z.array(z.array(z.number())),
});

export type Checkpoint = z.output<typeof checkpointSchema>;
