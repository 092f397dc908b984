import { parseEndpoint } from '../graph/edges';

/** Between the left edges of two columns, and the upper edges of two nodes, in px on the canvas. */
const columnStep = 260;
const rowStep = 150;

/**
 * Places nodes in columns from left to right: each one column behind the last of those it reads, and in a column in the order of
 * where their sources stand. Nodes without an input stand right before what reads them. The graph has no cycles.
 */
export function layOut(
  nodes: readonly { id: string }[],
  edges: readonly { from: string; to: string }[],
): Map<string, { x: number; y: number }> {
  const sources = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  const readers = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const edge of edges) {
    const [from, to] = [parseEndpoint(edge.from).nodeId, parseEndpoint(edge.to).nodeId];
    sources.get(to)?.push(from);
    readers.get(from)?.push(to);
  }
  const column = new Map<string, number>();
  // Every node stands behind its sources in the list that is gone through, however it was given.
  const waiting = new Map(Array.from(sources, ([id, from]) => [id, from.length]));
  const ready = nodes.filter(({ id }) => waiting.get(id) === 0).map(({ id }) => id);
  for (let next = 0; next < ready.length; next++) {
    const id = ready[next]!;
    column.set(id, 1 + Math.max(-1, ...sources.get(id)!.map((from) => column.get(from)!)));
    for (const reader of readers.get(id)!) {
      waiting.set(reader, waiting.get(reader)! - 1);
      if (waiting.get(reader) === 0) ready.push(reader);
    }
  }
  for (const id of ready) {
    const first = Math.min(...readers.get(id)!.map((reader) => column.get(reader)!));
    if (sources.get(id)!.length === 0 && Number.isFinite(first)) column.set(id, first - 1);
  }
  const byColumn = new Map<number, string[]>();
  for (const id of ready) {
    const at = column.get(id)!;
    byColumn.set(at, [...(byColumn.get(at) ?? []), id]);
  }
  const row = new Map<string, number>();
  for (const at of [...byColumn.keys()].sort((a, b) => a - b)) {
    const height = (id: string) => {
      const rows = sources.get(id)!.map((from) => row.get(from) ?? 0);
      return rows.length > 0 ? rows.reduce((sum, each) => sum + each, 0) / rows.length : 0;
    };
    const ids = byColumn.get(at)!;
    ids.sort((a, b) => height(a) - height(b));
    ids.forEach((id, index) => {
      row.set(id, index - (ids.length - 1) / 2);
    });
  }
  return new Map(
    nodes.map(({ id }) => [id, { x: (column.get(id) ?? 0) * columnStep, y: (row.get(id) ?? 0) * rowStep }]),
  );
}
