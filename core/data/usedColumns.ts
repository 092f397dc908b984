import { nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import type { ColumnSpec, DatasetSpec } from './schema';
import { sourceName } from './source';
import type { Table, TableColumn } from './table';
import { columnsOfNode } from './widths';

/** A column that an input or target node reads, with its cells. */
export interface UsedColumn {
  spec: ColumnSpec;
  /** Null where the file has no such column and it is only there to be predicted. */
  cells: TableColumn | null;
  isFeature: boolean;
}

export type UsedColumns =
  | { ok: true; columns: UsedColumn[]; byNode: ReadonlyMap<string, ColumnSpec[]> }
  | { ok: false; problem: Problem };

/** The columns that the graph reads, in the data set's order, found in the file by name. */
export function findUsedColumns(
  table: Table,
  graph: Graph,
  dataset: DatasetSpec,
  targets: 'required' | 'optional',
): UsedColumns {
  const byNode = new Map<string, ColumnSpec[]>();
  const features = new Set<string>();
  const used = new Map<string, ColumnSpec>();
  for (const node of graph.nodes) {
    if (node.kind !== 'input' && node.kind !== 'target') continue;
    const named = Array.isArray(node.columns) ? (node.columns as string[]) : [];
    const unknown = named.find((name) => !dataset.columns.some((column) => column.name === name));
    if (unknown !== undefined)
      return missing(`"${nodeName(node)}" reads`, unknown, 'the data set', dataset.columns);
    const columns = columnsOfNode(node, graph, dataset) ?? [];
    byNode.set(node.id, columns);
    for (const column of columns) {
      used.set(column.name, column);
      if (node.kind === 'input') features.add(column.name);
    }
  }
  const cellsByName = new Map(table.columns.map((column) => [column.name, column]));
  const columns: UsedColumn[] = [];
  for (const [name, spec] of used) {
    const cells = cellsByName.get(name) ?? null;
    const isFeature = features.has(name);
    if (!cells && (isFeature || targets === 'required')) {
      return missing('The project reads', name, `the file "${sourceName(dataset.source)}"`, table.columns);
    }
    columns.push({ spec, cells, isFeature });
  }
  const places = new Map(dataset.columns.map(({ name }, index) => [name, index]));
  const place = (column: UsedColumn) => places.get(column.spec.name)!;
  return { ok: true, columns: columns.sort((a, b) => place(a) - place(b)), byNode };
}

const namesListed = 8;

function missing(
  reader: string,
  name: string,
  place: string,
  there: readonly { name: string }[],
): UsedColumns {
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
