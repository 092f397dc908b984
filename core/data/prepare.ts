import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import { type DealtRows, dealRows } from './dealRows';
import { fitColumn, fittedEarlier, needsFitting } from './encode';
import { encodeMatrix } from './encodeMatrix';
import { readConstant } from './fill';
import type { Matrix } from './matrix';
import type { RowPart } from './rowPart';
import type { ColumnSpec, DatasetSpec, FittedColumn } from './schema';
import type { Table } from './table';
import { noRowsLeft, type ReadColumn, usableRows } from './usableRows';
import { findUsedColumns, type UsedColumn } from './usedColumns';

export type { Matrix };

/** How a table is read: what was measured on it, and which rows are used for what. */
export interface PreparedRows {
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
}

/** A table as the network reads it. */
export interface PreparedData extends PreparedRows {
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

/** Which rows are used for what; the columns are read, and nothing is encoded yet. */
export interface SelectedRows extends DealtRows {
  columns: ReadColumn[];
  byNode: ReadonlyMap<string, ColumnSpec[]>;
  tableRows: Uint32Array;
  dropped: number;
  droppedBy: { column: string; rows: number }[];
}

/** Drops unusable rows, splits the rest, fits the scaling on the training part alone, and encodes every row. */
export function prepareData(input: PrepareInput): PrepareResult {
  const { encoders = [] } = input;
  const selection = selectRows(input);
  if (!selection.ok) return selection;
  const { columns, byNode, tableRows, parts, drawn, dropped, droppedBy } = selection.rows;
  const read = columns.filter(isEncoded);
  const problem = parts.train.length > 0 ? null : withoutTraining(read, input, tableRows.length);
  if (problem) return { ok: false, problem };
  const scratch = new Float64Array(parts.train.length);
  const fitted = new Map(
    read.map((column) => [
      column.spec.name,
      {
        fitted:
          fittedEarlier(column.spec, encoders) ?? fitToTraining(column, tableRows, parts.train, scratch),
        values: column.values,
      },
    ]),
  );
  const matrices = new Map(
    Array.from(byNode, ([id, specs]) => [
      id,
      encodeMatrix(
        specs.map(({ name }) => fitted.get(name)!),
        tableRows,
      ),
    ]),
  );
  const all = Array.from(fitted.values(), (column) => column.fitted);
  return { ok: true, data: { encoders: all, tableRows, parts, drawn, dropped, droppedBy, matrices } };
}

/** Finds the rows that can be used and deals them out; encodes nothing. */
export function selectRows(
  input: PrepareInput,
): { ok: true; rows: SelectedRows } | { ok: false; problem: Problem } {
  const { table, graph, dataset, seed, targets = 'required' } = input;
  const used = findUsedColumns(table, graph, dataset, targets);
  if (!used.ok) return used;
  const meaningless = constantProblem(used.columns);
  if (meaningless) return { ok: false, problem: meaningless };
  const isOrdered = dataset.split.method === 'order';
  const { read, order, rows, worst } = usableRows(used, isOrdered, table.rowCount, targets);
  const { tableRows, droppedBy } = rows;
  if (tableRows.length === 0) return { ok: false, problem: noRowsLeft(worst, table.rowCount, droppedBy) };
  const dealt = dealRows({
    columns: read,
    rows,
    order,
    splitColumn: used.split,
    dataset,
    seed,
    isTraining: targets === 'required',
  });
  if (!dealt.ok) return dealt;
  const dropped = table.rowCount - tableRows.length;
  const selected = { columns: read, byNode: used.byNode, tableRows, dropped, droppedBy, ...dealt.dealt };
  return { ok: true, rows: selected };
}

/** Whether the network reads the column or is to predict it. */
export function isEncoded({ isFeature, isTarget }: UsedColumn): boolean {
  return isFeature || isTarget;
}

/** What is wrong where no row is left to train on; null where nothing has to be measured on training rows. */
export function withoutTraining(
  columns: readonly UsedColumn[],
  { dataset, encoders = [], targets = 'required' }: Pick<PrepareInput, 'dataset' | 'encoders' | 'targets'>,
  rows: number,
): Problem | null {
  if (targets === 'required') return noTrainingRows(dataset, rows);
  const unfitted = columns.find(({ spec }) => !fittedEarlier(spec, encoders) && needsFitting(spec));
  return unfitted ? neverFitted(unfitted.spec) : null;
}

/** A stand-in that its column cannot mean. */
export function constantProblem(columns: readonly UsedColumn[]): Problem | null {
  const meaningless = columns.find(
    ({ spec, isFeature }) => isFeature && spec.missing === 'constant' && readConstant(spec) === null,
  );
  return meaningless ? noConstant(meaningless.spec) : null;
}

/** What the column's training rows say of it. `scratch` has room for one number for each of them. */
export function fitToTraining(
  { spec, values }: Pick<ReadColumn, 'spec' | 'values'>,
  tableRows: Uint32Array,
  train: Uint32Array,
  scratch: Float64Array = new Float64Array(train.length),
): FittedColumn {
  if (!needsFitting(spec)) return fitColumn(spec, new Float64Array());
  for (let i = 0; i < train.length; i++) scratch[i] = values[tableRows[train[i]!]!]!;
  return fitColumn(spec, scratch);
}

function noTrainingRows({ split }: DatasetSpec, rows: number): Problem {
  const usable = `${rows.toLocaleString('en-US')} usable ${rows === 1 ? 'row' : 'rows'}`;
  if (split.method === 'column') {
    return {
      code: 'data.split',
      message: `No row is left to train on: the column "${split.column}" sends each of ${usable} to validation or test.`,
      hint: 'Let one of its values mean training.',
    };
  }
  const percent = (share: number) => `${Number((100 * share).toPrecision(4))} %`;
  return {
    code: 'data.split',
    message: `No row is left to train on: of ${usable}, ${percent(split.validation)} go to validation and ${percent(split.test)} to test.`,
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

function noConstant({ name, constant = '', type }: ColumnSpec): Problem {
  return {
    code: 'data.constant',
    message: `${JSON.stringify(constant)} is to stand in for empty cells of column "${name}", but it does not fit the column's type, which is ${type}.`,
    hint: 'Give a constant that could stand in the column, or choose another rule for empty cells.',
  };
}
