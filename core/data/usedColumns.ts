import { nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import type { ColumnSpec, DatasetSpec } from './schema';
import { sourceName } from './source';
import type { Table, TableColumn } from './table';
import { columnRole, columnsOfNode } from './widths';

/** A column that an input or target node reads or that weighs the rows, with its cells. */
export interface UsedColumn {
  spec: ColumnSpec;
  /** Null where the file has no such column and it is only there to be predicted. */
  cells: TableColumn | null;
  isFeature: boolean;
  isTarget: boolean;
  isWeight: boolean;
}

export interface SplitColumn {
  spec: ColumnSpec;
  cells: TableColumn;
}

export interface FoundColumns {
  /** In the data set's order. */
  columns: UsedColumn[];
  byNode: ReadonlyMap<string, ColumnSpec[]>;
  /** The column that the split goes by; null where it goes by none, or this file to be predicted has none. */
  split: SplitColumn | null;
}

export type UsedColumns = ({ ok: true } & FoundColumns) | { ok: false; problem: Problem };

/** The columns that the graph reads, the weights and the column of the split, found in the file by name. */
export function findUsedColumns(
  table: Table,
  graph: Graph,
  dataset: DatasetSpec,
  targets: 'required' | 'optional',
): UsedColumns {
  const purposes = readingsOf(graph, dataset);
  if ('problem' in purposes) return { ok: false, problem: purposes.problem };
  const cellsByName = new Map(table.columns.map((column) => [column.name, column]));
  const file = `the file "${sourceName(dataset.source)}"`;
  const columns: UsedColumn[] = [];
  for (const { spec, features, targets: predicted, weights } of purposes.columns) {
    const cells = cellsByName.get(spec.name) ?? null;
    const used = { spec, cells, isFeature: features, isTarget: predicted, isWeight: weights };
    if (!cells && (features || targets === 'required'))
      return missing('The project reads', spec.name, file, table.columns);
    // Weights are for training alone.
    if (!cells && weights && !predicted) continue;
    columns.push({ ...used, isWeight: weights && cells !== null });
  }
  const name = splitColumnName(dataset);
  if (name === null) return { ok: true, columns, byNode: purposes.byNode, split: null };
  const spec = dataset.columns.find((column) => column.name === name);
  const cells = cellsByName.get(name);
  if (spec && cells) return { ok: true, columns, byNode: purposes.byNode, split: { spec, cells } };
  if (name === '') return { ok: false, problem: noSplitColumn };
  if (!spec) return missing('The split goes by', name, 'the data set', dataset.columns);
  if (targets === 'required') return missing('The split goes by', name, file, table.columns);
  return { ok: true, columns, byNode: purposes.byNode, split: null };
}

/** The columns without which the data cannot be prepared for training, in the data set's order. */
export function neededColumns(graph: Graph, dataset: DatasetSpec): string[] {
  const split = splitColumnName(dataset);
  const readings = readingsOf(graph, dataset);
  const used = 'problem' in readings ? [] : readings.columns.map(({ spec }) => spec.name);
  const needed = new Set(split === null ? used : [...used, split]);
  return dataset.columns.flatMap(({ name }) => (needed.has(name) ? [name] : []));
}

/** The name of the column that the split goes by; null where it goes by none, empty where it needs one and names none. */
export function splitColumnName({ split }: DatasetSpec): string | null {
  if (split.method === 'column') return split.column ?? '';
  return split.method === 'order' ? (split.column ?? null) : null;
}

interface Reading {
  spec: ColumnSpec;
  features: boolean;
  targets: boolean;
  weights: boolean;
}

/** What every column is read for, and the columns of each node. */
function readingsOf(
  graph: Graph,
  dataset: DatasetSpec,
): { columns: Reading[]; byNode: Map<string, ColumnSpec[]> } | { problem: Problem } {
  const byNode = new Map<string, ColumnSpec[]>();
  const readings = new Map<string, Reading>();
  const known = new Set(dataset.columns.map(({ name }) => name));
  const readingOf = (spec: ColumnSpec): Reading => {
    const reading = readings.get(spec.name) ?? { spec, features: false, targets: false, weights: false };
    readings.set(spec.name, reading);
    return reading;
  };
  for (const node of graph.nodes) {
    if (node.kind !== 'input' && node.kind !== 'target') continue;
    const named = Array.isArray(node.columns) ? (node.columns as string[]) : [];
    const unknown = named.find((name) => !known.has(name));
    if (unknown !== undefined) {
      const found = missing(`"${nodeName(node)}" reads`, unknown, 'the data set', dataset.columns);
      return { problem: found.problem };
    }
    const columns = columnsOfNode(node, graph, dataset) ?? [];
    byNode.set(node.id, columns);
    for (const column of columns) {
      if (node.kind === 'input') readingOf(column).features = true;
      else readingOf(column).targets = true;
    }
  }
  for (const column of dataset.columns) {
    if (columnRole(column, graph) !== 'weight') continue;
    if (!isWeighable(column)) return { problem: noWeight(column) };
    readingOf(column).weights = true;
  }
  const columns = dataset.columns.flatMap(({ name }) => readings.get(name) ?? []);
  return { columns, byNode };
}

function isWeighable({ type }: ColumnSpec): boolean {
  return type === 'number' || type === 'integer' || type === 'boolean';
}

function noWeight({ name, type }: ColumnSpec): Problem {
  return {
    code: 'data.weight',
    message: `The column "${name}" is to weigh the rows, but its type is ${type}; a weight is a number of 0 or more.`,
    hint: 'Set its type to number, or give it another role.',
  };
}

const noSplitColumn: Problem = {
  code: 'data.split',
  message: 'The split goes by the values of a column, but no column is chosen.',
  hint: 'Choose the column, or split at random.',
};

const namesListed = 8;

function missing(
  reader: string,
  name: string,
  place: string,
  there: readonly { name: string }[],
): { ok: false; problem: Problem } {
  const names = there.slice(0, namesListed).map((column) => `"${column.name}"`);
  const rest = there.length - names.length;
  return {
    ok: false,
    problem: {
      code: 'data.column',
      message: `${reader} the column "${name}", but ${place} has no column of that name.`,
      hint: `It has ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
    },
  };
}
