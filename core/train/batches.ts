import type { Problem } from '../graph/problem';
import type { Backend, BatchRun } from '../kernels/backend';
import type { Plan } from '../plan/plan';
import { describeNonFinite } from './nonFinite';

/** Rows that are trained on one after another, as the backend counts them. */
export interface Passage {
  rows: Uint32Array;
  /** Updates made before its first batch, counted from the very first one. */
  firstStep: number;
}

export interface BatchTrainerInput {
  plan: Plan;
  backend: Backend;
  batchSize: number;
  /** The learning rate after so many updates. */
  rateOf(step: number): number;
  /** What to call a node in messages. */
  nameOf(nodeId: string): string;
}

/** Trains batches and goes back to the last good parameters where a loss stops being a finite number. */
export function createBatchTrainer({ plan, backend, batchSize, rateOf, nameOf }: BatchTrainerInput) {
  let lastRefuge: Refuge | null = null;

  function train({ rows, firstStep }: Passage, from: number, count: number): BatchRun {
    const rates = Float64Array.from({ length: count }, (_, index) => rateOf(from + index));
    return backend.train(rows, (from - firstStep) * batchSize, batchSize, from, rates);
  }

  /**
   * A state to go back to, in the passage under way. Copying a large network takes as long as some updates of it, so the copy is
   * renewed only now and then.
   */
  function refuge(step: number, { firstStep }: Passage): Refuge {
    const isHere = lastRefuge && lastRefuge.step >= firstStep;
    if (lastRefuge && isHere && step - lastRefuge.step < refugeInterval) return lastRefuge;
    lastRefuge = { step, parameters: backend.readParameters(), state: backend.readOptimizerState() };
    return lastRefuge;
  }

  return {
    /** Trains `steps` batches from `step` on, or as many as keep the loss finite. */
    run(passage: Passage, step: number, steps: number): { run: BatchRun; problem: Problem | null } {
      const safe = refuge(step, passage);
      const run = train(passage, step, steps);
      const bad = run.losses.findIndex((loss) => !Number.isFinite(loss));
      if (bad < 0 && allFinite(backend.readParameters())) return { run, problem: null };
      // Training is deterministic, so the way to the last good parameters can be gone again.
      const goTo = (target: number) => {
        backend.writeParameters(safe.parameters);
        backend.writeOptimizerState(safe.state);
        return train(passage, safe.step, target - safe.step);
      };
      const failed = step + (bad < 0 ? steps - 1 : bad);
      const keptStep = Math.max(step, failed - 1);
      if (bad >= 0) goTo(failed);
      const start = (failed - passage.firstStep) * batchSize;
      const rows = passage.rows.slice(start, start + batchSize);
      const at = { step: failed + 1, keptStep, learningRate: rateOf(failed) };
      const problem = describeNonFinite({ plan, backend, rows, nameOf, ...at });
      const again = goTo(keptStep);
      const fresh = keptStep - step;
      return { run: { losses: again.losses.slice(again.losses.length - fresh), correct: 0 }, problem };
    },

    /** To be called when the way from an earlier state would now be another. */
    forget(): void {
      lastRefuge = null;
    },
  };
}

interface Refuge {
  step: number;
  parameters: Float64Array;
  state: Float64Array[];
}

/** Updates between two copies of the state. */
const refugeInterval = 64;

/** NaN and infinities survive a multiplication by zero. */
function allFinite(values: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return sum === 0;
}
