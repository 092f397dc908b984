import { applyNodeChanges, type Node, type NodeChange, type Edge as ReactFlowEdge } from '@xyflow/react';
import { edgeKey, parseEndpoint } from '../../core/graph/edges';
import { nodeName } from '../../core/graph/names';
import type { Edge, GraphNode } from '../../core/graph/schema';
import type { Point } from '../document/graphEdits';

/** Nodes and edges as React Flow wants them. What it measures and marks stays on these and out of the document. */
export type FlowNode = Node<{ kind: string }, 'card'>;
export type FlowEdge = ReactFlowEdge<Record<string, never>, 'wire'>;

/** The document's nodes, keeping the objects of those that did not change, so that their cards are not drawn anew. */
export function mergeNodes(
  previous: readonly FlowNode[],
  nodes: readonly GraphNode[],
  selected: ReadonlySet<string>,
): FlowNode[] {
  const old = new Map(previous.map((node) => [node.id, node]));
  return nodes.map((node) => {
    const before = old.get(node.id);
    const isSelected = selected.has(node.id);
    const label = nodeName(node);
    const kept = before?.data.kind === node.kind ? before : undefined;
    const position = kept?.dragging ? kept.position : node.position;
    if (
      kept &&
      kept.selected === isSelected &&
      kept.ariaLabel === label &&
      kept.position.x === position.x &&
      kept.position.y === position.y
    ) {
      return kept;
    }
    return {
      ...kept,
      id: node.id,
      type: 'card',
      data: kept?.data ?? { kind: node.kind },
      position: { x: position.x, y: position.y },
      selected: isSelected,
      ariaLabel: label,
    };
  });
}

export function mergeEdges(
  previous: readonly FlowEdge[],
  edges: readonly Edge[],
  selected: ReadonlySet<string>,
): FlowEdge[] {
  const old = new Map(previous.map((edge) => [edge.id, edge]));
  return edges.map((edge) => {
    const id = edgeKey(edge);
    const isSelected = selected.has(id);
    const before = old.get(id);
    if (before && before.selected === isSelected) return before;
    const from = parseEndpoint(edge.from);
    const to = parseEndpoint(edge.to);
    return {
      id,
      type: 'wire',
      source: from.nodeId,
      sourceHandle: from.port,
      target: to.nodeId,
      targetHandle: to.port,
      selected: isSelected,
      reconnectable: 'target',
    };
  });
}

export interface NodeEffects {
  nodes: FlowNode[];
  selection: { id: string; selected: boolean }[];
  /** Where nodes were let go; these positions go into the document. */
  dropped: Map<string, Point>;
}

/** Sorts out what React Flow reports: what it keeps to itself, what concerns the selection, what the document. */
export function applyChanges(nodes: FlowNode[], changes: NodeChange<FlowNode>[]): NodeEffects {
  const effects: NodeEffects = { nodes, selection: [], dropped: new Map() };
  const own: NodeChange<FlowNode>[] = [];
  for (const change of changes) {
    if (change.type === 'select') effects.selection.push({ id: change.id, selected: change.selected });
    else if (change.type === 'position' || change.type === 'dimensions') own.push(change);
    if (change.type === 'position' && change.dragging === false && change.position) {
      effects.dropped.set(change.id, change.position);
    }
  }
  if (own.length > 0) effects.nodes = applyNodeChanges(own, nodes);
  return effects;
}
