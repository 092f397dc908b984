import type { DatasetSpec } from '../../core/data/schema';
import { parseEndpoint } from '../../core/graph/edges';
import { nodeName } from '../../core/graph/names';
import type { Graph, GraphNode } from '../../core/graph/schema';
import type { PackedParameters } from '../../core/train/schema';
import { neuronNames } from './neuronNames';

/** A neuron that feeds another, and with what weight; null where nothing is learned between them. */
export interface NeuronSource {
  nodeId: string;
  neuron: number;
  name: string;
  weight: number | null;
}

export interface NeuronInputs {
  sources: NeuronSource[];
  bias: number | null;
  /** True for a weighted sum: activation = Σ weight · source + bias. */
  isWeightedSum: boolean;
}

type Widths = (nodeId: string) => number | null;

/** What a neuron is computed from, in the order of its inputs. Softmax looks at the whole row, so all of it is listed. */
export function neuronInputs(
  graph: Graph,
  dataset: DatasetSpec | null,
  widths: Widths,
  parameters: PackedParameters | null,
  nodeId: string,
  neuron: number,
): NeuronInputs {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const none: NeuronInputs = { sources: [], bias: null, isWeightedSum: false };
  if (!node) return none;
  const before = graph.edges
    .filter(({ to }) => parseEndpoint(to).nodeId === nodeId)
    .flatMap(({ from }) => graph.nodes.find(({ id }) => id === parseEndpoint(from).nodeId) ?? []);
  const names = new Map(before.map(({ id }) => [id, neuronNames(id, graph, dataset)]));
  const source = (from: GraphNode, index: number, weight: number | null): NeuronSource => {
    const width = widths(from.id);
    const own = names.get(from.id)?.[index];
    const numbered = width === 1 ? nodeName(from) : `${nodeName(from)} ${index + 1}`;
    return { nodeId: from.id, neuron: index, name: own ?? numbered, weight };
  };
  const range = (count: number) => Array.from({ length: count }, (_, index) => index);
  const [first] = before;
  if (!first) return none;

  if (node.kind === 'dense') {
    const own = parameters?.[nodeId];
    const weights = own?.weights as ArrayLike<number>[] | undefined;
    const bias = own?.bias as ArrayLike<number> | undefined;
    const sources = range(widths(first.id) ?? 0).map((index) =>
      source(first, index, weights?.[index]?.[neuron] ?? null),
    );
    return { sources, bias: bias?.[neuron] ?? null, isWeightedSum: true };
  }
  if (node.kind === 'concat') {
    let offset = 0;
    for (const from of before) {
      const width = widths(from.id) ?? 0;
      if (neuron < offset + width) return { ...none, sources: [source(from, neuron - offset, null)] };
      offset += width;
    }
    return none;
  }
  if (node.kind === 'activation' && node.function === 'softmax') {
    return { ...none, sources: range(widths(first.id) ?? 0).map((index) => source(first, index, null)) };
  }
  return { ...none, sources: before.map((from) => source(from, neuron, null)) };
}
