import { z } from 'zod';
import type { ColumnPreview } from './data/preview';
import { type RowPage, rowQuerySchema } from './data/query';
import type { RowPart } from './data/rowPart';
import { datasetSchema, type FittedColumn, fittedColumnSchema } from './data/schema';
import type { DataSource } from './data/source';
import type { SplitPreview } from './data/standings';
import type { ColumnSummary, Misfit } from './data/summary';
import type { ExportPreview } from './export/exportFile';
import type { Verification } from './export/verification';
import { numberPartSchema } from './graph/numberInbox';
import type { Problem } from './graph/problem';
import { graphSchema } from './graph/schema';
import {
  type Checkpoint,
  checkpointSchema,
  type Metrics,
  metricsSchema,
  type PackedParameters,
  parametersSchema,
} from './train/schema';
import { trainingSchema } from './train/settings';

/**
 * What the window and the engine say to each other over their own port: plain data only. Every event of a run carries
 * its `runId`; the window drops those of runs that are over.
 */

const runId = z.string().min(1);
const requestId = z.number().int();
const pace = z.number().positive().nullable();
/** Where the numbers of a command are many, they have come before, in `numbers` commands with this id. */
const numbers = z.int().optional();

export const engineCommandSchema = z.discriminatedUnion('type', [
  /** Starts a run. From `parameters` and `checkpoint` where given (exact resume), else from the seed. */
  z.object({
    type: z.literal('start'),
    runId,
    graph: graphSchema,
    dataset: datasetSchema,
    training: trainingSchema,
    dataId: z.string(),
    parameters: parametersSchema.nullable(),
    checkpoint: checkpointSchema.nullable(),
    numbers,
    /** Train until this many epochs stand, counted from the very first step. */
    untilEpoch: z.number().int().min(1),
    /** Epochs a second at the most, so that a quick network can be watched; null for flat out. */
    epochsPerSecond: pace.optional(),
    /** Stand still after set-up, to be moved by `step` or `resume`. */
    paused: z.boolean(),
    /** Index among the rows in use whose activations are shown. */
    watchRow: z.number().int().min(0),
  }),
  z.object({ type: z.literal('pause'), runId }),
  z.object({ type: z.literal('resume'), runId }),
  /** While paused: makes this many updates, then stands still again. */
  z.object({ type: z.literal('step'), runId, steps: z.number().int().min(1) }),
  /** Ends the run; its parameters come back once more in a `checkpoint` event. */
  z.object({ type: z.literal('stop'), runId }),
  z.object({ type: z.literal('setLearningRate'), runId, learningRate: z.number().positive() }),
  /** How many epochs a second at the most; null for flat out. */
  z.object({ type: z.literal('setPace'), runId, epochsPerSecond: pace }),
  z.object({ type: z.literal('watchRow'), runId, row: z.number().int().min(0) }),
  /** Part of the numbers of a command that follows; the engine puts them back with `attachNumbers`. */
  numberPartSchema.extend({ type: z.literal('numbers') }),
  /** The window has taken in a part of a checkpoint's numbers, and is ready for another. */
  z.object({ type: z.literal('numbersTaken'), runId }),
  /** The window has drawn this frame and can take the next. */
  z.object({ type: z.literal('frameShown'), runId, sequence: z.number().int() }),
  /** Predictions for every row of the data set that can be encoded; of one that is streamed, for a page from `firstRow` on. */
  z.object({
    type: z.literal('predict'),
    requestId,
    firstRow: z.number().int().min(0).optional(),
    graph: graphSchema,
    dataset: datasetSchema,
    training: trainingSchema,
    dataId: z.string(),
    parameters: parametersSchema,
    numbers,
  }),
  /** The trained network in another format, run and compared with the engine before it is given out. */
  z.object({
    type: z.literal('export'),
    requestId,
    name: z.string(),
    graph: graphSchema,
    dataset: datasetSchema,
    training: trainingSchema,
    parameters: parametersSchema,
    numbers,
    encoders: z.array(fittedColumnSchema).optional(),
    metrics: metricsSchema.optional(),
    format: z.string(),
    options: z.record(z.string(), z.unknown()),
  }),
  /** Bytes `start` to `end` of a file of the last export, which was answered under `exportId`. */
  z.object({
    type: z.literal('readExport'),
    requestId,
    exportId: z.number().int(),
    file: z.number().int().min(0),
    start: z.number().int().min(0),
    end: z.number().int().min(0),
  }),
  /** One page of the table: filtered, searched and sorted as asked. */
  z.object({ type: z.literal('queryRows'), requestId, dataId: z.string(), query: rowQuerySchema }),
  /** What a column would become if it were prepared like this, before anything is changed. */
  z.object({
    type: z.literal('previewColumn'),
    requestId,
    dataId: z.string(),
    graph: graphSchema,
    /** With the column as it would be. */
    dataset: datasetSchema,
    seed: z.number().int(),
    column: z.string(),
  }),
  /** How many rows of which class each part of the split holds. */
  z.object({
    type: z.literal('previewSplit'),
    requestId,
    dataId: z.string(),
    graph: graphSchema,
    dataset: datasetSchema,
    seed: z.number().int(),
  }),
]);

