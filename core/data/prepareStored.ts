import type { Problem } from '../graph/problem';
import { classColumn, type DealtRows, dealRows } from './dealRows';
import { fitColumn, fittedEarlier, needsFitting } from './encode';
import {
  constantProblem,
  fitToTraining,
  isEncoded,
  type PreparedRows,
  type PrepareInput,
  withoutTraining,
} from './prepare';
import { readColumn } from './readColumn';
import type { ColumnSpec, FittedColumn } from './schema';
import { orderKeys } from './splitColumn';
import type { StoredTable } from './storedTable';
import type { Table, TableColumn } from './table';
import { noRowsLeft, type ReadColumn, type RowFaults, type UsableRows, usableRows } from './usableRows';
import { type FoundColumns, findUsedColumns } from './usedColumns';

export interface PrepareStoredInput extends Omit<PrepareInput, 'table'> {
  table: StoredTable;
  /** Rows that may be in memory at a time. */
  blockRows: number;
  /** Lets other work have its turn. */
  breathe(): Promise<void>;
}

export interface StoredRows extends PreparedRows {
  /** The columns of each input and target node. */
  byNode: ReadonlyMap<string, ColumnSpec[]>;
}

/**
 * The same as `prepareData` without any encoded row: finds the usable rows block by block, then measures one column at a time. Besides
 * a block, what is in memory at once is one column, those that decide the split, and a few numbers for each row.
 */
export async function prepareStored(
  input: PrepareStoredInput,
): Promise<{ ok: true; data: StoredRows } | { ok: false; problem: Problem }> {
  const selected = await selectStored(input);
  if (!selected.ok) return selected;
  const { found, rows, dealt } = selected;
  const { table, encoders = [], breathe } = input;
  const { tableRows, droppedBy } = rows;
  const { parts, drawn } = dealt;
  const read = found.columns.filter(isEncoded);
  const problem = parts.train.length > 0 ? null : withoutTraining(read, input, tableRows.length);
  if (problem) return { ok: false, problem };
  const fitted: FittedColumn[] = [];
  const readStored = wholeColumns(table);
  const scratch = new Float64Array(parts.train.length);
  for (const { spec } of read) {
    const known =
      fittedEarlier(spec, encoders) ?? (needsFitting(spec) ? null : fitColumn(spec, new Float64Array()));
    fitted.push(
      known ?? fitToTraining({ spec, values: await readStored(spec) }, tableRows, parts.train, scratch),
    );
    await breathe();
  }
  const dropped = table.rowCount - tableRows.length;
  return {
    ok: true,
    data: { encoders: fitted, tableRows, parts, drawn, dropped, droppedBy, byNode: found.byNode },
  };
}

interface SelectedStored {
  found: FoundColumns;
  rows: UsableRows;
  dealt: DealtRows;
  /** The columns that the split and the drawing of rows go by are read; of the others nothing is. */
  columns: ReadColumn[];
}

/** Which rows are used for what, found block by block. `onFaults` is told of every block what makes rows of it unusable. */
export async function selectStored(
  input: PrepareStoredInput,
  onFaults?: FaultsOfBlock,
): Promise<({ ok: true } & SelectedStored) | { ok: false; problem: Problem }> {
  const { table, graph, dataset, seed, targets = 'required' } = input;
  const nothing = await table.loadRows(
    table.columns.map(({ name }) => name),
    0,
    0,
  );
  const found = findUsedColumns(nothing, graph, dataset, targets);
  if (!found.ok) return found;
  const meaningless = constantProblem(found.columns);
  if (meaningless) return { ok: false, problem: meaningless };
  const deciding = await decidingColumns(table, found);
  const usable = await usableByBlocks(input, found, deciding, onFaults);
  if (!usable.ok) return usable;
  const { rows } = usable;
  const split = found.split && { ...found.split, cells: deciding.get(found.split.spec.name)! };
  const columns = found.columns.map((column) => {
    const cells = deciding.get(column.spec.name) ?? null;
    return {
      ...column,
      values: cells ? readColumn(cells, column.spec) : unknownCells(table, found, column),
    };
  });
  const dealt = dealRows({
    columns,
    rows,
    order: dataset.split.method === 'order' && split ? orderKeys(split.cells, split.spec) : null,
    splitColumn: split,
    dataset,
    seed,
    isTraining: targets === 'required',
  });
  return dealt.ok ? { ok: true, found, rows, dealt: dealt.dealt, columns } : dealt;
}

