import { z } from 'zod';
import { patienceStateSchema } from './earlyStopping';
import { metricsSchema } from './metrics';
import { areNumberRows, numbersSchema } from './numbers';

export { type Metrics, metricsSchema } from './metrics';

/** By node id and parameter name: `weights` as `[inFeatures][units]`, `bias` as `[units]`. */
export type Parameters = Record<string, Record<string, number[][] | number[]>>;

/** The same with rows that hold nothing but numbers: millions of them pass from process to process as blocks of memory. */
export type PackedParameters = Record<string, Record<string, ArrayLike<number>[] | ArrayLike<number>>>;

/** Parameters, packed or not. Whether they fit a network shows when they are laid out for it. */
export const parametersSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.custom<ArrayLike<number>[] | ArrayLike<number>>(areNumberRows, 'expected lists of numbers'),
  ),
);

/**
 * With the parameters, all that exact resume needs: the orders of the epochs and the dropout masks are functions of the
 * seed and the step, so the step alone says where every generator stands.
 */
export const checkpointSchema = z.looseObject({
  step: z.number().int().min(0),
  /** What the epoch under way has summed up so far, and the result of the last whole one. */
  epochSoFar: z.object({ loss: z.number(), rows: z.number(), correct: z.number() }).optional(),
  lastEpoch: metricsSchema.optional(),
  /** Where the learning-rate schedule and early stopping stand. */
  plateau: z.object({ best: z.number().nullable(), waited: z.number(), drops: z.number() }).optional(),
  patience: patienceStateSchema.nullable().optional(),
  /** One array for each state slot of the optimizer, each as long as all parameters together, in plan order. */
  optimizerState: z.array(numbersSchema),
});

export type Checkpoint = z.output<typeof checkpointSchema>;
