import type { Problem } from '../graph/problem';
import { cellFault, readColumn, unreadable } from './readColumn';
import { cellText } from './table';
import type { UsedColumn } from './usedColumns';

/** A column in use with its cells as `readColumn` gives them; all NaN where the file has no such column. */
export interface ReadColumn extends UsedColumn {
  values: Float64Array;
}

export interface UsableRows {
  /** Rows of the table that can be used, ascending. */
  tableRows: Uint32Array;
  /** Which of them, as indices into `tableRows`, hold a value in every target column. */
  complete: Uint32Array;
  /** How many rows each column is the first reason to drop; columns without any are missing. */
  droppedBy: { column: string; rows: number }[];
}

/** `targets: 'optional'` keeps rows whose target is unknown. */
export function usableRows(
  columns: readonly UsedColumn[],
  rowCount: number,
  targets: 'required' | 'optional',
): { read: ReadColumn[]; rows: UsableRows } {
  const read = columns.map((column) => ({ ...column, values: valuesOf(column, rowCount) }));
  // A stand-in is for what the network reads. What it is to predict has to be known.
  const hasStandIn = ({ isFeature, spec }: ReadColumn) =>
    isFeature && spec.missing !== undefined && spec.missing !== 'drop';
  const demanding = read.filter((column) => column.isFeature || targets === 'required');
  const usable = demanding.map((column) => ({ values: column.values, fills: hasStandIn(column) }));
  const targetValues = read.flatMap(({ isFeature, values }) => (isFeature ? [] : [values]));
  const faults = demanding.map(() => 0);
  const tableRows: number[] = [];
  const complete: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const faulty = usable.findIndex(({ values, fills }) => {
      const value = values[row]!;
      return value === unreadable || (!fills && Number.isNaN(value));
    });
    if (faulty >= 0) {
      faults[faulty]! += 1;
      continue;
    }
    if (targetValues.every((values) => Number.isFinite(values[row]!))) complete.push(tableRows.length);
    tableRows.push(row);
  }
  const droppedBy = demanding.map(({ spec }, index) => ({ column: spec.name, rows: faults[index]! }));
  return {
    read,
    rows: {
      tableRows: Uint32Array.from(tableRows),
      complete: Uint32Array.from(complete),
      droppedBy: droppedBy.filter(({ rows }) => rows > 0),
    },
  };
}

function valuesOf({ cells, spec }: UsedColumn, rowCount: number): Float64Array {
  return cells ? readColumn(cells, spec) : new Float64Array(rowCount).fill(Number.NaN);
}

/** Why nothing is left, with the column that is most to blame and its first bad cell. */
export function noRowsLeft(
  columns: readonly ReadColumn[],
  rowCount: number,
  droppedBy: UsableRows['droppedBy'],
): Problem {
  const code = 'data.noRows';
  const most = droppedBy.toSorted((a, b) => b.rows - a.rows)[0];
  const column = columns.find(({ spec }) => spec.name === most?.column);
  if (!most || !column) return { code, message: 'The table has no rows.' };
  const at = column.values.findIndex((value) => !Number.isFinite(value));
  const all = rowCount === 1 ? 'the only row was' : `all ${rowCount.toLocaleString('en-US')} rows were`;
  const fault = cellFault(column.cells ? cellText(column.cells, at) : '', column.spec);
  return {
    code,
    message: `No row is left to use: ${all} dropped, ${most.rows.toLocaleString('en-US')} of them for column "${most.column}", which in the first of them ${fault}.`,
    hint: 'Set that column to ignore, or correct its type or its cells.',
  };
}
