import { z } from 'zod';

const value = z.number().nullable();

/**
 * The way that led to trained values, as a plot shows it: the losses of some updates, the smallest and largest of every stretch among
 * them, and the results of whole epochs. Bounded, however long training went on.
 */
export const historySchema = z
  .looseObject({
    /** The update it reaches to: that of the metrics beside it, or it is another run's. */
    step: z.number().int().min(0),
    stepsPerEpoch: z.number().int().min(0),
    /** Ascending, from 1. */
    steps: z.array(z.number()),
    /** Of each of these updates; null where it was not a number. */
    losses: z.array(value),
    /** One entry for each epoch that is kept, in every list. */
    epochs: z.object({
      epochs: z.array(z.number()),
      loss: z.array(value),
      validationLoss: z.array(value),
      accuracy: z.array(value),
      validationAccuracy: z.array(value),
    }),
  })
  .refine(
    ({ step, steps, losses, epochs }) =>
      steps.length === losses.length &&
      (steps.at(-1) ?? 0) <= step &&
      isAscending(steps) &&
      isAscending(epochs.epochs) &&
      Object.values(epochs).every(({ length }) => length === epochs.epochs.length),
    'lists that do not fit together',
  );

export type SavedHistory = z.output<typeof historySchema>;

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || number > numbers[index - 1]!);
}