/** Reads whole columns of the table one after the other, as `readColumn` gives them; the next is written over the one before. */
function wholeColumns(table: StoredTable): (spec: ColumnSpec) => Promise<Float64Array> {
  let spent: Table | undefined;
  return async (spec) => {
    // `load` may keep columns for the next time, which these are too large for.
    spent = await table.loadRows([spec.name], 0, table.rowCount, spent);
    const [cells] = spent.columns;
    return cells ? readColumn(cells, spec) : new Float64Array(table.rowCount).fill(Number.NaN);
  };
}

/** What the split and the drawing of rows go by: classes, weights and the column of the split. */
async function decidingColumns(
  table: StoredTable,
  { columns, split }: FoundColumns,
): Promise<ReadonlyMap<string, TableColumn>> {
  const classes = classColumn(columns.map((column) => ({ ...column, values: new Float64Array() })));
  const names = columns
    .filter(({ isWeight, spec }) => isWeight || spec === classes?.spec)
    .map(({ spec }) => spec.name);
  const all = new Set(split ? [...names, split.spec.name] : names);
  const loaded = await table.load([...all]);
  return new Map(loaded.columns.map((column) => [column.name, column]));
}

/** A class that is to be predicted may not be in the file; nothing else is looked at. */
function unknownCells(
  table: StoredTable,
  { columns }: FoundColumns,
  column: FoundColumns['columns'][number],
) {
  const isClass = column.isTarget && columns.filter(({ isTarget }) => isTarget).length === 1;
  return new Float64Array(isClass && !column.cells ? table.rowCount : 0).fill(Number.NaN);
}

/** Row of the table that a block begins with, the faults of its rows, and the words for them, which are those of all blocks. */
type FaultsOfBlock = (
  first: number,
  faults: RowFaults,
  faultText: ReturnType<typeof usableRows>['faultText'],
) => void;

/** Goes through the table once and finds the rows that can be used. */
async function usableByBlocks(
  { table, dataset, targets = 'required', blockRows, breathe }: PrepareStoredInput,
  found: FoundColumns,
  deciding: ReadonlyMap<string, TableColumn>,
  onFaults?: FaultsOfBlock,
): Promise<{ ok: true; rows: UsableRows } | { ok: false; problem: Problem }> {
  const isOrdered = dataset.split.method === 'order';
  const names = found.columns.flatMap(({ spec, cells }) =>
    cells && !deciding.has(spec.name) ? [spec.name] : [],
  );
  const tableRows: Uint32Array[] = [];
  const complete: Uint32Array[] = [];
  const dropped = new Map<string, number>();
  const worst = new Map<string, ReturnType<typeof usableRows>['worst']>();
  let used = 0;
  for (let first = 0; first < table.rowCount; first += blockRows) {
    const count = Math.min(blockRows, table.rowCount - first);
    const cellsOf = cellsByName(await table.loadRows(names, first, count), deciding, first, count);
    const columns = found.columns.map((column) => ({ ...column, cells: cellsOf(column.spec.name) }));
    const split = found.split && { ...found.split, cells: cellsOf(found.split.spec.name)! };
    const block = usableRows({ columns, split }, isOrdered, count, targets);
    onFaults?.(first, block.faults, block.faultText);
    tableRows.push(block.rows.tableRows.map((row) => row + first));
    const before = used;
    complete.push(block.rows.complete.map((row) => row + before));
    used += block.rows.tableRows.length;
    for (const { column, rows } of block.rows.droppedBy)
      dropped.set(column, (dropped.get(column) ?? 0) + rows);
    const name = block.worst?.spec.name;
    if (used === 0 && name !== undefined && !worst.has(name)) worst.set(name, block.worst);
    await breathe();
  }
  const inOrder = [...found.columns.map(({ spec }) => spec.name), found.split?.spec.name ?? ''];
  const droppedBy = [...new Set(inOrder)].flatMap((column) => {
    const rows = dropped.get(column);
    return rows === undefined ? [] : [{ column, rows }];
  });
  if (used > 0)
    return { ok: true, rows: { tableRows: joined(tableRows), complete: joined(complete), droppedBy } };
  const blamed = droppedBy.toSorted((a, b) => b.rows - a.rows).find(({ column }) => worst.has(column));
  const demand = worst.get(blamed?.column ?? '') ?? null;
  return { ok: false, problem: noRowsLeft(demand, table.rowCount, droppedBy) };
}

/** The cells of some rows: of those that were read, or out of whole columns. */
function cellsByName(
  part: Table,
  whole: ReadonlyMap<string, TableColumn>,
  first: number,
  count: number,
): (name: string) => TableColumn | null {
  const read = new Map(part.columns.map((column) => [column.name, column]));
  return (name) => {
    const column = whole.get(name);
    if (!column) return read.get(name) ?? null;
    return column.kind === 'text'
      ? { ...column, codes: column.codes.subarray(first, first + count) }
      : { ...column, values: column.values.subarray(first, first + count) };
  };
}

function joined(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
