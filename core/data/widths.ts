import type { Graph, GraphNode } from '../graph/schema';
import { partWidth } from './dates';
import type { ColumnRole, ColumnSpec, DatasetSpec } from './schema';

/** How many numbers one cell of the column becomes. */
export function columnWidth(column: ColumnSpec): number {
  const indicator = column.indicator ? 1 : 0;
  switch (column.type) {
    case 'number':
    case 'integer':
    case 'boolean':
      return 1 + indicator;
    case 'category':
      return (column.encoding === 'ordinal' ? 1 : column.categories.length) + indicator;
    case 'date':
      return column.parts.reduce((sum, part) => sum + partWidth(part), indicator);
    case 'text':
      return 0;
    default:
      throw column satisfies never;
  }
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

/** Whether a target node reads the column. */
function isPredicted(column: ColumnSpec, graph: Graph): boolean {
  return (
    columnRole(column, graph) === 'target' ||
    graph.nodes.some((node) => node.kind === 'target' && chosenColumns(node).includes(column.name))
  );
}

/** What is to be predicted has to be known, so nothing stands in for it. */
function withoutStandIn(column: ColumnSpec): ColumnSpec {
  const { missing: _missing, indicator: _indicator, constant: _constant, ...rest } = column;
  return rest as ColumnSpec;
}

function columnsByName(names: readonly string[], { columns }: DatasetSpec): ColumnSpec[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return names.flatMap((name) => byName.get(name) ?? []);
}

/** The columns that an input or target node reads, in order; null without a data set. */
export function columnsOfNode(
  node: GraphNode,
  graph: Graph,
  dataset: DatasetSpec | null,
): ColumnSpec[] | null {
  if (!dataset) return null;
  const chosen = chosenColumns(node);
  const role = node.kind === 'target' ? 'target' : 'feature';
  const columns =
    chosen.length > 0
      ? columnsByName(chosen, dataset)
      : dataset.columns.filter((column) => columnRole(column, graph) === role);
  return columns
    .filter(({ type }) => type !== 'text')
    .map((column) =>
      (column.missing || column.indicator) && isPredicted(column, graph) ? withoutStandIn(column) : column,
    );
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
