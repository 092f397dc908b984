import { type Compilation, compile } from '../compile/compile';
import { fitColumn, needsFitting, stillFits } from '../data/encode';
import type { DatasetSpec, FittedColumn } from '../data/schema';
import { columnsOfNode, dataWidths } from '../data/widths';
import { parseEndpoint } from '../graph/edges';
import { type Head, predictionHeads } from '../graph/heads';
import { findNode, nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph, GraphNode, Project } from '../graph/schema';
import { choiceName } from '../nodes/names';
import type { Plan } from '../plan/plan';
import { layParameters, storedArrays, storedElements } from '../train/parameters';
import type { PackedParameters } from '../train/schema';

/** A node that has a part in prediction. */
export interface ModelNode {
  node: GraphNode;
  name: string;
  features: number;
  /** Ids of the nodes that arrive at each input port, in wire order. */
  inputs: ReadonlyMap<string, string[]>;
  parameters: ReadonlyMap<string, Tensor>;
}

/** Trained numbers, row-major; `rows` is 1 for everything but weights. */
export interface Tensor {
  rows: number;
  columns: number;
  values: Float64Array;
}

export interface ModelHead extends Head {
  /** What the loss is called. */
  name: string;
  columns: FittedColumn[];
}

/** A trained network without anything that only training needs: what every exporter writes from. */
export interface TrainedModel {
  project: Project;
  dataset: DatasetSpec;
  parameters: PackedParameters;
  /** The same as one list, in the plan's order. */
  values: Float64Array;
  /** Every column in use, as it was fitted, in the data set's order. */
  encoders: FittedColumn[];
  /** In topological order, inputs among them. */
  nodes: ModelNode[];
  /** Columns that an input node reads, by its id. */
  inputColumns: ReadonlyMap<string, FittedColumn[]>;
  heads: ModelHead[];
}

/** Checks that a project can be exported and gathers what is needed; says in one sentence why it cannot. */
export function trainedModel(
  project: Project,
  /** Where they come packed. */
  parameters: PackedParameters | undefined = project.parameters,
): { ok: true; model: TrainedModel } | { ok: false; problem: Problem } {
  const { graph, dataset, training } = project;
  const compilation = compile(graph, dataWidths(graph, dataset), training);
  if (!compilation.plan) return { ok: false, problem: compilation.problems[0]! };
  if (!parameters || !dataset) {
    const message = 'The network has not been trained yet, so there are no parameters to export.';
    return refuse('export.untrained', message, 'Train it first.');
  }
  const values = new Float64Array(storedElements(compilation.plan));
  const [misfit] = layParameters(compilation.plan, parameters, values);
  if (misfit) {
    const message = `The trained parameters do not fit the network: ${misfit}.`;
    return refuse('export.parameters', message, 'Train the network as it is now.');
  }
  if (!areFinite(values)) {
    const message = 'The trained parameters hold values that are not finite numbers.';
    return refuse('export.nonFinite', message, 'Train again with a lower learning rate.');
  }
  const fitted = fittedColumns(project, dataset);
  if (!Array.isArray(fitted)) return { ok: false, problem: fitted };
  const columnsOf = (node: GraphNode) => {
    const specs = columnsOfNode(node, graph, dataset) ?? [];
    return specs.map((spec) => fitted.find((column) => column.name === spec.name)!);
  };
  const heads = predictionHeads(graph, dataset).map((head) => ({
    ...head,
    name: nodeName(findNode(graph, head.lossId)!),
    columns: columnsOf(findNode(graph, head.targetNodeId)!),
  }));
  const tensors = namedTensors(compilation.plan, values);
  const nodes = neededNodes(graph, heads, compilation, tensors);
  const inputs = nodes.filter(({ node }) => node.kind === 'input');
  const inputColumns = new Map(inputs.map(({ node }) => [node.id, columnsOf(node)]));
  const packed = packedRows(tensors);
  return {
    ok: true,
    model: { project, dataset, parameters: packed, values, encoders: fitted, nodes, inputColumns, heads },
  };
}

function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

