import type { Graph } from '../graph/schema';
import type { DatasetSpec } from './schema';
import type { StoredTable } from './storedTable';
import type { Table } from './table';
import { columnRole, columnsOfNode } from './widths';

export interface NeededColumns {
  /** What input nodes read. */
  features: string[];
  /** Targets, the weight, and what decides how rows are split. */
  others: string[];
}

/** Names of the columns that a run over a data set looks at, each once. */
export function neededColumns(graph: Graph, dataset: DatasetSpec): NeededColumns {
  const features = new Set<string>();
  const others = new Set<string>();
  for (const node of graph.nodes) {
    if (node.kind !== 'input' && node.kind !== 'target') continue;
    const names = node.kind === 'input' ? features : others;
    for (const { name } of columnsOfNode(node, graph, dataset) ?? []) names.add(name);
  }
  for (const column of dataset.columns) {
    if (columnRole(column, graph) === 'weight') others.add(column.name);
  }
  const { method, column } = dataset.split;
  if (column !== undefined && (method === 'order' || method === 'column')) others.add(column);
  return { features: [...features], others: [...others].filter((name) => !features.has(name)) };
}

/**
 * Those columns in memory. Where one is not there that has to be, the answer has every column and no rows: what reads it
 * can then say what there is instead. `targets: 'optional'` is for predicting.
 */
export async function loadUsedColumns(
  stored: Pick<StoredTable, 'columns' | 'load' | 'loadRows'>,
  graph: Graph,
  dataset: DatasetSpec,
  targets: 'required' | 'optional',
): Promise<Table> {
  const { features, others } = neededColumns(graph, dataset);
  const there = stored.columns.map(({ name }) => name);
  const known = new Set(there);
  const required = targets === 'required' ? [...features, ...others] : features;
  if (required.some((name) => !known.has(name))) return stored.loadRows(there, 0, 0);
  return stored.load([...features, ...others].filter((name) => known.has(name)));
}
