import { graphlib, layout } from '@dagrejs/dagre';
import { parseEndpoint } from '../../core/graph/edges';
import type { Graph } from '../../core/graph/schema';
import type { Point } from '../document/graphEdits';
import { cardSize, snap } from './placement';

/** Places the nodes in columns from left to right, in the direction of the signals. Sizes in px, by node id. */
export function tidyLayout(
  { nodes, edges }: Graph,
  sizes: ReadonlyMap<string, { width: number; height: number }>,
): Map<string, Point> {
  const drawing = new graphlib.Graph({ multigraph: true });
  drawing.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 44, marginx: 0, marginy: 0 });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const { id } of nodes) drawing.setNode(id, { ...(sizes.get(id) ?? cardSize) });
  for (const edge of edges) {
    const from = parseEndpoint(edge.from).nodeId;
    const to = parseEndpoint(edge.to).nodeId;
    drawing.setEdge(from, to, {}, `${edge.from}->${edge.to}`);
  }
  layout(drawing);
  return new Map(
    nodes.map(({ id }) => {
      const { x, y } = drawing.node(id) as Point;
      const { width, height } = sizes.get(id) ?? cardSize;
      return [id, snap({ x: x - width / 2, y: y - height / 2 })];
    }),
  );
}