type Tensors = ReadonlyMap<string, ReadonlyMap<string, Tensor>>;

/** By node id and name, as parts of `values`. */
function namedTensors(plan: Plan, values: Float64Array): Tensors {
  const tensors = new Map<string, Map<string, Tensor>>();
  for (const { nodeId, name, value, rows, columns } of storedArrays(plan)) {
    const { offset } = plan.buffers[value]!;
    const own = tensors.get(nodeId) ?? new Map<string, Tensor>();
    own.set(name, { rows, columns, values: values.subarray(offset, offset + rows * columns) });
    tensors.set(nodeId, own);
  }
  return tensors;
}

function packedRows(tensors: Tensors): PackedParameters {
  const rowsOf = (name: string, { rows, columns, values }: Tensor) =>
    name === 'weights'
      ? Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns))
      : values;
  return Object.fromEntries(
    Array.from(tensors, ([id, own]) => [
      id,
      Object.fromEntries(Array.from(own, ([name, tensor]) => [name, rowsOf(name, tensor)])),
    ]),
  );
}

/** How many trained numbers there are. */
export function parameterCount({ nodes }: TrainedModel): number {
  return nodes.reduce((sum, { parameters }) => {
    for (const { values } of parameters.values()) sum += values.length;
    return sum;
  }, 0);
}

/** The columns that the inputs read, each once, in the data set's order. */
export function featureColumns(model: TrainedModel): FittedColumn[] {
  const read = new Set([...model.inputColumns.values()].flat());
  return model.encoders.filter((column) => read.has(column));
}

/** The columns that the graph reads, with what was measured on them in training. */
function fittedColumns({ graph, encoders = [] }: Project, dataset: DatasetSpec): FittedColumn[] | Problem {
  const read = graph.nodes
    .filter((node) => node.kind === 'input' || node.kind === 'target')
    .flatMap((node) => columnsOfNode(node, graph, dataset) ?? []);
  const used = new Map(read.map((column) => [column.name, column]));
  const fitted: FittedColumn[] = [];
  for (const { name } of dataset.columns) {
    const spec = used.get(name);
    if (!spec) continue;
    const known = encoders.find((encoder) => encoder.name === spec.name && stillFits(encoder, spec));
    if (!known && needsFitting(spec)) {
      return {
        code: 'export.unfitted',
        message: `The scaling of column "${spec.name}" was never measured, so its values cannot be encoded.`,
        hint: 'Train the network, then export.',
      };
    }
    fitted.push(known ?? fitColumn(spec, new Float64Array()));
  }
  return fitted;
}

/** The nodes that the predictions depend on, sources first. */
function neededNodes(
  graph: Graph,
  heads: readonly Head[],
  { order, shapes }: Compilation,
  tensors: Tensors,
): ModelNode[] {
  const needed = new Set(heads.map((head) => head.predictionNodeId));
  // Against the order, every node comes after all that read it.
  for (const id of order.toReversed()) {
    if (!needed.has(id)) continue;
    for (const { to, from } of graph.edges) {
      if (parseEndpoint(to).nodeId === id) needed.add(parseEndpoint(from).nodeId);
    }
  }
  return order
    .filter((id) => needed.has(id))
    .map((id) => {
      const node = findNode(graph, id)!;
      return {
        node,
        name: modelName(node),
        features: shapes.get(id)?.features ?? 0,
        inputs: wiresInto(graph, id),
        parameters: tensors.get(id) ?? new Map(),
      };
    });
}

/** A node without a name of its own goes by its function: `Tanh` says more than `Activation`. */
function modelName(node: GraphNode): string {
  return node.name || typeof node.function !== 'string' ? nodeName(node) : choiceName(node.function);
}

function wiresInto(graph: Graph, id: string): Map<string, string[]> {
  const inputs = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const to = parseEndpoint(edge.to);
    if (to.nodeId !== id) continue;
    inputs.set(to.port, [...(inputs.get(to.port) ?? []), parseEndpoint(edge.from).nodeId]);
  }
  return inputs;
}

function refuse(code: string, message: string, hint: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, hint } };
}
