import type { Matrix, PreparedData } from '../data/prepare';
import type { DatasetSpec } from '../data/schema';
import { columnsOfNode } from '../data/widths';
import { findNode } from '../graph/names';
import type { Graph } from '../graph/schema';

/**
 * Balances classes of unequal size: the loss of a row of the epoch counts N / (classes · rows of its class) times, so that every class
 * weighs as much as any other and the weights are 1 on average (King and Zeng's rule, as in scikit-learn's `balanced`).
 *
 * Cross-entropy is linear in its target, so the weight is put there: the one-hot rows of the epoch are scaled. Held-out rows
 * keep weight 1. Returns null where no categorical cross-entropy has a category to weigh.
 */
export function balanceClasses(data: PreparedData, graph: Graph, dataset: DatasetSpec): PreparedData | null {
  const targets = targetsOfCrossEntropy(graph).filter((id) => {
    const columns = columnsOfNode(findNode(graph, id)!, graph, dataset);
    return columns?.length === 1 && columns[0]!.type === 'category';
  });
  if (targets.length === 0) return null;
  const matrices = new Map(data.matrices);
  for (const id of targets)
    matrices.set(id, weighRows(data.matrices.get(id)!, data.drawn ?? data.parts.train));
  return { ...data, matrices };
}

/** Targets that nothing but categorical cross-entropies read. */
function targetsOfCrossEntropy(graph: Graph): string[] {
  const targets = graph.nodes.filter((node) => node.kind === 'target');
  return targets.flatMap(({ id }) => {
    const readers = graph.edges
      .filter((edge) => edge.from === `${id}.out`)
      .map((edge) => findNode(graph, edge.to.slice(0, edge.to.lastIndexOf('.'))));
    const onlyCrossEntropy = readers.every((reader) => reader?.function === 'categoricalCrossEntropy');
    return readers.length > 0 && onlyCrossEntropy ? [id] : [];
  });
}

/** A copy of one-hot rows in which those of an epoch, some of them several times, carry the weight of their class in place of 1. */
function weighRows({ rows, columns, values }: Matrix, train: Uint32Array): Matrix {
  const counts = new Float64Array(columns);
  for (const row of train) for (let i = 0; i < columns; i++) counts[i]! += values[row * columns + i]!;
  const present = counts.filter((count) => count > 0).length;
  const weighed = values.slice();
  for (const row of train) {
    for (let i = 0; i < columns; i++) {
      const at = row * columns + i;
      if (weighed[at] !== 0) weighed[at] = train.length / (present * counts[i]!);
    }
  }
  return { rows, columns, values: weighed };
}
