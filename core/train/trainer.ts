import type { PreparedData } from '../data/prepare';
import { Pcg32, randomStreams } from '../data/random';
import type { Problem } from '../graph/problem';
import type { Backend, BatchRun } from '../kernels/backend';
import type { NodeOutput, Plan } from '../plan/plan';
import { judgeEpoch } from './earlyStopping';
import { describeNonFinite } from './nonFinite';
import { nestParameters } from './parameters';
import { epochRate, freshPlateau, notePlateau, warmUp } from './schedule';
import type { Checkpoint, Metrics, Parameters } from './schema';
import type { TrainingSettings } from './settings';

export interface Advance {
  /** Loss of each batch before its update, without penalties. */
  losses: Float64Array;
  /** Training rows that went through. */
  rows: number;
  /** The epoch's result, if one ended. */
  epoch: Metrics | null;
  /** Why training ends early though nothing failed; parameters are then those to keep. */
  stopped: string | null;
  /** Why training cannot go on; parameters are then the last ones with a finite loss. */
  problem: Problem | null;
}

export interface Trainer {
  /** Updates made so far. */
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  /** Rows of an epoch; one that comes up several times counts as often. */
  readonly trainRows: number;
  /** Makes at most `maxSteps` updates and stops early at an epoch's end. */
  advance(maxSteps: number): Advance;
  setLearningRate(value: number): void;
  parameters(): Parameters;
  checkpoint(): Checkpoint;
  metrics(): Metrics;
  /** Outputs of the nodes that show neurons for one row in use, by node id. */
  activations(row: number): Record<string, Float32Array>;
}

export interface TrainerInput {
  plan: Plan;
  backend: Backend;
  data: PreparedData;
  training: TrainingSettings;
  /** Nodes whose outputs `activations` gives. */
  watched: readonly NodeOutput[];
  /** Whether the backend counts right predictions. */
  countsAccuracy: boolean;
  /** Where an earlier run stood; null at the very start. */
  from: Checkpoint | null;
  /** What to call a node in messages. */
  nameOf(nodeId: string): string;
}

/**
 * Trains by epochs. The order of an epoch follows from the seed and the number of the epoch alone, so training that resumes at a
 * step goes through the same batches as training that never stopped.
 */
