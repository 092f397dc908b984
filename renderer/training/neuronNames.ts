import { encodedParts, indicatorName, isOneHot } from '../../core/data/encodedNames';
import type { DatasetSpec } from '../../core/data/schema';
import { columnsOfNode } from '../../core/data/widths';
import { predictionHeads } from '../../core/graph/heads';
import type { Graph } from '../../core/graph/schema';

/**
 * What the outputs of a node stand for, where they stand for something: columns for a data node, classes or columns for
 * the node whose output is the prediction. Null for neurons that have no name.
 */
export function neuronNames(nodeId: string, graph: Graph, dataset: DatasetSpec | null): string[] | null {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  if (!node) return null;
  if (node.kind === 'input' || node.kind === 'target') return encodedNames(nodeId, graph, dataset);
  const head = predictionHeads(graph, dataset).find(({ predictionNodeId }) => predictionNodeId === nodeId);
  return head ? encodedNames(head.targetNodeId, graph, dataset) : null;
}

function encodedNames(nodeId: string, graph: Graph, dataset: DatasetSpec | null): string[] | null {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const columns = node && columnsOfNode(node, graph, dataset);
  if (!columns) return null;
  const only = columns.length === 1;
  return columns.flatMap((column) => {
    const names = isOneHot(column);
    return encodedParts(column).map((part) => {
      if (part === null) return column.name;
      if (!names || part === indicatorName) return `${column.name} (${part})`;
      return only ? part : `${column.name} = ${part}`;
    });
  });
}

/** The name of one neuron: what it stands for, or its number from 1. */
export function neuronName(names: readonly string[] | null, index: number): string {
  return names?.[index] ?? `Neuron ${index + 1}`;
}
