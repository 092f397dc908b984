import type { Graph, GraphNode } from '../graph/schema';
import type { ColumnRole, ColumnSpec, DatasetSpec } from './schema';

/** How many numbers one cell of the column becomes. */
export function columnWidth(column: ColumnSpec): number {
  return column.type === 'category' ? column.categories.length : 1;
}

function chosenColumns(node: GraphNode): readonly string[] {
  return Array.isArray(node.columns) ? (node.columns as string[]) : [];
}

/** The role of a column: its own, or else that of the data node which names it. */
export function columnRole(column: ColumnSpec, graph: Graph): ColumnRole {
  if (column.role) return column.role;
  const namedBy = (kind: string) =>
    graph.nodes.some((node) => node.kind === kind && chosenColumns(node).includes(column.name));
  if (namedBy('target')) return 'target';
  return namedBy('input') ? 'feature' : 'ignore';
}

/** The columns that an input or target node reads, in order; null without a data set. */
export function columnsOfNode(
  node: GraphNode,
  graph: Graph,
  dataset: DatasetSpec | null,
): ColumnSpec[] | null {
  if (!dataset) return null;
  const chosen = chosenColumns(node);
  if (chosen.length > 0) {
    return chosen.flatMap((name) => dataset.columns.find((column) => column.name === name) ?? []);
  }
  const role = node.kind === 'target' ? 'target' : 'feature';
  return dataset.columns.filter((column) => columnRole(column, graph) === role);
}

/** Encoded width by input and target node; null for a node whose data is not there. The compiler's `inputShapes`. */
export type DataWidths = ReadonlyMap<string, number | null>;

export function dataWidths(graph: Graph, dataset: DatasetSpec | null): DataWidths {
  const widths = new Map<string, number | null>();
  for (const node of graph.nodes) {
    if (node.kind !== 'input' && node.kind !== 'target') continue;
    const columns = columnsOfNode(node, graph, dataset);
    widths.set(node.id, columns ? columns.reduce((sum, column) => sum + columnWidth(column), 0) : null);
  }
  return widths;
}
