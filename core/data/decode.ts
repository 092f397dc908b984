import type { Head } from '../graph/heads';
import { fromElapsedDays } from './dates';
import { fittedWidth } from './encode';
import { categoryLabels, encodedParts, isOneHot } from './encodedNames';
import type { Matrix } from './matrix';
import { unscale } from './scaling';
import type { FittedColumn, FittedScaling } from './schema';
import { dateText } from './table';

/** What a network's outputs say, in the words and units of the file. */
export interface Decoded {
  /** Classes of a category, or the column itself for a number. */
  outputNames: string[];
  /** [rows, outputs] row-major: probabilities or scores of classes, numbers in the column's own units. */
  values: Float64Array;
  /** Predicted class or number, by row; several target columns are joined by a comma. */
  decoded: string[];
}

/**
 * Turns raw outputs `[rows, outputs]` of a head into labels and numbers. `columns` are the fitted columns of its target
 * node, in order; their widths add up to the outputs.
 */
export function decodeOutputs(
  head: Pick<Head, 'link' | 'task'>,
  columns: FittedColumn[],
  outputs: Matrix,
): Decoded {
  const { rows, columns: width } = outputs;
  const values = outputs.values.slice();
  for (let row = 0; row < rows; row++) applyLink(head.link, values.subarray(row * width, (row + 1) * width));
  if (head.task === 'regression') unscaleNumbers(columns, values, rows);
  const decoded = Array.from({ length: rows }, (_, row) =>
    decodeRow(head.task, columns, values.subarray(row * width, (row + 1) * width)),
  );
  return { outputNames: outputNames(columns), values, decoded };
}

/** A name for every output: the categories of a category, the column's own name for a number. */
export function outputNames(columns: readonly FittedColumn[]): string[] {
  const several = columns.length > 1;
  return columns.flatMap((column) =>
    encodedParts(column).map((part) => {
      if (part === null) return column.name;
      return isOneHot(column) && !several ? part : `${column.name}: ${part}`;
    }),
  );
}

/** In place over one row: what the loss takes of raw outputs itself, in the form that cannot overflow. */
export function applyLink(link: Head['link'], row: Float64Array): void {
  switch (link) {
    case 'identity':
      return;
    case 'sigmoid':
      for (let i = 0; i < row.length; i++) row[i] = sigmoid(row[i]!);
      return;
    case 'softmax': {
      const largest = row.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
      let sum = 0;
      for (let i = 0; i < row.length; i++) {
        row[i] = Math.exp(row[i]! - largest);
        sum += row[i]!;
      }
      for (let i = 0; i < row.length; i++) row[i]! /= sum;
      return;
    }
    default:
      throw link satisfies never;
  }
}

function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** Index of the largest value, the first one of equals. */
function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

function decodeRow(task: Head['task'], columns: readonly FittedColumn[], values: Float64Array): string {
  // Classes spread over several 0-or-1 columns: the column with the highest score is the answer.
  const allNumbers = columns.every(({ type }) => type === 'number' || type === 'boolean');
  if (task === 'classes' && allNumbers && columns.length > 1) return columns[indexOfLargest(values)]!.name;
  let offset = 0;
  const texts = columns.map((column) => {
    const start = offset;
    offset += fittedWidth(column);
    return decodeColumn(task, column, values.subarray(start, offset));
  });
  return texts.join(', ');
}

/** `values` are those of the column, numbers in its own units. */
function decodeColumn(task: Head['task'], column: FittedColumn, values: Float64Array): string {
  const value = values[0]!;
  switch (column.type) {
    case 'number':
      if (task === 'binary') return value >= 0.5 ? '1' : '0';
      return String(value);
    case 'boolean':
      return value >= 0.5 ? 'true' : 'false';
    case 'category': {
      const labels = categoryLabels(column);
      if (!column.ordinal) return labels[indexOfLargest(values)] ?? '';
      return labels[Math.min(Math.max(Math.round(value), 0), labels.length - 1)] ?? '';
    }
    case 'date':
      // Places on a circle alone do not make a date.
      return column.parts[0] === 'elapsed' ? dateText(fromElapsedDays(value)) : '';
    default:
      throw column satisfies never;
  }
}

/** The scaling of a column's first number, where it has one: what an output of it is still to be freed from. */
export function outputScaling(column: FittedColumn): FittedScaling | null {
  switch (column.type) {
    case 'number':
      return column;
    case 'boolean':
      return null;
    case 'category':
      return column.ordinal ?? null;
    case 'date':
      return column.parts[0] === 'elapsed' ? column : null;
    default:
      throw column satisfies never;
  }
}

function unscaleNumbers(columns: readonly FittedColumn[], values: Float64Array, rows: number): void {
  const width = columns.reduce((sum, column) => sum + fittedWidth(column), 0);
  let offset = 0;
  for (const column of columns) {
    const scaling = outputScaling(column);
    if (scaling) {
      for (let at = offset; at < rows * width; at += width) values[at] = unscale(values[at]!, scaling);
    }
    offset += fittedWidth(column);
  }
}
