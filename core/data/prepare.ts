import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import type { RowPart } from '../protocol';
import type { Table } from './csv';
import { cellFault, encodeCell, fitColumn, fittedWidth, readCells, stillFits } from './encode';
import type { ColumnSpec, DatasetSpec, FittedColumn } from './schema';
import { splitRows } from './split';
import { findUsedColumns, type UsedColumn } from './usedColumns';

/** Row-major. */
export interface Matrix {
  rows: number;
  columns: number;
  values: Float64Array;
}

/** A table as the network reads it. */
export interface PreparedData {
  /** The columns in use, in the data set's order. */
  encoders: FittedColumn[];
  /** Row of the table, by row in use. */
  tableRows: Uint32Array;
  /** Indices into the rows in use, ascending. */
  parts: Record<RowPart, Uint32Array>;
  /** Rows left out for an empty, unreadable or unknown cell in a column in use. */
  dropped: number;
  /** How many of them each column is the first reason for; columns without any are missing. */
  droppedBy: { column: string; rows: number }[];
  /** By id of the input or target node, over the rows in use. */
  matrices: ReadonlyMap<string, Matrix>;
}

export interface PrepareInput {
  table: Table;
  graph: Graph;
  dataset: DatasetSpec;
  /** Decides which rows are held out. */
  seed: number;
  /** Already fitted columns are used as they are; the others are fitted on the training part. */
  encoders?: FittedColumn[] | undefined;
  /**
   * `optional`, for predicting: target columns may be absent from the file, and no row is dropped for a target cell;
   * what is unknown stands as NaN in the target's matrix.
   */
  targets?: 'required' | 'optional';
}

export type PrepareResult = { ok: true; data: PreparedData } | { ok: false; problem: Problem };

/** Drops unusable rows, splits the rest, fits the scaling on the training part alone, and encodes every row. */
export function prepareData(input: PrepareInput): PrepareResult {
  const { table, graph, dataset, seed, encoders = [], targets = 'required' } = input;
  const used = findUsedColumns(table, graph, dataset, targets);
  if (!used.ok) return used;
  const columns = used.columns.map((column) => ({
    ...column,
    values: column.cells
      ? readCells(column.cells, column.spec)
      : new Float64Array(table.rowCount).fill(Number.NaN),
    mustHold: column.isFeature || targets === 'required',
  }));
  const { tableRows, droppedBy } = usableRows(columns, table.rowCount);
  const dropped = table.rowCount - tableRows.length;
  if (tableRows.length === 0) return { ok: false, problem: noRowsLeft(columns, table.rowCount, droppedBy) };

  const { validation, test, stratify } = dataset.split;
  const classes = stratify ? classNumbers(columns, tableRows) : null;
  const parts = validation + test < 1 ? splitRows(tableRows.length, dataset.split, seed, classes) : null;
  if (!parts || parts.train.length === 0)
    return { ok: false, problem: noTrainingRows(dataset, tableRows.length) };

  const fitted = new Map<string, FittedColumn>();
  for (const { spec, values } of columns) {
    const known = encoders.find((encoder) => encoder.name === spec.name && stillFits(encoder, spec));
    const training = Float64Array.from(parts.train, (row) => values[tableRows[row]!]!);
    fitted.set(
      spec.name,
      known ??
        fitColumn(
          spec,
          training.filter((value) => !Number.isNaN(value)),
        ),
    );
  }
  const byName = new Map(columns.map(({ spec, values }) => [spec.name, values]));
  const encode = (specs: ColumnSpec[]) =>
    encodeMatrix(
      specs.map(({ name }) => ({ fitted: fitted.get(name)!, values: byName.get(name)! })),
      tableRows,
    );
  const matrices = new Map(Array.from(used.byNode, ([id, specs]) => [id, encode(specs)]));
  return {
    ok: true,
    data: { encoders: [...fitted.values()], tableRows, parts, dropped, droppedBy, matrices },
  };
}

type ReadColumn = UsedColumn & { values: Float64Array; mustHold: boolean };

function usableRows(columns: readonly ReadColumn[], rowCount: number) {
  const demanding = columns.filter((column) => column.mustHold);
  const faults = demanding.map(() => 0);
  const rows: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const faulty = demanding.findIndex(({ values }) => Number.isNaN(values[row]!));
    if (faulty === -1) rows.push(row);
    else faults[faulty]! += 1;
  }
  const droppedBy = demanding.map(({ spec }, index) => ({ column: spec.name, rows: faults[index]! }));
  return { tableRows: Uint32Array.from(rows), droppedBy: droppedBy.filter((entry) => entry.rows > 0) };
}

/** The class of every row in use, where the only thing to predict is one category. */
function classNumbers(columns: readonly ReadColumn[], tableRows: Uint32Array): Uint32Array | null {
  const predicted = columns.filter((column) => !column.isFeature);
  const only = predicted.length === 1 ? predicted[0]! : null;
  if (only?.spec.type !== 'category' || !only.mustHold) return null;
  return tableRows.map((row) => only.values[row]!);
}

function encodeMatrix(
  columns: { fitted: FittedColumn; values: Float64Array }[],
  tableRows: Uint32Array,
): Matrix {
  const width = columns.reduce((sum, { fitted }) => sum + fittedWidth(fitted), 0);
  const matrix = new Float64Array(tableRows.length * width);
  let offset = 0;
  for (const { fitted, values } of columns) {
    const ownWidth = fittedWidth(fitted);
    tableRows.forEach((tableRow, row) => {
      const start = row * width + offset;
      const value = values[tableRow]!;
      if (Number.isNaN(value)) matrix.fill(Number.NaN, start, start + ownWidth);
      else encodeCell(value, fitted, matrix, start);
    });
    offset += ownWidth;
  }
  return { rows: tableRows.length, columns: width, values: matrix };
}

function noRowsLeft(
  columns: readonly ReadColumn[],
  rowCount: number,
  droppedBy: { column: string; rows: number }[],
): Problem {
  const most = droppedBy.toSorted((a, b) => b.rows - a.rows)[0]!;
  const column = columns.find(({ spec }) => spec.name === most.column)!;
  const at = column.values.findIndex((value) => Number.isNaN(value));
  const all = rowCount === 1 ? 'the only row was' : `all ${rowCount.toLocaleString('en-US')} rows were`;
  return {
    code: 'data.noRows',
    message: `No row is left to learn from: ${all} dropped, ${most.rows.toLocaleString('en-US')} of them for column "${most.column}", which in the first of them ${cellFault(column.cells?.[at] ?? '', column.spec)}.`,
    hint: 'Set that column to ignore, or correct its type or its cells.',
  };
}

function noTrainingRows({ split }: DatasetSpec, rows: number): Problem {
  const percent = (share: number) => `${Number((100 * share).toPrecision(4))} %`;
  return {
    code: 'data.split',
    message: `No row is left to train on: of ${rows.toLocaleString('en-US')} usable ${rows === 1 ? 'row' : 'rows'}, ${percent(split.validation)} go to validation and ${percent(split.test)} to test.`,
    hint: 'Hold out less for validation and test.',
  };
}
