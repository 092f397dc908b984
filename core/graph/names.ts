import { findNodeKind } from '../nodes';
import type { Graph, GraphNode } from './schema';

/** What to call a node in messages and on its card. */
export function nodeName(node: GraphNode): string {
  return node.name || findNodeKind(node.kind)?.label || node.kind;
}

export function findNode(graph: Graph, id: string): GraphNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}
