import { fromElapsedDays } from '../data/dates';
import { Draws, Pcg32 } from '../data/random';
import type { FittedColumn } from '../data/schema';
import type { Table, TableColumn } from '../data/table';
import { internalError } from '../graph/problem';
import { predictTable } from '../train/predictions';
import { featureColumns, type TrainedModel } from './model';

/** A number, the place of a category in its list, 0 or 1, or days since 1970. NaN where missing, if something stands in for it. */
export type Cell = number;

/**
 * Rows made up within the range the network was trained on, `[rows][columns that it reads]`; they tell nothing about anybody's data.
 * Every number is a 32-bit float, so that all formats read the same row.
 */
export function sampleRows(model: TrainedModel, count: number): Cell[][] {
  const generator = new Pcg32(2026, 7);
  const draws = new Draws(generator);
  const whole = new Set(
    model.dataset.columns.flatMap(({ name, type }) => (type === 'integer' ? [name] : [])),
  );
  const cell = (column: FittedColumn): Cell =>
    column.fill !== undefined && generator.below(4) === 0 ? Number.NaN : present(column);
  const present = (column: FittedColumn): Cell => {
    switch (column.type) {
      case 'number': {
        // Unscaled columns are most often shares, counts or pixels.
        const value =
          column.scaling === 'none' ? draws.random() : column.offset + column.scale * draws.normal();
        return Math.fround(whole.has(column.name) ? Math.round(value) : value);
      }
      case 'boolean':
        return generator.below(2);
      case 'category':
        return generator.below(Math.max(1, column.categories.length));
      case 'date': {
        const isScaled = column.scaling !== 'none' && column.scaling !== 'log1p';
        const days = isScaled
          ? column.offset + column.scale * draws.normal()
          : 20_000 + 3_000 * draws.normal();
        // Whole milliseconds that a 32-bit float can hold.
        return Math.round(days * 256) / 256;
      }
      default:
        throw column satisfies never;
    }
  };
  return Array.from({ length: count }, () => featureColumns(model).map(cell));
}

function tableOf(columns: readonly FittedColumn[], rows: readonly (readonly Cell[])[]): Table {
  const cells = columns.map((column, index): TableColumn => {
    const { name } = column;
    const values = Float64Array.from(rows, (row) => row[index]!);
    switch (column.type) {
      case 'number':
      case 'boolean':
        return { name, kind: column.type, values };
      case 'date':
        return { name, kind: 'date', values: values.map(fromElapsedDays) };
      case 'category': {
        const codes = Int32Array.from(values, (place) => (Number.isNaN(place) ? -1 : place));
        return { name, kind: 'text', codes, texts: column.categories };
      }
      default:
        throw column satisfies never;
    }
  });
  return { rowCount: rows.length, columns: cells };
}

/**
 * What the engine says of such rows: for every row, the outputs of all heads side by side, after their links, numbers in their own
 * units; NaN for a row with a missing cell that nothing stands in for. This is what every export is held to.
 */
export function engineOutputs(model: TrainedModel, rows: readonly (readonly Cell[])[]): number[][] {
  const table = tableOf(featureColumns(model), rows);
  const { graph, training } = model.project;
  const { dataset, values: parameters, encoders } = model;
  const predicted = predictTable({ graph, dataset, training, table, parameters, encoders });
  if (!predicted.ok) throw internalError(`sample rows cannot be predicted: ${predicted.problem.message}`);
  const { heads, rows: predictedRows } = predicted.predictions;
  const width = heads.reduce((sum, head) => sum + head.outputNames.length, 0);
  const outputs = rows.map(() => new Array<number>(width).fill(Number.NaN));
  predictedRows.forEach((row, index) => {
    outputs[row] = heads.flatMap(({ values, outputNames }) => {
      const own = outputNames.length;
      return Array.from(values.subarray(index * own, (index + 1) * own));
    });
  });
  return outputs;
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
