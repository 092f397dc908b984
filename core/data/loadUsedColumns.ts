import type { Graph } from '../graph/schema';
import type { DatasetSpec } from './schema';
import type { StoredTable } from './storedTable';
import type { Table } from './table';
import { neededColumns } from './usedColumns';
import { columnsOfNode } from './widths';

/**
 * The columns that a run over a data set looks at, in memory. Where one is not there that has to be, the answer has every column and
 * no rows: what reads it can then say what there is instead. `targets: 'optional'` is for predicting.
 */
export async function loadUsedColumns(
  stored: Pick<StoredTable, 'columns' | 'load' | 'loadRows'>,
  graph: Graph,
  dataset: DatasetSpec,
  targets: 'required' | 'optional',
): Promise<Table> {
  const needed = neededColumns(graph, dataset);
  const there = stored.columns.map(({ name }) => name);
  const known = new Set(there);
  const required = targets === 'required' ? needed : featureNames(graph, dataset);
  if (required.some((name) => !known.has(name))) return stored.loadRows(there, 0, 0);
  return stored.load(needed.filter((name) => known.has(name)));
}

function featureNames(graph: Graph, dataset: DatasetSpec): string[] {
  const inputs = graph.nodes.filter(({ kind }) => kind === 'input');
  return inputs.flatMap((node) => (columnsOfNode(node, graph, dataset) ?? []).map(({ name }) => name));
}
