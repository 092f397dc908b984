import { isOneHot } from '../data/encodedNames';
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
  const targets = weighedTargets(graph, dataset);
  if (targets.length === 0) return null;
  const epoch = data.drawn ?? data.parts.train;
  const matrices = new Map(data.matrices);
  for (const id of targets) {
    const matrix = data.matrices.get(id)!;
    const counts = new Float64Array(matrix.columns);
    countClasses(matrix, epoch, counts);
    const weighed = { ...matrix, values: matrix.values.slice() };
    weighRows(weighed, epoch, classFactors(counts, epoch.length));
    matrices.set(id, weighed);
  }
  return { ...data, matrices };
}

/** Ids of the targets whose classes can be weighed. */
export function weighedTargets(graph: Graph, dataset: DatasetSpec): string[] {
  return targetsOfCrossEntropy(graph).filter((id) => {
    const columns = columnsOfNode(findNode(graph, id)!, graph, dataset);
    return columns?.length === 1 && isOneHot(columns[0]!);
  });
}

/** Adds the one-hot rows to the counts of their classes. */
export function countClasses({ columns, values }: Matrix, rows: Uint32Array, counts: Float64Array): void {
  for (const row of rows) for (let i = 0; i < columns; i++) counts[i]! += values[row * columns + i]!;
}

/** What a row of each class weighs, by the counts of the classes in an epoch. */
export function classFactors(counts: Float64Array, rows: number): Float64Array {
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => rows / (present * count));
}

/** Gives rows of an epoch, some of which come up several times, the weight of their class in place of 1. */
export function weighRows({ columns, values }: Matrix, rows: Uint32Array, factors: Float64Array): void {
  for (const row of rows) {
    for (let i = 0; i < columns; i++) {
      const at = row * columns + i;
      if (values[at] !== 0) values[at] = factors[i]!;
    }
  }
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
