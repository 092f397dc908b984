import { findNode, nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import type { Plan } from '../plan/plan';
import type { TrainingSettings } from '../train/settings';

/** WebAssembly's memory ends at 4 GiB; the data and the system need their share. */
const limitBytes = 3 * 2 ** 30;

/** A network too large to train here is a problem of its largest node, told before anything is allocated. */
export function memoryProblem(plan: Plan, graph: Graph, training: TrainingSettings): Problem | null {
  const needed = neededBytes(plan, training);
  if (needed <= limitBytes) return null;
  const nodeId = largestNode(plan, training);
  const node = findNode(graph, nodeId)!;
  const parameters = plan.memory.parameterElements.toLocaleString('en-US');
  return {
    code: 'memory.limit',
    nodeId,
    message: `Training this network needs ${formatGigabytes(needed)} (${parameters} parameters and a batch of ${training.batchSize.toLocaleString('en-US')} rows), more than the limit of ${formatGigabytes(limitBytes)}; most of it is for "${nodeName(node)}".`,
    hint: 'Give that node fewer units, or make the batch smaller.',
  };
}

/** Parameters, gradients, optimizer state and the activations of one batch. */
function neededBytes(plan: Plan, training: TrainingSettings): number {
  const { parameterElements, statisticElements, stateSlots, arenaColumns } = plan.memory;
  const numbers =
    parameterElements * (2 + stateSlots) + statisticElements + arenaColumns * training.batchSize;
  return numbers * (training.backend === 'reference' ? 8 : 4);
}

function largestNode(plan: Plan, training: TrainingSettings): string {
  const sizes = new Map<string, number>();
  const add = (nodeId: string, size: number) => sizes.set(nodeId, (sizes.get(nodeId) ?? 0) + size);
  for (const { nodeId, rows, columns } of plan.parameters)
    add(nodeId, rows * columns * (2 + plan.memory.stateSlots));
  for (const { nodeId, features } of plan.outputs) add(nodeId, features * training.batchSize);
  return [...sizes].reduce((largest, each) => (each[1] > largest[1] ? each : largest))[0];
}

function formatGigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
