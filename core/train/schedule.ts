import { z } from 'zod';

const factor = (value: number) =>
  z
    .number()
    .gt(0)
    .lt(1)
    .default(value)
    .meta({ title: 'Factor', description: 'What the learning rate is multiplied with.' });
const minimum = () =>
  z
    .number()
    .min(0)
    .default(0)
    .meta({ title: 'Minimum', description: 'The learning rate never falls below this.' });
const epochs = (value: number, title: string, description: string) =>
  z.number().int().min(1).default(value).meta({ title, description });

/** How the learning rate changes from epoch to epoch; the rules of PyTorch's schedulers of like names. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('constant') }),
  z.object({
    kind: z.literal('step'),
    every: epochs(30, 'Every', 'Epochs between two drops.'),
    factor: factor(0.1),
  }),
  z.object({ kind: z.literal('exponential'), factor: factor(0.99) }),
  z.object({
    kind: z.literal('cosine'),
    epochs: epochs(100, 'Epochs', 'Length of the half wave from the full rate to the minimum.'),
    minimum: minimum(),
  }),
  z.object({
    kind: z.literal('reduceOnPlateau'),
    patience: epochs(10, 'Patience', 'Epochs without a better loss before the rate drops.'),
    factor: factor(0.1),
    minimum: minimum(),
  }),
]);

export type Schedule = z.output<typeof scheduleSchema>;

/** What a schedule remembers between epochs. */
export interface PlateauState {
  best: number | null;
  /** Epochs since the best one. */
  waited: number;
  /** How often the rate has dropped. */
  drops: number;
}

export const freshPlateau: PlateauState = { best: null, waited: 0, drops: 0 };

/** The learning rate of an epoch, counted from 0, before warm-up. */
export function epochRate(schedule: Schedule, base: number, epoch: number, plateau: PlateauState): number {
  switch (schedule.kind) {
    case 'constant':
      return base;
    case 'step':
      return base * schedule.factor ** Math.floor(epoch / schedule.every);
    case 'exponential':
      return base * schedule.factor ** epoch;
    case 'cosine': {
      const part = Math.min(epoch / schedule.epochs, 1);
      return schedule.minimum + ((base - schedule.minimum) * (1 + Math.cos(Math.PI * part))) / 2;
    }
    case 'reduceOnPlateau':
      return Math.max(base * schedule.factor ** plateau.drops, schedule.minimum);
    default:
      throw schedule satisfies never;
  }
}

/** The rate rises in equal parts over the first `warmupSteps` updates; `step` counts updates made before. */
export function warmUp(rate: number, step: number, warmupSteps: number): number {
  return step < warmupSteps ? (rate * (step + 1)) / warmupSteps : rate;
}

/** Takes note of an epoch's loss. Better means lower by more than a ten-thousandth, as in PyTorch. */
export function notePlateau(schedule: Schedule, state: PlateauState, loss: number): PlateauState {
  if (schedule.kind !== 'reduceOnPlateau') return state;
  if (state.best === null || loss < state.best * (1 - 1e-4)) return { ...state, best: loss, waited: 0 };
  const waited = state.waited + 1;
  if (waited <= schedule.patience) return { ...state, waited };
  return { ...state, waited: 0, drops: state.drops + 1 };
}
