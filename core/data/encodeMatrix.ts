import { elapsedDays, partWidth, turn } from './dates';
import { fittedWidth } from './encode';
import type { Matrix } from './matrix';
import { scale, unscaled } from './scaling';
import type { FittedColumn, FittedOf, FittedScaling } from './schema';

/** A column with the cells of the whole table, as `readColumn` gives them. */
export interface EncodableColumn {
  fitted: FittedColumn;
  values: Float64Array;
}

/** Rows written column by column at a time, so that they stay in the cache until they are full. */
const rowsAtOnce = 256;

/**
 * The columns side by side, encoded: one row for each of `tableRows`. A cell that is missing without a stand-in, or cannot be
 * read, becomes NaN.
 */
export function encodeMatrix(columns: readonly EncodableColumn[], tableRows: Uint32Array): Matrix {
  const width = columns.reduce((sum, { fitted }) => sum + fittedWidth(fitted), 0);
  const rows = tableRows.length;
  const values = new Float64Array(rows * width);
  encodeInto(columns, tableRows, { values, at: 0, stride: width });
  return { rows, columns: width, values };
}

/** The same into a part of a larger matrix, of either precision. */
export function encodeInto(
  columns: readonly EncodableColumn[],
  tableRows: Uint32Array,
  { values: into, at: start, stride }: MatrixPart,
): void {
  for (let from = 0; from < tableRows.length; from += rowsAtOnce) {
    const block = tableRows.subarray(from, from + rowsAtOnce);
    let at = start + from * stride;
    for (const { fitted, values } of columns) {
      encodeRows(fitted, values, block, { values: into, at, stride });
      at += fittedWidth(fitted);
    }
  }
}

/** The numbers that one cell becomes. */
export function encodeCell(fitted: FittedColumn, value: number): number[] {
  return [...encodeMatrix([{ fitted, values: Float64Array.of(value) }], Uint32Array.of(0)).values];
}

/** Some rows of a matrix: the cell of `rows[i]` is written to `values[at + i · stride …]`, which is zero before. */
export interface MatrixPart {
  values: Float64Array | Float32Array;
  at: number;
  stride: number;
}

function encodeRows(column: FittedColumn, cells: Float64Array, rows: Uint32Array, target: MatrixPart): void {
  const fill = column.fill ?? Number.NaN;
  if (column.indicator) markMissing(cells, rows, { ...target, at: target.at + fittedWidth(column) - 1 });
  switch (column.type) {
    case 'number':
      scaleRows(cells, rows, fill, column, target);
      return;
    case 'boolean':
      scaleRows(cells, rows, fill, unscaled, target);
      return;
    case 'category':
      if (column.ordinal) scaleRows(cells, rows, fill, column.ordinal, target);
      else oneHotRows(cells, rows, fill, column.categories.length, target);
      return;
    case 'date':
      encodeDates(cells, rows, fill, column, target);
      return;
    default:
      throw column satisfies never;
  }
}

function markMissing(cells: Float64Array, rows: Uint32Array, { values, at, stride }: MatrixPart): void {
  for (let i = 0; i < rows.length; i++) if (Number.isNaN(cells[rows[i]!]!)) values[at + i * stride] = 1;
}

/** Infinity, which stands for what cannot be read, is no number here. */
function known(cell: number, fill: number): number {
  if (cell - cell === 0) return cell;
  return Number.isNaN(cell) ? fill : Number.NaN;
}

function scaleRows(
  cells: Float64Array,
  rows: Uint32Array,
  fill: number,
  scaling: FittedScaling,
  { values, at, stride }: MatrixPart,
): void {
  const { offset, scale: divisor } = scaling;
  if (scaling.scaling === 'log1p') {
    for (let i = 0; i < rows.length; i++)
      values[at + i * stride] = scale(known(cells[rows[i]!]!, fill), scaling);
    return;
  }
  for (let i = 0; i < rows.length; i++)
    values[at + i * stride] = (known(cells[rows[i]!]!, fill) - offset) / divisor;
}

function oneHotRows(
  cells: Float64Array,
  rows: Uint32Array,
  fill: number,
  width: number,
  { values, at, stride }: MatrixPart,
): void {
  for (let i = 0; i < rows.length; i++) {
    const place = known(cells[rows[i]!]!, fill);
    const start = at + i * stride;
    if (place >= 0) values[start + place] = 1;
    else values.fill(Number.NaN, start, start + width);
  }
}

function encodeDates(
  cells: Float64Array,
  rows: Uint32Array,
  fill: number,
  column: FittedOf<'date'>,
  { values, at, stride }: MatrixPart,
): void {
  let place = at;
  for (const part of column.parts) {
    for (let i = 0; i < rows.length; i++) {
      const time = known(cells[rows[i]!]!, fill);
      const start = place + i * stride;
      if (part === 'elapsed') {
        values[start] = scale(elapsedDays(time), column);
      } else {
        const angle = 2 * Math.PI * turn(time, part);
        values[start] = Math.sin(angle);
        values[start + 1] = Math.cos(angle);
      }
    }
    place += partWidth(part);
  }
}
