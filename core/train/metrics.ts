import { z } from 'zod';

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
