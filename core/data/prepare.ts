import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import type { RowPart } from '../protocol';
import { encodeCell, fitColumn, fittedWidth, needsFitting, stillFits } from './encode';
import type { ColumnSpec, DatasetSpec, FittedColumn } from './schema';
import { splitRows } from './split';
import type { Table } from './table';
import { noRowsLeft, type ReadColumn, type UsableRows, usableRows } from './usableRows';
import { findUsedColumns } from './usedColumns';

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
  /**
   * The rows that make up one epoch, ascending, some of them several times or never, by their weight or their class; null
   * where these are the training rows, each once.
   */
  drawn: Uint32Array | null;
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
  const { read, rows } = usableRows(used.columns, table.rowCount, targets);
  const { tableRows, droppedBy } = rows;
  if (tableRows.length === 0) return { ok: false, problem: noRowsLeft(read, table.rowCount, droppedBy) };

  const parts = dealOut(read, rows, dataset, seed);
  const known = (spec: ColumnSpec) =>
    encoders.find((encoder) => encoder.name === spec.name && stillFits(encoder, spec));
  if (parts.train.length === 0) {
    if (targets === 'required') return { ok: false, problem: noTrainingRows(dataset, rows.complete.length) };
    const unfitted = read.find(({ spec }) => !known(spec) && needsFitting(spec));
    if (unfitted) return { ok: false, problem: neverFitted(unfitted.spec) };
  }
  const columns = read.map(({ spec, values }) => {
    const training = () => Float64Array.from(parts.train, (row) => values[tableRows[row]!]!);
    return { fitted: known(spec) ?? fitColumn(spec, training()), values };
  });
  const byName = new Map(columns.map((column) => [column.fitted.name, column]));
  const encode = (specs: ColumnSpec[]) =>
    encodeMatrix(
      specs.map(({ name }) => byName.get(name)!),
      tableRows,
    );
  const matrices = new Map(Array.from(used.byNode, ([id, specs]) => [id, encode(specs)]));
  const dropped = table.rowCount - tableRows.length;
  const fittedColumns = columns.map(({ fitted }) => fitted);
  return { ok: true, data: { encoders: fittedColumns, tableRows, parts, drawn: null, dropped, droppedBy, matrices } };
}

/**
 * Only complete rows are split, so that predicting finds the same parts as training did; rows whose target is unknown
 * were never trained on and count as test rows.
 */
function dealOut(
  columns: readonly ReadColumn[],
  { tableRows, complete }: UsableRows,
  { split }: DatasetSpec,
  seed: number,
): Record<RowPart, Uint32Array> {
  const classes = split.stratify ? classNumbers(columns, tableRows) : null;
  const classOfComplete = classes && complete.map((row) => classes[row]!);
  if (split.validation + split.test >= 1) {
    return { train: new Uint32Array(), validation: complete, test: new Uint32Array() };
  }
  const parts = splitRows(complete.length, split, seed, classOfComplete);
  const rowsOf = (part: RowPart) => parts[part].map((index) => complete[index]!);
  const known = new Set(complete);
  const unknown = tableRows.map((_, row) => row).filter((row) => !known.has(row));
  const test = Uint32Array.from([...rowsOf('test'), ...unknown]).sort();
  return { train: rowsOf('train'), validation: rowsOf('validation'), test };
}

/** The class of every row in use, where the only thing to predict is one category. */
function classNumbers(columns: readonly ReadColumn[], tableRows: Uint32Array): Uint32Array | null {
  const predicted = columns.filter((column) => !column.isFeature);
  const only = predicted.length === 1 ? predicted[0]! : null;
  return only?.spec.type === 'category' ? tableRows.map((row) => only.values[row]!) : null;
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
      // What cannot be read here is to be predicted, and is as good as unknown.
      encodeCell(Number.isFinite(value) ? value : Number.NaN, fitted, matrix, start);
    });
    offset += ownWidth;
  }
  return { rows: tableRows.length, columns: width, values: matrix };
}

function noTrainingRows({ split }: DatasetSpec, rows: number): Problem {
  const percent = (share: number) => `${Number((100 * share).toPrecision(4))} %`;
  return {
    code: 'data.split',
    message: `No row is left to train on: of ${rows.toLocaleString('en-US')} usable ${rows === 1 ? 'row' : 'rows'}, ${percent(split.validation)} go to validation and ${percent(split.test)} to test.`,
    hint: 'Hold out less for validation and test.',
  };
}

function neverFitted({ name }: ColumnSpec): Problem {
  return {
    code: 'data.unfitted',
    message: `The scaling of column "${name}" was never measured, and this file has no training rows to measure it on.`,
    hint: 'Use a project saved after training, which holds it.',
  };
}
