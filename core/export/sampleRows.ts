import { Draws, Pcg32 } from '../data/random';
import { type Table, textColumn } from '../data/table';
import { internalError } from '../graph/problem';
import { predictTable } from '../train/predictions';
import { featureColumns, type TrainedModel } from './model';
import type { PlainColumn } from './plainColumn';

/** A number, or the place of a category in its list. */
export type Cell = number;

/**
 * Rows made up within the range the network was trained on, `[rows][columns that it reads]`; they tell nothing about anybody's data.
 * Every number is a 32-bit float, so that all formats read the same row.
 */
export function sampleRows(model: TrainedModel, count: number): Cell[][] {
  const generator = new Pcg32(2026, 7);
  const draws = new Draws(generator);
  const cell = (column: PlainColumn): Cell => {
    if (column.type === 'category') return generator.below(Math.max(1, column.categories.length));
    // Unscaled columns are most often shares, counts or pixels.
    const value = column.scaling === 'none' ? draws.random() : column.offset + column.scale * draws.normal();
    return Math.fround(value);
  };
  return Array.from({ length: count }, () => featureColumns(model).map(cell));
}

/**
 * What the engine says of such rows: for every row, the outputs of all heads side by side, after their links, numbers in their own
 * units. This is what every export is held to.
 */
export function engineOutputs(model: TrainedModel, rows: readonly (readonly Cell[])[]): number[][] {
  const table: Table = {
    rowCount: rows.length,
    columns: featureColumns(model).map((column, index) =>
      column.type === 'category'
        ? textColumn(
            column.name,
            rows.map((row) => column.categories[row[index]!]!),
          )
        : { name: column.name, kind: 'number', values: Float64Array.from(rows, (row) => row[index]!) },
    ),
  };
  const { graph, training } = model.project;
  const { dataset, values: parameters, encoders } = model;
  const predicted = predictTable({ graph, dataset, training, table, parameters, encoders });
  if (!predicted.ok) throw internalError(`sample rows cannot be predicted: ${predicted.problem.message}`);
  const { heads } = predicted.predictions;
  return rows.map((_, row) =>
    heads.flatMap(({ values, outputNames }) => {
      const width = outputNames.length;
      return Array.from(values.subarray(row * width, (row + 1) * width));
    }),
  );
}

export interface Samples {
  rows: Cell[][];
  /** What the engine says of each. */
  outputs: number[][];
}

const samplesOf = new WeakMap<TrainedModel, Samples>();

/** Made-up rows with the engine's answers. The first rows are the same whatever the count, so they are worked out once for a model. */
export function engineSamples(model: TrainedModel, count: number): Samples {
  let samples = samplesOf.get(model);
  if (!samples || samples.rows.length < count) {
    const rows = sampleRows(model, count);
    samples = { rows, outputs: engineOutputs(model, rows) };
    samplesOf.set(model, samples);
  }
  return { rows: samples.rows.slice(0, count), outputs: samples.outputs.slice(0, count) };
}

/** Largest difference between two tables of outputs, relative to the larger of 1 and what is right. NaN where shapes differ. */
export function largestDifference(
  actual: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
): number {
  let largest = actual.length === expected.length ? 0 : Number.NaN;
  for (const [row, right] of expected.entries()) {
    const given = actual[row];
    if (given?.length !== right.length) return Number.NaN;
    for (let i = 0; i < right.length; i++) {
      const difference = Math.abs(given[i]! - right[i]!) / Math.max(1, Math.abs(right[i]!));
      // A NaN stays one: nothing is larger.
      if (!(difference <= largest)) largest = difference;
    }
  }
  return largest;
}
