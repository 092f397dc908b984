import type { PreparedRows } from '../data/prepare';
import type { Problem } from '../graph/problem';
import type { Backend, Evaluation } from '../kernels/backend';
import type { NodeOutput, Plan } from '../plan/plan';
import { createBatchTrainer, type Passage } from './batches';
import { judgeEpoch } from './earlyStopping';
import { type EpochOrders, stretchOf } from './epochOrder';
import { createHeldOut } from './heldOut';
import { plainNumbers } from './numbers';
import { nestParameters, packParameters } from './parameters';
import type { RowAccess } from './rowAccess';
import { epochRate, freshPlateau, notePlateau, warmUp } from './schedule';
import type { Checkpoint, Metrics, PackedParameters, Parameters } from './schema';
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
  /** Whole epochs done, their evaluation included. */
  readonly epoch: number;
  readonly stepsPerEpoch: number;
  /** Rows of an epoch; one that comes up several times counts as often. */
  readonly trainRows: number;
  /** Whether an epoch's updates are made and its held-out rows are still being evaluated; only where rows are streamed. */
  readonly evaluating: boolean;
  /** Null where `advance` has something to do at once; else it settles when that may be so. Only where rows are streamed. */
  ready(): Promise<void> | null;
  /** Settles when what is being read now is there; null where nothing is. */
  readonly reading: Promise<void> | null;
  /** Makes at most `maxSteps` updates and stops early at the end of a block, and with it of an epoch. */
  advance(maxSteps: number): Advance;
  setLearningRate(value: number): void;
  /** As JSON has them. */
  parameters(): Parameters;
  /** As JSON has it. */
  checkpoint(): Checkpoint;
  /** The same two as blocks of memory: those of a large network pass from process to process in no time. */
  packed(): { parameters: PackedParameters; checkpoint: Checkpoint };
  metrics(): Metrics;
  /** Outputs of the nodes that show neurons for one row in use, by node id; null where `fetch` has to get the row first. */
  activations(row: number): Record<string, Float32Array> | null;
  fetch(row: number): Promise<void>;
}

export interface TrainerInput {
  plan: Plan;
  backend: Backend;
  data: PreparedRows;
  rows: RowAccess;
  orders: EpochOrders;
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
  const { plan, backend, rows, orders, training, watched, countsAccuracy } = input;
  const { validation } = input.data.parts;
  const { batchSize, stepsPerEpoch } = orders;
  const sumsLoss = plan.losses.every((loss) => loss.reduction === 'sum');
  const { schedule, warmupSteps, earlyStopping } = training;
  const held = createHeldOut(backend, rows, validation, orders.starts);
  const batches = createBatchTrainer({ plan, backend, batchSize, rateOf, nameOf: input.nameOf });
  let base = training.optimizer.learningRate;
  let plateau = input.from?.plateau ?? freshPlateau;
  let patience = input.from?.patience ?? null;
  let step = input.from?.step ?? 0;
  let epochSoFar = { ...(input.from?.epochSoFar ?? nothingYet) };
  // A checkpoint may have been taken between an epoch's last update and the end of its evaluation.
  let evaluating = step > 0 && step % stepsPerEpoch === 0 && epochSoFar.rows > 0;
  let order = { epoch: 0, ...orders.of(0) };
  let passage: (Passage & { lastStep: number }) | null = null;
  let metrics: Metrics = input.from?.lastEpoch ?? { epoch: wholeEpochs(), step, ...unknownMetrics };

  function wholeEpochs(): number {
    return Math.floor((evaluating ? step - 1 : step) / stepsPerEpoch);
  }

  function orderOf(epoch: number) {
    if (order.epoch !== epoch) order = { epoch, ...orders.of(epoch) };
    return order;
  }

  /** The block to read after the last one of an epoch. */
  function firstBlockOf(epoch: number): number | null {
    return rows.streams ? orders.of(epoch).stretches[0]!.block : null;
  }

  /** The rows that the next update belongs to; null while they are being read. */
  function currentPassage(): (Passage & { lastStep: number }) | null {
    if (passage && step >= passage.firstStep && step < passage.lastStep) return passage;
    const epoch = Math.floor(step / stepsPerEpoch);
    const { stretches, rowsOf } = orderOf(epoch);
    const index = stretchOf(step % stepsPerEpoch, stretches);
    const stretch = stretches[index]!;
    const after = stretches[index + 1]?.block ?? held.firstBlock ?? firstBlockOf(epoch + 1);
    const offset = rows.bind(stretch.block, after);
    if (offset === null) return null;
    const own = rowsOf(index);
    const firstStep = epoch * stepsPerEpoch + stretch.firstBatch;
    passage = {
      rows: offset === 0 ? own : own.map((row) => row - offset),
      firstStep,
      lastStep: firstStep + Math.ceil(own.length / batchSize),
    };
    return passage;
  }

