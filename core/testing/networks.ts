import { compile } from '../compile/compile';
import type { Matrix, PreparedData } from '../data/prepare';
import type { Edge, Graph, GraphNode } from '../graph/schema';
import { graphSchema } from '../graph/schema';
import { createReferenceBackend } from '../kernels/reference/backend';
import type { Plan } from '../plan/plan';
import { type TrainingSettings, trainingSchema } from '../train/settings';

/** Builders for tests: graphs, plans and data without a table behind them. */

export function node(id: string, kind: string, params: Record<string, unknown> = {}) {
  return { id, kind, ...params };
}

/** `"a > b"` wires a's output to b's input; `"a > loss.prediction"` names the port. */
export function graphOf(nodes: object[], wires: string[]): Graph {
  const edges: Edge[] = wires.map((wire) => {
    const [from, to] = wire.split(' > ') as [string, string];
    return { from: `${from}.out`, to: to.includes('.') ? to : `${to}.in` };
  });
  return graphSchema.parse({ nodes, edges }) as { nodes: GraphNode[]; edges: Edge[] };
}

export function settings(fields: object = {}): TrainingSettings {
  return trainingSchema.parse(fields);
}

export function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0]!.length, values: Float64Array.from(rows.flat()) };
}

/** Compiles a graph that must be free of problems. */
export function planOf(graph: Graph, widths: Record<string, number>, training = settings()): Plan {
  const compilation = compile(graph, new Map(Object.entries(widths)), training);
  if (!compilation.plan) throw new Error(compilation.problems.map((problem) => problem.message).join(' '));
  return compilation.plan;
}

export function backendOf(plan: Plan, data: Record<string, Matrix>, batchSize: number, seed = 1) {
  return createReferenceBackend(plan, {
    data: new Map(Object.entries(data)),
    batchSize,
    seed,
    accuracy: null,
  });
}

/** All rows for training, none held out. */
export function trainingData(matrices: Record<string, Matrix>): PreparedData {
  const { rows } = Object.values(matrices)[0]!;
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const parts = { train: all, validation: new Uint32Array(), test: new Uint32Array() };
  return {
    encoders: [],
    tableRows: all,
    parts,
    drawn: null,
    dropped: 0,
    droppedBy: [],
    matrices: new Map(Object.entries(matrices)),
  };
}
