import type { PreparedData } from '../data/prepare';
import { Pcg32, randomStreams } from '../data/random';
import type { Problem } from '../graph/problem';
import type { Backend } from '../kernels/backend';
import type { NodeOutput, Plan } from '../plan/plan';
import { nestParameters } from './parameters';
import type { Checkpoint, Metrics, Parameters } from './schema';
import type { TrainingSettings } from './settings';

export interface Advance {
  /** Loss of each batch before its update, without penalties. */
  losses: Float64Array;
  /** Training rows that went through. */
  rows: number;
  /** The epoch's result, if one ended. */
  epoch: Metrics | null;
  /** Why training cannot go on; parameters are then those of before this call. */
  problem: Problem | null;
}

export interface Trainer {
  /** Updates made so far. */
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
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
}

/**
 * Trains by epochs. The order of an epoch follows from the seed and the number of the epoch alone, so training that resumes at a
 * step goes through the same batches as training that never stopped.
 */
export function createTrainer(input: TrainerInput): Trainer {
  const { plan, backend, data, training, watched, countsAccuracy } = input;
  const { train, validation } = data.parts;
  const batchSize = Math.min(training.batchSize, train.length);
  const stepsPerEpoch = Math.ceil(train.length / batchSize);
  const sumsLoss = plan.losses.every((loss) => loss.reduction === 'sum');
  let { learningRate } = training.optimizer;
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
      const before = { parameters: backend.readParameters(), state: backend.readOptimizerState() };
      const rates = new Float64Array(steps).fill(learningRate);
      const run = backend.train(order, indexInEpoch * batchSize, batchSize, step, rates);
      const bad = run.losses.findIndex((loss) => !Number.isFinite(loss));
      if (bad >= 0 || !backend.readParameters().every(Number.isFinite)) {
        backend.writeParameters(before.parameters);
        backend.writeOptimizerState(before.state);
        const at = step + (bad >= 0 ? bad : steps) + 1;
        return {
          losses: new Float64Array(0),
          rows: 0,
          epoch: null,
          problem: nonFinite(at, learningRate, step),
        };
      }
      let rows = 0;
      run.losses.forEach((loss, index) => {
        const batchRows = rowsOfBatch(indexInEpoch + index);
        epochSoFar.loss += sumsLoss ? loss : loss * batchRows;
        rows += batchRows;
      });
      epochSoFar.rows += rows;
      epochSoFar.correct += run.correct;
      step += steps;
      const epoch = step % stepsPerEpoch === 0 ? endEpoch() : null;
      return { losses: run.losses, rows, epoch, problem: null };
    },

    setLearningRate: (value) => {
      learningRate = value;
    },
    parameters: () => nestParameters(plan, backend.readParameters()),
    checkpoint: () => ({
      step,
      optimizerState: backend.readOptimizerState().map((slot) => Array.from(slot)),
      epochSoFar: { ...epochSoFar },
      lastEpoch: metrics,
    }),
    metrics: () => ({ ...metrics, epoch: wholeEpochs(), step }),
    activations(row) {
      const values = backend.inspect(
        row,
        watched.map((output) => output.buffer),
      );
      return Object.fromEntries(
        watched.map((output, index) => [output.nodeId, Float32Array.from(values[index]!)]),
      );
    },
  };
}

const nothingYet = { loss: 0, rows: 0, correct: 0 };

const unknownMetrics = { loss: null, validationLoss: null, accuracy: null, validationAccuracy: null };

function nonFinite(step: number, learningRate: number, goodStep: number): Problem {
  return {
    code: 'train.nonFinite',
    message: `The loss stopped being a finite number at step ${step.toLocaleString('en-US')} with the learning rate ${learningRate}. The parameters of step ${goodStep.toLocaleString('en-US')} are kept.`,
    hint: 'Lower the learning rate, scale the columns, or clip the gradient norm.',
  };
}
