import type { Head } from '../graph/heads';
import { findNode } from '../graph/names';
import type { Graph } from '../graph/schema';

/** Whether a head's outputs, after its link, are probabilities rather than scores or numbers of any size. */
export function givesProbabilities(graph: Graph, head: Pick<Head, 'lossId' | 'predictionNodeId'>): boolean {
  const loss = findNode(graph, head.lossId);
  if (loss?.function === 'binaryCrossEntropy' || loss?.function === 'categoricalCrossEntropy') return true;
  const last = findNode(graph, head.predictionNodeId);
  return last?.kind === 'activation' && (last.function === 'softmax' || last.function === 'sigmoid');
}