export function createTrainer(input: TrainerInput): Trainer {
  const { plan, backend, data, training, watched, countsAccuracy } = input;
  const { validation } = data.parts;
  const train = data.drawn ?? data.parts.train;
  const batchSize = Math.min(training.batchSize, train.length);
  const stepsPerEpoch = Math.ceil(train.length / batchSize);
  const targets = new Set(plan.targets.map((port) => port.nodeId));
  const sumsLoss = plan.losses.every((loss) => loss.reduction === 'sum');
  const { schedule, warmupSteps, earlyStopping } = training;
  let base = training.optimizer.learningRate;
  let plateau = input.from?.plateau ?? freshPlateau;
  let patience = input.from?.patience ?? null;
  let lastRefuge: Refuge | null = null;
  let step = input.from?.step ?? 0;
  let order = orderOfEpoch(Math.floor(step / stepsPerEpoch));
  let epochSoFar = { ...(input.from?.epochSoFar ?? nothingYet) };
  let metrics: Metrics = input.from?.lastEpoch ?? { epoch: wholeEpochs(), step, ...unknownMetrics };

  function wholeEpochs(): number {
    return Math.floor(step / stepsPerEpoch);
  }

  function orderOfEpoch(epoch: number): Uint32Array {
    if (!training.shuffle) return train;
    return new Pcg32(training.seed, randomStreams.shuffle, epoch)
      .permutation(train.length)
      .map((i) => train[i]!);
  }

  function rowsOfBatch(indexInEpoch: number): number {
    return Math.min(batchSize, train.length - indexInEpoch * batchSize);
  }

  function rateOf(update: number): number {
    const rate = epochRate(schedule, base, Math.floor(update / stepsPerEpoch), plateau);
    return warmUp(rate, update, warmupSteps);
  }

  /** Trains `steps` batches of the epoch under way, or as many as keep the loss finite. */
  function runBatches(steps: number): { run: BatchRun; problem: Problem | null } {
    const train = (from: number, count: number) => {
      const rates = Float64Array.from({ length: count }, (_, index) => rateOf(from + index));
      return backend.train(order, (from % stepsPerEpoch) * batchSize, batchSize, from, rates);
    };
    const safe = refuge();
    const run = train(step, steps);
    const bad = run.losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad < 0 && allFinite(backend.readParameters())) return { run, problem: null };
    // Training is deterministic, so the way to the last good parameters can be gone again.
    const goTo = (target: number) => {
      backend.writeParameters(safe.parameters);
      backend.writeOptimizerState(safe.state);
      return train(safe.step, target - safe.step);
    };
    const failed = step + (bad < 0 ? steps - 1 : bad);
    const keptStep = Math.max(step, failed - 1);
    if (bad >= 0) goTo(failed);
    const start = (failed % stepsPerEpoch) * batchSize;
    const rows = order.slice(start, start + batchSize);
    const at = { step: failed + 1, keptStep, learningRate: rateOf(failed) };
    const problem = describeNonFinite({ plan, backend, rows, nameOf: input.nameOf, ...at });
    const again = goTo(keptStep);
    const fresh = keptStep - step;
    return { run: { losses: again.losses.slice(again.losses.length - fresh), correct: 0 }, problem };
  }

  /**
   * A state to go back to, in the epoch under way. Copying a large network takes as long as some updates of it, so the copy is
   * renewed only now and then.
   */
  function refuge(): Refuge {
    const sameEpoch = lastRefuge && Math.floor(lastRefuge.step / stepsPerEpoch) === wholeEpochs();
    if (lastRefuge && sameEpoch && step - lastRefuge.step < refugeInterval) return lastRefuge;
    lastRefuge = { step, parameters: backend.readParameters(), state: backend.readOptimizerState() };
    return lastRefuge;
  }

  function endEpoch(): Metrics {
    const { loss, rows, correct } = epochSoFar;
    epochSoFar = { ...nothingYet };
    order = orderOfEpoch(wholeEpochs());
    const held = validation.length > 0 ? backend.evaluate(validation) : undefined;
    metrics = {
      epoch: wholeEpochs(),
      step,
      loss: sumsLoss ? loss : loss / rows,
      validationLoss: held?.loss ?? null,
      accuracy: countsAccuracy ? correct / rows : null,
      validationAccuracy: held && countsAccuracy ? held.correct / validation.length : null,
    };
    return metrics;
  }

  /** Lets the schedule and early stopping see an epoch; returns why training ends, if it does. */
  function judge(epoch: Metrics): string | null {
    plateau = notePlateau(schedule, plateau, epoch.validationLoss ?? epoch.loss!);
    const verdict = judgeEpoch(earlyStopping, patience, epoch, () => backend.readParameters());
    patience = verdict.state;
    if (verdict.reason === null) return null;
    const best = patience?.parameters;
    if (best) backend.writeParameters(Float64Array.from(best));
    return verdict.reason;
  }

  return {
    get step() {
      return step;
    },
    get epoch() {
      return wholeEpochs();
    },
    stepsPerEpoch,
    trainRows: train.length,

    advance(maxSteps) {
      const indexInEpoch = step % stepsPerEpoch;
      const steps = Math.min(maxSteps, stepsPerEpoch - indexInEpoch);
      const { run, problem } = runBatches(steps);
      let rows = 0;
      run.losses.forEach((loss, index) => {
        const batchRows = rowsOfBatch(indexInEpoch + index);
        epochSoFar.loss += sumsLoss ? loss : loss * batchRows;
        rows += batchRows;
      });
      epochSoFar.rows += rows;
      epochSoFar.correct += run.correct;
      step += run.losses.length;
      const epoch = !problem && step % stepsPerEpoch === 0 ? endEpoch() : null;
      const stopped = epoch && judge(epoch);
      return { losses: run.losses, rows, epoch, stopped, problem };
    },

    setLearningRate: (value) => {
      base = value;
      // The way from an earlier refuge would now be another.
      lastRefuge = null;
    },
    parameters: () => nestParameters(plan, backend.readParameters()),
    checkpoint: () => ({
      step,
      optimizerState: backend.readOptimizerState().map((slot) => Array.from(slot)),
      epochSoFar: { ...epochSoFar },
      lastEpoch: metrics,
      plateau,
      patience,
    }),
    metrics: () => ({ ...metrics, epoch: wholeEpochs(), step }),
    activations(row) {
      const values = backend.inspect(
        row,
        watched.map((output) => output.buffer),
      );
      const byNode = watched.map(({ nodeId }, index): [string, Float32Array] => {
        // A target is shown as the data has it; in the backend it may carry the weight of its class.
        const target = targets.has(nodeId) ? data.matrices.get(nodeId) : undefined;
        const start = row * (target?.columns ?? 0);
        const shown = target ? target.values.subarray(start, start + target.columns) : values[index]!;
        return [nodeId, Float32Array.from(shown)];
      });
      return Object.fromEntries(byNode);
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

const nothingYet = { loss: 0, rows: 0, correct: 0 };

const unknownMetrics = { loss: null, validationLoss: null, accuracy: null, validationAccuracy: null };
