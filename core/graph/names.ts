import { findNodeKind } from '../nodes';
import type { Graph, GraphNode } from './schema';

/** What to call a node in messages and on its card. */
export function nodeName(node: GraphNode): string {
  return node.name || findNodeKind(node.kind)?.label || node.kind;
}

export function findNode(graph: Graph, id: string): GraphNode | undefined {
  // Looked for a thousand times at every edit of a large graph: a plain loop needs no call for each node.
  for (const node of graph.nodes) if (node.id === id) return node;
  return undefined;
}
