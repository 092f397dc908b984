import type { ColumnRole, ColumnType, DatasetSpec } from '../../../core/data/schema';
import type { ColumnSummary } from '../../../core/data/summary';
import { columnRole } from '../../../core/data/widths';
import type { Graph } from '../../../core/graph/schema';
import type { DataSummary } from '../../../core/protocol';

/** A column as the table shows it. */
export interface ShownColumn {
  name: string;
  type: ColumnType;
  role: ColumnRole;
  found: ColumnSummary;
  /** CSS pixels. */
  width: number;
}

const narrowest = 104;
const widest = 220;

export function shownColumns(summary: DataSummary, dataset: DatasetSpec | null, graph: Graph): ShownColumn[] {
  const specs = new Map(dataset?.columns.map((column) => [column.name, column]));
  return summary.columns.map((found) => {
    const column = specs.get(found.name);
    return {
      name: found.name,
      type: column?.type ?? found.type,
      role: column ? columnRole(column, graph) : 'ignore',
      found,
      width: widthOf(found),
    };
  });
}

/** Wide enough for most names and values. */
function widthOf({ name, values = [], type, missing }: ColumnSummary): number {
  const longest = Math.max(0, ...values.slice(0, 20).map(({ value }) => value.length));
  const letters = Math.max(
    name.length + 6,
    type === 'date' ? 20 : type === 'number' ? 14 : 0,
    missing > 0 ? 20 : 0,
    Math.min(longest, 28),
  );
  return Math.max(narrowest, Math.min(widest, Math.round(letters * 7 + 24)));
}
