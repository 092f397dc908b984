import type { DataWidths } from '../data/widths';
import { topologicalOrder } from '../graph/order';
import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import { findNodeKind } from '../nodes';
import type { Plan } from '../plan/plan';
import type { TrainingSettings } from '../train/settings';
import { lowerGraph } from './lower';
import { memoryProblem } from './memoryLimit';
import { inferShapes, type NodeShape } from './shapes';
import { checkWiring } from './wiring';

export interface Compilation {
  shapes: ReadonlyMap<string, NodeShape>;
  /** Trainable numbers by node; nodes without any are missing. */
  parameterCounts: ReadonlyMap<string, number>;
  /** Node ids in topological order. */
  order: string[];
  problems: Problem[];
  /** Null while there is a problem. */
  plan: Plan | null;
}

/**
 * From what the user drew to what the engine runs. Pure and quick: it runs in the window at every edit, where shapes and
 * problems appear on the nodes, and in the engine before training.
 *
 * `widths` holds the encoded width of each input and target node. Never throws for what a user drew.
 */
export function compile(graph: Graph, widths: DataWidths, training: TrainingSettings): Compilation {
  const { order, cycle } = topologicalOrder(graph);
  const wiring = checkWiring(graph, cycle);
  const { shapes, problems: shapeProblems } = inferShapes(graph, order, widths);
  const problems = [...wiring, ...shapeProblems];
  if (problems.length > 0) {
    return { shapes, parameterCounts: countParameters(graph, shapes), order, problems, plan: null };
  }
  const plan = lowerGraph(graph, order, shapes, training);
  const tooLarge = memoryProblem(plan, graph, training);
  return {
    shapes,
    parameterCounts: countParameters(graph, shapes),
    order,
    problems: tooLarge ? [tooLarge] : [],
    plan: tooLarge ? null : plan,
  };
}

/** Counts from the shapes alone, so that a node shows them even while another node has a problem. */
function countParameters(graph: Graph, shapes: ReadonlyMap<string, NodeShape>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of graph.nodes) {
    const requests = findNodeKind(node.kind)?.parameters?.(node, shapes.get(node.id)?.inputs ?? {}) ?? [];
    const count = requests.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
    if (count > 0) counts.set(node.id, count);
  }
  return counts;
}
