import type { Problem } from '../graph/problem';
import { hasStandIn } from './fill';
import { cellFault, readColumn } from './readColumn';
import type { ColumnSpec } from './schema';
import { orderKeys } from './splitColumn';
import { cellText, type TableColumn } from './table';
import type { FoundColumns, UsedColumn } from './usedColumns';

/** A column in use with its cells as `readColumn` gives them; all NaN where the file has no such column. */
export interface ReadColumn extends UsedColumn {
  values: Float64Array;
}

export interface UsableRows {
  /** Rows of the table that can be used, ascending. */
  tableRows: Uint32Array;
  /** Which of them, as indices into `tableRows`, hold a value in every target column, and a place in the order of the split. */
  complete: Uint32Array;
  /** How many rows each column is the first reason to drop; columns without any are missing. */
  droppedBy: { column: string; rows: number }[];
}

/** What a row must hold to be used. */
interface Demand {
  spec: ColumnSpec;
  cells: TableColumn | null;
  values: Float64Array;
  /** A missing cell will do. */
  fills: boolean;
  /** The smallest value that will do. */
  least: number;
}

const anyNumber = -Number.MAX_VALUE;

/** What a cell lacks, in the order of their numbers. */
const lacks = ['is missing', 'cannot be read', 'is less than 0'] as const;

/** By row: 0 where it can be used, else a number that says why it cannot. */
export type RowFaults = Uint16Array | Uint32Array;

/** Room for the faults of `rowCount` rows, which are at most as many as a column can have in each of its roles. */
export function newFaults(columnCount: number, rowCount: number): RowFaults {
  const largest = (2 * columnCount + 1) * lacks.length;
  return largest < 2 ** 16 ? new Uint16Array(rowCount) : new Uint32Array(rowCount);
}

/** `targets: 'optional'` keeps rows whose target, weight or place in the order of the split is unknown. */
export function usableRows(
  { columns, split }: Pick<FoundColumns, 'columns' | 'split'>,
  isOrdered: boolean,
  rowCount: number,
  targets: 'required' | 'optional',
): {
  read: ReadColumn[];
  order: Float64Array | null;
  rows: UsableRows;
  worst: Demand | null;
  faults: RowFaults;
  /** What a fault is, to follow the number of a row: `"sex" is missing`. */
  faultText(fault: number): string;
} {
  const read = columns.map((column) => ({ ...column, values: valuesOf(column, rowCount) }));
  const order = isOrdered && split ? orderKeys(split.cells, split.spec) : null;
  const features: Demand[] = [];
  // A stand-in is for what the network reads. What it is to predict has to be known.
  const others: Demand[] = [];
  for (const { spec, cells, values, isFeature, isTarget, isWeight } of read) {
    if (isFeature) features.push({ spec, cells, values, fills: hasStandIn(spec), least: anyNumber });
    if (isTarget) others.push({ spec, cells, values, fills: false, least: anyNumber });
    if (isWeight) others.push({ spec, cells, values, fills: false, least: 0 });
  }
  if (order && split) others.push({ ...split, values: order, fills: false, least: anyNumber });
  const place = new Map(read.map(({ spec }, index) => [spec.name, index]));
  const demands = (targets === 'required' ? [...features, ...others] : features).sort(
    (a, b) => (place.get(a.spec.name) ?? place.size) - (place.get(b.spec.name) ?? place.size),
  );
  const faults = newFaults(columns.length, rowCount);
  const counts = demands.map((demand, place) => markFaults(demand, 1 + lacks.length * place, faults));
  const tableRows = rowsWithout(faults);
  const worst = demands[counts.indexOf(Math.max(...counts))] ?? null;
  return {
    read,
    order,
    rows: {
      tableRows,
      complete: completeRows(tableRows, others, targets),
      droppedBy: listed(demands, counts),
    },
    worst,
    faults,
    faultText: faultTexts(demands.map(({ spec }) => spec.name)),
  };
}

/** Of demands by the names of their columns: whoever keeps it does not keep their cells. */
function faultTexts(names: readonly string[]): (fault: number) => string {
  return (fault) => {
    const place = Math.floor((fault - 1) / lacks.length);
    return `"${names[place]!}" ${lacks[(fault - 1) % lacks.length]}`;
  };
}

function valuesOf({ cells, spec }: UsedColumn, rowCount: number): Float64Array {
  return cells ? readColumn(cells, spec) : new Float64Array(rowCount).fill(Number.NaN);
}

/** Marks the rows that do not hold what is demanded, and returns how many were not marked before. `first` is the first of its faults. */
function markFaults({ values, fills, least }: Demand, first: number, faults: RowFaults): number {
  let count = 0;
  for (let row = 0; row < faults.length; row++) {
    const value = values[row]!;
    if (value >= least && value <= Number.MAX_VALUE) continue;
    if ((fills && Number.isNaN(value)) || faults[row] !== 0) continue;
    faults[row] = first + (Number.isNaN(value) ? 0 : Number.isFinite(value) ? 2 : 1);
    count += 1;
  }
  return count;
}

function rowsWithout(isBad: Uint8Array | RowFaults): Uint32Array {
  const rows = new Uint32Array(isBad.length);
  let count = 0;
  for (let row = 0; row < isBad.length; row++) if (isBad[row] === 0) rows[count++] = row;
  return count === rows.length ? rows : rows.slice(0, count);
}

function completeRows(
  tableRows: Uint32Array,
  demands: readonly Demand[],
  targets: 'required' | 'optional',
): Uint32Array {
  const isBad = new Uint8Array(tableRows.length);
  if (targets === 'optional') {
    for (const { values, least } of demands) {
      for (let row = 0; row < tableRows.length; row++) {
        const value = values[tableRows[row]!]!;
        if (!(value >= least && value <= Number.MAX_VALUE)) isBad[row] = 1;
      }
    }
  }
  return rowsWithout(isBad);
}

function listed(demands: readonly Demand[], counts: readonly number[]): UsableRows['droppedBy'] {
  const rows = new Map<string, number>();
  demands.forEach(({ spec }, index) => {
    if (counts[index]! > 0) rows.set(spec.name, (rows.get(spec.name) ?? 0) + counts[index]!);
  });
  return Array.from(rows, ([column, count]) => ({ column, rows: count }));
}

/** Why nothing is left, with the column that is most to blame and its first bad cell. */
export function noRowsLeft(
  worst: Demand | null,
  rowCount: number,
  droppedBy: UsableRows['droppedBy'],
): Problem {
  const code = 'data.noRows';
  const most = droppedBy.find(({ column }) => column === worst?.spec.name);
  if (!worst || !most) return { code, message: 'The table has no rows.' };
  const { spec, cells, values, least } = worst;
  const at = values.findIndex((value) => !(value >= least && value <= Number.MAX_VALUE));
  const cell = cells ? cellText(cells, at) : '';
  const fault =
    values[at]! < 0 && least === 0
      ? `holds ${cell}, which is less than 0 and no weight`
      : cellFault(cell, spec);
  const all = rowCount === 1 ? 'the only row was' : `all ${rowCount.toLocaleString('en-US')} rows were`;
  return {
    code,
    message: `No row is left to use: ${all} dropped, ${most.rows.toLocaleString('en-US')} of them for column "${most.column}", which in the first of them ${fault}.`,
    hint: 'Set that column to ignore, or correct its type or its cells.',
  };
}
