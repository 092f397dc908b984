import type { BufferId, UpdateStep } from '../../plan/plan';
import { addPenalty, clipNorm, clipValue, optimize } from './optimizers';

export interface UpdateContext {
  view(id: BufferId): Float64Array;
  parameters: Float64Array;
  gradients: Float64Array;
  state: readonly Float64Array[];
  /** Number of this update, from 1. */
  step: number;
  learningRate: number;
}

/** Runs one update step over all parameters. */
export function runUpdate(update: UpdateStep, context: UpdateContext): void {
  switch (update.op) {
    case 'penalty':
      addPenalty(context.view(update.value), context.view(update.gradient), update.l1, update.l2);
      return;
    case 'clipValue':
      clipValue(context.gradients, update.maxValue);
      return;
    case 'clipNorm':
      clipNorm(context.gradients, update.maxNorm);
      return;
    case 'optimize': {
      const { parameters, gradients, state, step, learningRate } = context;
      optimize(update.optimizer, parameters, gradients, state, step, learningRate);
      return;
    }
    default:
      throw update satisfies never;
  }
}
