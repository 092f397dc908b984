import { type Endpoint, formatEndpoint, parseEndpoint } from '../../core/graph/edges';
import type { Edge, Graph, GraphNode } from '../../core/graph/schema';
import { findNodeKind } from '../../core/nodes';

/** Changes to a graph in place, run inside an action of the document. Each leaves the graph's invariants whole. */

export interface Point {
  x: number;
  y: number;
}

/** A node of this kind with every parameter at its default. */
export function newNode(
  kind: string,
  id: string,
  position: Point,
  params: Record<string, unknown> = {},
): GraphNode {
  const definition = findNodeKind(kind);
  if (!definition) throw new Error(`internal: no node kind "${kind}"`);
  return { id, kind, position: { ...position }, ...definition.params.parse(params) } as GraphNode;
}

export function removeFromGraph(graph: Graph, nodeIds: ReadonlySet<string>, edges: readonly Edge[]): void {
  const gone = (edge: Edge) =>
    nodeIds.has(parseEndpoint(edge.from).nodeId) ||
    nodeIds.has(parseEndpoint(edge.to).nodeId) ||
    edges.some((other) => other.from === edge.from && other.to === edge.to);
  removeWhere(graph.edges, gone);
  removeWhere(graph.nodes, (node) => nodeIds.has(node.id));
}

/** Draws a wire. A port that takes one wire loses the wire it had. */
export function connectInGraph(graph: Graph, from: Endpoint, to: Endpoint): void {
  const wire = { from: formatEndpoint(from.nodeId, from.port), to: formatEndpoint(to.nodeId, to.port) };
  if (graph.edges.some((edge) => edge.from === wire.from && edge.to === wire.to)) return;
  if (portArity(graph, to) === 'one') removeWhere(graph.edges, (edge) => edge.to === wire.to);
  graph.edges.push(wire);
}

function portArity(graph: Graph, to: Endpoint): 'one' | 'many' {
  const node = graph.nodes.find((each) => each.id === to.nodeId);
  const port = node && findNodeKind(node.kind)?.inputs.find((each) => each.name === to.port);
  return port?.arity ?? 'one';
}

/** Removes from the end, so that the recorded patches are small and indices stay valid. */
function removeWhere<T>(items: T[], gone: (item: T) => boolean): void {
  for (let index = items.length - 1; index >= 0; index -= 1) {
    if (gone(items[index]!)) items.splice(index, 1);
  }
}
