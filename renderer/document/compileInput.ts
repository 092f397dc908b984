import { type Compilation, compile } from '../../core/compile/compile';
import type { DatasetSpec } from '../../core/data/schema';
import { dataWidths } from '../../core/data/widths';
import type { Graph, GraphNode, Project } from '../../core/graph/schema';
import type { TrainingSettings } from '../../core/train/settings';

/** The part of a project that decides what is compiled: everything but where the nodes stand. */
export interface CompileInput {
  graph: Graph;
  dataset: DatasetSpec | null;
  training: TrainingSettings;
}

const nowhere = { x: 0, y: 0 };
const stripped = new WeakMap<object, GraphNode>();

/** Snapshots share what did not change, so a node is stripped of its position once for each of its versions. */
function withoutPosition(node: GraphNode): GraphNode {
  let plain = stripped.get(node);
  if (!plain) {
    plain = { ...node, position: nowhere };
    stripped.set(node, plain);
  }
  return plain;
}

export function compileInput(snapshot: Project): CompileInput {
  return {
    graph: { nodes: snapshot.graph.nodes.map(withoutPosition), edges: snapshot.graph.edges },
    dataset: snapshot.dataset,
    training: snapshot.training,
  };
}

export function compileProject({ graph, dataset, training }: CompileInput): Compilation {
  return compile(graph, dataWidths(graph, dataset), training);
}
