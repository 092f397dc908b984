import { type Compilation, compile } from '../compile/compile';
import { fitColumn, needsFitting, stillFits } from '../data/encode';
import type { DatasetSpec } from '../data/schema';
import { columnsOfNode, dataWidths } from '../data/widths';
import { parseEndpoint } from '../graph/edges';
import { type Head, predictionHeads } from '../graph/heads';
import { findNode, nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph, GraphNode, Project } from '../graph/schema';
import { choiceName } from '../nodes/names';
import { layParameters, storedElements } from '../train/parameters';
import type { Parameters } from '../train/schema';
import { isPlain, type PlainColumn } from './plainColumn';

/** A node that has a part in prediction. */
export interface ModelNode {
  node: GraphNode;
  name: string;
  features: number;
  /** Ids of the nodes that arrive at each input port, in wire order. */
  inputs: ReadonlyMap<string, string[]>;
  parameters: Parameters[string];
}

export interface ModelHead extends Head {
  /** What the loss is called. */
  name: string;
  columns: PlainColumn[];
}

/** A trained network without anything that only training needs: what every exporter writes from. */
export interface TrainedModel {
  project: Project;
  dataset: DatasetSpec;
  parameters: Parameters;
  /** Every column in use, as it was fitted, in the data set's order. */
  encoders: PlainColumn[];
  /** In topological order, inputs among them. */
  nodes: ModelNode[];
  /** Columns that an input node reads, by its id. */
  inputColumns: ReadonlyMap<string, PlainColumn[]>;
  heads: ModelHead[];
}

/** Checks that a project can be exported and gathers what is needed; says in one sentence why it cannot. */
export function trainedModel(
  project: Project,
): { ok: true; model: TrainedModel } | { ok: false; problem: Problem } {
  const { graph, dataset, training, parameters } = project;
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
  if (!values.every(Number.isFinite)) {
    const message = 'The trained parameters hold values that are not finite numbers.';
    return refuse('export.nonFinite', message, 'Train again with a lower learning rate.');
  }
  const fitted = plainColumns(project, dataset);
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
  const nodes = neededNodes(graph, heads, compilation, parameters);
  const inputs = nodes.filter(({ node }) => node.kind === 'input');
  const inputColumns = new Map(inputs.map(({ node }) => [node.id, columnsOf(node)]));
  return { ok: true, model: { project, dataset, parameters, encoders: fitted, nodes, inputColumns, heads } };
}

/** The columns that the inputs read, each once, in the data set's order. */
export function featureColumns(model: TrainedModel): PlainColumn[] {
  const read = new Set([...model.inputColumns.values()].flat());
  return model.encoders.filter((column) => read.has(column));
}

/** The columns that the graph reads, with what was measured on them in training. */
function plainColumns({ graph, encoders = [] }: Project, dataset: DatasetSpec): PlainColumn[] | Problem {
  const read = graph.nodes
    .filter((node) => node.kind === 'input' || node.kind === 'target')
    .flatMap((node) => columnsOfNode(node, graph, dataset) ?? []);
  const used = new Map(read.map((column) => [column.name, column]));
  const fitted: PlainColumn[] = [];
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
    const column = known ?? fitColumn(spec, new Float64Array());
    if (!isPlain(column)) {
      return {
        code: 'export.encoding',
        message: `The encoding of column "${name}" cannot be exported yet.`,
        hint: 'Use standard scaling or none, one-hot categories, and no stand-in for missing values.',
      };
    }
    fitted.push(column);
  }
  return fitted;
}

/** The nodes that the predictions depend on, sources first. */
function neededNodes(
  graph: Graph,
  heads: readonly Head[],
  { order, shapes }: Compilation,
  parameters: Parameters,
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
        parameters: Object.hasOwn(parameters, id) ? parameters[id]! : {},
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