  function rateOf(update: number): number {
    const rate = epochRate(schedule, base, Math.floor(update / stepsPerEpoch), plateau);
    return warmUp(rate, update, warmupSteps);
  }

  /** Goes on evaluating the held-out rows; null while there is more to do. */
  function evaluate(): Metrics | null {
    const found = validation.length > 0 ? held.goOn(firstBlockOf(step / stepsPerEpoch)) : nothingHeld;
    return found && endEpoch(found);
  }

  function endEpoch(found: Evaluation): Metrics {
    const { loss, rows, correct } = epochSoFar;
    const isHeld = found !== nothingHeld;
    epochSoFar = { ...nothingYet };
    evaluating = false;
    metrics = {
      epoch: wholeEpochs(),
      step,
      loss: sumsLoss ? loss : loss / rows,
      validationLoss: isHeld ? found.loss : null,
      accuracy: countsAccuracy ? correct / rows : null,
      validationAccuracy: isHeld && countsAccuracy ? found.correct / validation.length : null,
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

  /** Makes updates; null while their rows are being read. */
  function train(maxSteps: number): Pick<Advance, 'losses' | 'rows' | 'problem'> | null {
    const current = currentPassage();
    if (!current) return null;
    const steps = Math.min(maxSteps, current.lastStep - step);
    const { run, problem } = batches.run(current, step, steps);
    const { losses, correct } = run;
    const firstRow = (step - current.firstStep) * batchSize;
    losses.forEach((loss, index) => {
      const batchRows = Math.min(batchSize, current.rows.length - firstRow - index * batchSize);
      epochSoFar.loss += sumsLoss ? loss : loss * batchRows;
    });
    const trained = Math.min(losses.length * batchSize, current.rows.length - firstRow);
    epochSoFar.rows += trained;
    epochSoFar.correct += correct;
    step += losses.length;
    evaluating = !problem && step % stepsPerEpoch === 0;
    return { losses, rows: trained, problem };
  }

  function checkpointWith(pack: (values: ArrayLike<number>) => ArrayLike<number>): Checkpoint {
    const best = patience?.parameters;
    return {
      step,
      optimizerState: backend.readOptimizerState().map(pack),
      epochSoFar: { ...epochSoFar },
      lastEpoch: metrics,
      plateau,
      patience: patience && best ? { ...patience, parameters: pack(best) } : patience,
    };
  }

  return {
    get step() {
      return step;
    },
    get epoch() {
      return wholeEpochs();
    },
    get evaluating() {
      return evaluating;
    },
    get reading() {
      return rows.waiting;
    },
    stepsPerEpoch,
    trainRows: orders.rows,

    ready() {
      if (!rows.streams || rows.problem) return null;
      const isThere = evaluating ? held.ready(firstBlockOf(step / stepsPerEpoch)) : currentPassage() !== null;
      return isThere ? null : rows.waiting;
    },

    advance(maxSteps) {
      const done = (!evaluating && train(maxSteps)) || nothingDone;
      const problem = done.problem ?? rows.problem;
      const epoch = evaluating && !problem ? evaluate() : null;
      const stopped = epoch && judge(epoch);
      return { ...done, epoch, stopped, problem: problem ?? rows.problem };
    },

    setLearningRate: (value) => {
      base = value;
      batches.forget();
    },
    parameters: () => nestParameters(plan, backend.readParameters()),
    checkpoint: () => checkpointWith(plainNumbers),
    packed() {
      // As exact as the backend's own numbers.
      const pack = (values: ArrayLike<number>) =>
        backend.kind === 'wasm' ? new Float32Array(values) : new Float64Array(values);
      return {
        parameters: packParameters(plan, pack(backend.readParameters())),
        checkpoint: checkpointWith(pack),
      };
    },
    metrics: () => ({ ...metrics, epoch: wholeEpochs(), step }),
    activations(row) {
      const place = rows.find(row);
      if (place === null) return null;
      const values = backend.inspect(
        place,
        watched.map((output) => output.buffer),
      );
      const byNode = watched.map(({ nodeId }, index): [string, Float32Array] => {
        // A target is shown as the data has it; in the backend it may carry the weight of its class.
        return [nodeId, Float32Array.from(rows.target(nodeId, row) ?? values[index]!)];
      });
      return Object.fromEntries(byNode);
    },
    fetch: (row) => rows.fetch(row),
  };
}

const nothingYet = { loss: 0, rows: 0, correct: 0 };

const nothingHeld: Evaluation = { loss: 0, correct: 0 };

const nothingDone = { losses: new Float64Array(), rows: 0, problem: null };

const unknownMetrics = { loss: null, validationLoss: null, accuracy: null, validationAccuracy: null };
