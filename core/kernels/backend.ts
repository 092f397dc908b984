import type { Matrix } from '../data/prepare';
import type { BufferId } from '../plan/plan';

/** How a prediction counts as right: its largest column is the target's, or it lies on the target's side of a threshold. */
export interface AccuracyRule {
  prediction: BufferId;
  target: BufferId;
  rule: 'largest' | 'aboveHalf' | 'aboveZero';
}

/** Rows by input and target node id, all with the same number of rows. */
export type BoundData = ReadonlyMap<string, Matrix>;

export interface BatchRun {
  /** Loss of each batch before its update, weighted over the plan's losses, without penalties. */
  losses: Float64Array;
  /** Rows whose prediction was right by the accuracy rule, before each update; 0 without a rule. */
  correct: number;
}

export interface Evaluation {
  /** Over all rows given: sums where a loss is a sum, means where it is a mean. */
  loss: number;
  correct: number;
}

/**
 * Runs a plan. Rows are named by their index in the bound data; a batch is a stretch of `order`. Parameters and optimizer
 * state are one array each, laid out as in the plan.
 */
export interface Backend {
  readonly kind: 'reference' | 'wasm';
  /** Rows that `evaluate` takes at once; sums over so many at a time, or a multiple, do not depend on where they are cut. */
  readonly evaluationRows: number;
  /** Puts other rows in the place of the bound ones from row `first` on. */
  writeRows(first: number, data: BoundData): void;
  /** Parameters, then statistics, in the plan's order. */
  readParameters(): Float64Array;
  writeParameters(values: Float64Array): void;
  readOptimizerState(): Float64Array[];
  writeOptimizerState(state: readonly Float64Array[]): void;
  /**
   * Trains on the batches order[first …], batchSize rows each, the last one ends at order.length and
   * may be short. `step` is the number of updates made before, which is what dropout and bias corrections go by;
   * `learningRates` holds the rate of each of these updates, and its length says how many there are.
   */
  train(
    order: Uint32Array,
    first: number,
    batchSize: number,
    step: number,
    learningRates: Float64Array,
  ): BatchRun;
  /**
   * Loss and accuracy over the rows, without dropout. Where they are only some of `total` rows, what the rows before them gave is
   * `before`, and the result is that of all up to here, with the weight in a mean that they have among the total.
   */
  evaluate(rows: Uint32Array, total?: number, before?: Evaluation): Evaluation;
  /** Values of a buffer for these rows, without dropout: [rows, columns] row-major. */
  compute(rows: Uint32Array, buffer: BufferId): Float64Array;
  /** Values of several buffers for one row, without dropout. */
  inspect(row: number, buffers: readonly BufferId[]): Float64Array[];
}

export interface BackendOptions {
  data: BoundData;
  batchSize: number;
  seed: number;
  accuracy: AccuracyRule | null;
}
