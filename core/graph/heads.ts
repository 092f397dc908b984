import { isOneHot } from '../data/encodedNames';
import type { DatasetSpec } from '../data/schema';
import { columnsOfNode } from '../data/widths';
import { parseEndpoint } from './edges';
import { findNode } from './names';
import type { Graph } from './schema';

/** What one loss node makes the network predict. */
export interface Head {
  lossId: string;
  /** The node whose output is the prediction. */
  predictionNodeId: string;
  targetNodeId: string;
  /** What turns that output into the prediction: a loss over raw outputs takes softmax or sigmoid itself. */
  link: 'identity' | 'softmax' | 'sigmoid';
  /** One class of several, an even chance between two, or numbers. */
  task: 'classes' | 'binary' | 'regression';
}

/**
 * One head for each loss that is wired at both ends, in document order. With a data set at hand, a target that is one
 * category makes the task one of classes whatever the loss, and one of yes and no makes it a choice between two.
 */
export function predictionHeads(graph: Graph, dataset: DatasetSpec | null = null): Head[] {
  return graph.nodes.flatMap((node) => {
    if (node.kind !== 'loss') return [];
    const source = (port: string) => {
      const edge = graph.edges.find((each) => {
        const to = parseEndpoint(each.to);
        return to.nodeId === node.id && to.port === port;
      });
      return edge ? parseEndpoint(edge.from).nodeId : undefined;
    };
    const predictionNodeId = source('prediction');
    const targetNodeId = source('target');
    if (!predictionNodeId || !targetNodeId) return [];
    const target = findNode(graph, targetNodeId);
    if (target?.kind !== 'target') return [];
    const head = { lossId: node.id, predictionNodeId, targetNodeId, ...linkAndTask(node) };
    const columns = columnsOfNode(target, graph, dataset);
    const only = columns?.length === 1 ? columns[0]! : null;
    if (only && isOneHot(only)) head.task = 'classes';
    else if (only?.type === 'boolean' && head.task === 'regression') head.task = 'binary';
    return [head];
  });
}

function linkAndTask(loss: Record<string, unknown>): Pick<Head, 'link' | 'task'> {
  const fromLogits = loss.fromLogits === true;
  switch (loss.function) {
    case 'categoricalCrossEntropy':
      return { link: fromLogits ? 'softmax' : 'identity', task: 'classes' };
    case 'hinge':
      return { link: 'identity', task: 'classes' };
    case 'binaryCrossEntropy':
      return { link: fromLogits ? 'sigmoid' : 'identity', task: 'binary' };
    default:
      return { link: 'identity', task: 'regression' };
  }
}