export type EngineCommand = z.output<typeof engineCommandSchema>;
export type CommandOf<T extends EngineCommand['type']> = Extract<EngineCommand, { type: T }>;

export type RunState = 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

export interface EpochResult extends Metrics {
  elapsedMs: number;
}

export type { RowPart };

export interface Predictions {
  /** Line order as in the file: index of each predicted row in the table. */
  rows: Uint32Array;
  parts: RowPart[];
  heads: PredictionHead[];
  /** Where these are a page of the rows in use: its first one among them, how many a page has, and how many there are. */
  page?: { first: number; size: number; total: number };
}

/** What one loss's prediction says, decoded. */
export interface PredictionHead {
  nodeId: string;
  /** Target columns, in order. */
  columns: string[];
  /** Names of the outputs: classes for a category, the column for a number. */
  outputNames: string[];
  /** [rows, outputs] row-major: probabilities for classes, values in the column's own units for numbers. */
  values: Float64Array;
  /** Predicted class or number as text, by row. */
  decoded: string[];
  /** What stands in the file, in the same words: labels of categories, true and false. */
  actual: string[];
}

export type EngineEvent =
  | { type: 'ready' }
  | {
      type: 'started';
      runId: string;
      backend: 'wasm' | 'reference';
      /** Rows by part, and how many were dropped for missing or unreadable cells. */
      rows: Record<RowPart | 'dropped', number>;
      /** For each row in use, its index in the table; where the engine leaves it out, no row was dropped. */
      tableRows?: Uint32Array;
      stepsPerEpoch: number;
      parameterCount: number;
      encoders: FittedColumn[];
      /** What the user should know though nothing failed, for example parameters that no longer fit. */
      notes: string[];
    }
  /** Every step's loss since the last such event, never thinned out, and the epochs that ended. */
  | {
      type: 'progress';
      runId: string;
      step: number;
      epoch: number;
      samplesPerSecond: number;
      /**
       * Losses of the updates after the first `firstStep` ones, in order: of the batch before its update, without
       * penalties.
       */
      firstStep: number;
      losses: Float64Array;
      epochs: EpochResult[];
    }
  /** Outputs of the nodes for the watched row, in the plan's features. The newest replaces an undrawn one. */
  | {
      type: 'frame';
      runId: string;
      sequence: number;
      step: number;
      row: number;
      activations: Record<string, Float32Array>;
    }
  | { type: 'state'; runId: string; state: RunState; reason?: string; problem?: Problem }
  /**
   * At every pause and at the end, before the `state` that says so; while training once a second, or less often where it takes a
   * noticeable part of the engine's time. The numbers of a large network have come before, in `checkpointNumbers` events: `numbers` says how many bytes, and
   * `attachNumbers` puts them back.
   */
  | {
      type: 'checkpoint';
      runId: string;
      parameters: PackedParameters;
      checkpoint: Checkpoint;
      metrics: Metrics;
      numbers?: number;
    }
  /**
   * Part of the numbers of the next checkpoint, which are `size` bytes in all. The window draws between two of them, and answers each
   * with `numbersTaken`: no more than two are on their way. One with `start` 0 begins anew.
   */
  | {
      type: 'checkpointNumbers';
      runId: string;
      size: number;
      start: number;
      part: Uint8Array<ArrayBuffer>;
    }
  | { type: 'predictions'; requestId: number; predictions: Predictions }
  /** Long files come with their beginning alone; the rest can be asked for until something else is exported. */
  | { type: 'exported'; requestId: number; files: ExportPreview[]; verification: Verification }
  | { type: 'exportPart'; requestId: number; part: Uint8Array<ArrayBuffer> }
  | { type: 'page'; requestId: number; page: RowPage }
  | { type: 'columnPreview'; requestId: number; preview: ColumnPreview }
  /** `dealtId` is for questions about rows that are dealt out like this. */
  | { type: 'splitPreview'; requestId: number; preview: SplitPreview; dealtId: string }
  | { type: 'failed'; requestId: number; problem: Problem };

export type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

/** What an opened file holds, as told to the window. */
export interface DataSummary {
  dataId: string;
  /** Name for people: the last part of the path. */
  fileName: string;
  path: string;
  bytes: number;
  rowCount: number;
  /** Where the rows come from, with what was detected filled in, and what the file is now. */
  source: DataSource;
  columns: ColumnSummary[];
  /** Rows left out because a cell, a quote or the number of cells does not fit; the first 1,000 of them. */
  misfitCount: number;
  misfits: Misfit[];
  /** For a project that was opened: what is different in the file since the project last read it, a sentence each. */
  changes?: string[];
  /** First rows, for the preview. */
  preview: string[][];
}
