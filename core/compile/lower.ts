import { findNode, nodeName } from '../graph/names';
import type { Graph } from '../graph/schema';
import { findNodeKind } from '../nodes';
import type { LowerContext, Value } from '../nodes/kind';
import { stepWrites } from '../plan/access';
import type { LossPort, Parameter, Plan, Step, UpdateStep } from '../plan/plan';
import { optimizerStateSlots } from '../train/optimizers';
import type { TrainingSettings } from '../train/settings';
import { type Draft, type LoweredNode, newBuffer } from './draft';
import { fuseCrossEntropies } from './fuse';
import { emitGradients } from './gradients';
import { layOutMemory } from './memory';
import { dropUnusedBuffers } from './prune';
import type { NodeShape } from './shapes';

/** Turns a graph without problems into a plan. */
export function lowerGraph(
  graph: Graph,
  order: readonly string[],
  shapes: ReadonlyMap<string, NodeShape>,
  training: TrainingSettings,
): Plan {
  const draft: Draft = {
    version: 1,
    buffers: [],
    parameters: [],
    statistics: [],
    inputs: [],
    targets: [],
    losses: [],
    outputs: [],
    forward: [],
    backward: [],
    update: [],
  };
  const values = new Map<string, Value>();
  const lowered = order.map((id) => lowerNode(graph, id, shapes.get(id)!, values, draft));
  emitGradients(draft, lowered);
  draft.update = updateSteps(draft, training);
  fuseCrossEntropies(draft);
  dropUnusedBuffers(draft);
  return { ...draft, memory: layOutMemory(draft, optimizerStateSlots(training.optimizer)) };
}

function lowerNode(
  graph: Graph,
  id: string,
  shape: NodeShape,
  values: Map<string, Value>,
  draft: Draft,
): LoweredNode {
  const node = findNode(graph, id)!;
  const kind = findNodeKind(node.kind)!;
  const label = nodeName(node);
  const entries = Object.entries(shape.inputs);
  const parameters = declareParameters();
  const context: LowerContext = {
    nodeId: id,
    inputs: Object.fromEntries(
      entries.map(([port, list]) => [port, list.map((from) => values.get(from.nodeId)!)]),
    ),
    features: shape.features ?? 0,
    buffer: (name, features, role = 'activation') =>
      newBuffer(draft, `${label}.${name}`, role, 'batch', features),
    parameter: (name) => parameters.get(name)!,
    statistic(name, initial) {
      const columns = shape.features!;
      const value = newBuffer(draft, `${label}.${name}`, 'statistic', 1, columns);
      draft.statistics.push({ nodeId: id, name, value, columns, initial });
      return value;
    },
    stream: () => draft.forward.length,
    data(role) {
      const features = shape.features!;
      const buffer = newBuffer(draft, label, role, 'batch', features);
      draft[role === 'input' ? 'inputs' : 'targets'].push({ nodeId: id, buffer, features });
      return buffer;
    },
    lossValue(loss: Pick<LossPort, 'weight' | 'prediction' | 'target' | 'reduction'>) {
      const value = newBuffer(draft, `${label}.value`, 'loss', 1, 1);
      draft.losses.push({ nodeId: id, ...loss, value });
      return value;
    },
    forward: (step: Step) => void draft.forward.push(step),
  };
  const result = kind.lower(node, context);
  if (result.output !== null) {
    const value = { buffer: result.output, features: shape.features! };
    values.set(id, value);
    draft.outputs.push({ nodeId: id, ...value });
  }
  const sources = Object.fromEntries(entries.map(([port, list]) => [port, list.map((from) => from.nodeId)]));
  return { ...result, nodeId: id, sources, hasParameters: parameters.size > 0 };

  function declareParameters(): Map<string, Parameter> {
    const declared = new Map<string, Parameter>();
    for (const { name, rows, columns, init, l1, l2 } of kind.parameters?.(node, shape.inputs) ?? []) {
      const value = newBuffer(draft, `${label}.${name}`, 'parameter', rows, columns);
      const gradient = newBuffer(draft, `d ${label}.${name}`, 'parameterGradient', rows, columns);
      const parameter = { nodeId: id, name, value, gradient, rows, columns, init, l1, l2 };
      draft.parameters.push(parameter);
      declared.set(name, parameter);
    }
    return declared;
  }
}

function updateSteps({ parameters, backward }: Draft, training: TrainingSettings): UpdateStep[] {
  // A gradient that no step writes is never cleared, so a penalty added to it would grow from update to update.
  const learned = new Set(backward.flatMap(stepWrites));
  const penalties = parameters
    .filter(({ gradient, l1, l2 }) => learned.has(gradient) && (l1 > 0 || l2 > 0))
    .map(({ value, gradient, l1, l2 }): UpdateStep => ({ op: 'penalty', value, gradient, l1, l2 }));
  const clip: UpdateStep[] = [];
  if (training.clipValue !== null) clip.push({ op: 'clipValue', maxValue: training.clipValue });
  if (training.clipNorm !== null) clip.push({ op: 'clipNorm', maxNorm: training.clipNorm });
  const { optimizer } = training;
  return [...penalties, ...clip, { op: 'optimize', optimizer, stateSlots: optimizerStateSlots(optimizer) }];
}
