import { z } from 'zod';
import type { Metrics } from './metrics';
import { numbersSchema } from './numbers';

const options = {
  patience: z
    .number()
    .int()
    .min(1)
    .default(20)
    .meta({ title: 'Patience', description: 'Epochs without a better loss before training ends.' }),
  minimumChange: z.number().min(0).default(0).meta({
    title: 'Minimum change',
    description: 'A loss counts as better when it is lower by more than this.',
  }),
  restoreBest: z
    .boolean()
    .default(true)
    .meta({ title: 'Restore the best', description: 'End with the parameters of the best epoch.' }),
};

/** When training ends before its last epoch. */
export const earlyStoppingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('validationLoss'), ...options }),
  z.object({ kind: z.literal('trainingLoss'), ...options }),
]);

export type EarlyStopping = z.output<typeof earlyStoppingSchema>;

export const patienceStateSchema = z.object({
  best: z.number(),
  bestEpoch: z.number().int(),
  /** Epochs since the best one. */
  waited: z.number().int(),
  /** Parameters of the best epoch, in plan order, where they are to be restored. */
  parameters: numbersSchema.nullable(),
});

export type PatienceState = z.output<typeof patienceStateSchema>;

export interface Verdict {
  state: PatienceState | null;
  /** Why training ends here; null to go on. */
  reason: string | null;
}

/** Judges an epoch. `parameters` is asked for only when this epoch is the best so far and may be restored. */
export function judgeEpoch(
  rule: EarlyStopping,
  state: PatienceState | null,
  metrics: Metrics,
  parameters: () => Float64Array,
): Verdict {
  if (rule.kind === 'off') return { state: null, reason: null };
  const loss = rule.kind === 'validationLoss' ? metrics.validationLoss : metrics.loss;
  // Without held-out rows there is no validation loss to wait for.
  if (loss === null) return { state, reason: null };
  if (state === null || loss < state.best - rule.minimumChange) {
    const kept = rule.restoreBest ? parameters() : null;
    return { state: { best: loss, bestEpoch: metrics.epoch, waited: 0, parameters: kept }, reason: null };
  }
  const waited = state.waited + 1;
  const reason =
    waited < rule.patience
      ? null
      : `No better ${rule.kind === 'validationLoss' ? 'validation' : 'training'} loss for ${waited} epochs; the best was ${state.best.toPrecision(4)} at epoch ${state.bestEpoch}.`;
  return { state: { ...state, waited }, reason };
}
