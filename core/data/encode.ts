import { categoryOf, isMissing, parseNumber } from './cells';
import type { ColumnSpec, FittedColumn } from './schema';
import { meanAndDeviation } from './summarise';

/** How many numbers one cell of the column becomes. */
export function fittedWidth(column: FittedColumn): number {
  return column.type === 'category' ? column.categories.length : 1;
}

/**
 * The cells of a column as numbers: the value itself, or the index of the category. NaN where a cell is empty,
 * unreadable, or names no category of the column.
 */
export function readCells(cells: readonly string[], column: ColumnSpec): Float64Array {
  const read = cellReader(column);
  return Float64Array.from(cells, read);
}

function cellReader(column: ColumnSpec): (cell: string) => number {
  if (column.type === 'number') return (cell) => parseNumber(cell) ?? Number.NaN;
  const indexes = new Map<string, number>();
  column.categories.forEach((category, index) => {
    const key = categoryOf(category);
    if (!indexes.has(key)) indexes.set(key, index);
  });
  // A word for nothing counts as a category only where the project lists it.
  return (cell) => indexes.get(categoryOf(cell)) ?? Number.NaN;
}

/** Whether encoding the column depends on what the training rows hold. */
export function needsFitting(column: ColumnSpec): boolean {
  return column.type === 'number' && column.scaling !== 'none';
}

/** What is measured on the training rows: mean and population deviation, where the column is scaled. */
export function fitColumn(column: ColumnSpec, trainingValues: Float64Array): FittedColumn {
  const { name } = column;
  if (column.type === 'category') return { name, type: 'category', categories: column.categories };
  if (column.scaling === 'none') return { name, type: 'number', scaling: 'none', mean: 0, deviation: 1 };
  const { mean, deviation } = meanAndDeviation(trainingValues);
  // A constant column becomes 0 everywhere.
  return { name, type: 'number', scaling: column.scaling, mean, deviation: deviation === 0 ? 1 : deviation };
}

/** Whether a column that was fitted earlier still is the column the project describes. */
export function stillFits(fitted: FittedColumn, column: ColumnSpec): boolean {
  if (fitted.type === 'number') return column.type === 'number' && column.scaling === fitted.scaling;
  return (
    column.type === 'category' &&
    column.categories.length === fitted.categories.length &&
    column.categories.every((category, index) => category === fitted.categories[index])
  );
}

/**
 * Writes what `readCells` gave for one cell into a row of a matrix, from `offset` on: the scaled number, or 1 at the
 * category's place among zeros. `into` is zero there before.
 */
export function encodeCell(value: number, column: FittedColumn, into: Float64Array, offset: number): void {
  if (column.type === 'number') into[offset] = (value - column.mean) / column.deviation;
  else into[offset + value] = 1;
}

/** The number in the column's own units. */
export function unscale(encoded: number, column: FittedColumn & { type: 'number' }): number {
  return encoded * column.deviation + column.mean;
}

/** Why a cell cannot be used, in words that follow the column's name. */
export function cellFault(cell: string, column: ColumnSpec): string {
  if (isMissing(cell)) return 'is empty';
  const shown = JSON.stringify(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
  return column.type === 'number'
    ? `holds ${shown}, which is not a number`
    : `holds ${shown}, which is not one of its categories`;
}
