import type { FittedColumn } from '../../core/data/schema';
import type { Plan } from '../../core/plan/plan';
import type { Checkpoint, Metrics, PackedParameters } from '../../core/train/schema';
import type { TrainingSettings } from '../../core/train/settings';
import type { TrainingDocument } from './trainingDocument';

/** What training has produced, with what it was produced from. */
export interface TrainedResults {
  parameters: PackedParameters;
  checkpoint: Checkpoint | null;
  metrics: Metrics | null;
  encoders: FittedColumn[] | null;
  /** The settings they were trained with: their seed says which rows were training rows. */
  training: TrainingSettings;
  basis: Basis;
}

/** The parts of a document that decide what trained values still stand for. */
export interface Basis {
  /** The data set: which columns, how encoded, how split. */
  dataset: string;
  /** What a step's meaning hangs on: with the same pacing, step 340 is the same place in training. */
  pacing: string;
}

export function basisOf(document: Pick<TrainingDocument, 'dataset' | 'training'>): Basis {
  const { optimizer, batchSize, seed, shuffle, blockRows, memoryLimit } = document.training;
  const { learningRate: _adjustable, ...rule } = optimizer;
  return {
    dataset: JSON.stringify(document.dataset),
    pacing: JSON.stringify([rule, batchSize, seed, shuffle, blockRows, memoryLimit]),
  };
}

/** True where the values are exactly the plan's parameters, node by node and shape by shape. */
export function parametersFit(parameters: PackedParameters, plan: Plan): boolean {
  const held = Object.values(parameters).reduce((count, values) => count + Object.keys(values).length, 0);
  if (held !== plan.parameters.length) return false;
  return plan.parameters.every(({ nodeId, name, rows, columns }) => {
    const value = Object.hasOwn(parameters, nodeId) ? parameters[nodeId]?.[name] : undefined;
    if (!value) return false;
    const isMatrix = typeof value[0] === 'object';
    if (!isMatrix) return rows === 1 && value.length === columns;
    return value.length === rows && (value as ArrayLike<number>[]).every((row) => row.length === columns);
  });
}

export type StartFrom =
  /** Nothing was trained before. */
  | { kind: 'seed'; note: null }
  /** What was trained no longer fits. */
  | { kind: 'fresh'; note: string }
  /** The parameters go on, the optimizer begins anew and steps count from 0. */
  | { kind: 'parameters'; parameters: PackedParameters; note: string }
  /** Goes on as if it had never stopped. */
  | { kind: 'exact'; parameters: PackedParameters; checkpoint: Checkpoint; note: null };

/** Where the next training begins, and what the user should know about it. */
export function startFrom(
  results: TrainedResults | null,
  plan: Plan,
  document: Pick<TrainingDocument, 'dataset' | 'training'>,
): StartFrom {
  if (!results) return { kind: 'seed', note: null };
  const { parameters, checkpoint, basis } = results;
  if (!parametersFit(parameters, plan)) {
    return {
      kind: 'fresh',
      note: 'The network changed, so the trained weights no longer fit: training started from new ones.',
    };
  }
  const now = basisOf(document);
  if (now.dataset !== basis.dataset) {
    const note = 'The data changed: training goes on from the trained weights and counts from step 0.';
    return { kind: 'parameters', parameters, note };
  }
  if (!checkpoint) {
    const note = 'Training goes on from the saved weights and counts from step 0.';
    return { kind: 'parameters', parameters, note };
  }
  if (now.pacing !== basis.pacing) {
    const note = `${whatChanged(basis, document.training)}: training goes on from the trained weights and counts from step 0.`;
    return { kind: 'parameters', parameters, note };
  }
  return { kind: 'exact', parameters, checkpoint, note: null };
}

function whatChanged(basis: Basis, training: TrainingSettings): string {
  type Pacing = [unknown, number, number, boolean, number | null, number];
  const [, batchSize, seed, shuffle, blockRows, memoryLimit] = JSON.parse(basis.pacing) as Pacing;
  if (batchSize !== training.batchSize) return 'The batch size changed';
  if (seed !== training.seed) return 'The seed changed';
  if (shuffle !== training.shuffle) return 'Shuffling changed';
  if (blockRows !== training.blockRows) return 'The block rows changed';
  if (memoryLimit !== training.memoryLimit) return 'The data memory changed';
  return 'The optimizer changed';
}

/**
 * Equal for two documents exactly where a run under way computes the same for both: names, positions, and what acts at
 * once or only says when to end do not count.
 */
export function runKey(document: Pick<TrainingDocument, 'graph' | 'dataset' | 'training'>): string {
  const { epochs: _epochs, optimizer, ...training } = document.training;
  const { learningRate: _adjustable, ...rule } = optimizer;
  const nodes = document.graph.nodes.map(({ position: _position, name: _name, ...node }) => node);
  return JSON.stringify([nodes, document.graph.edges, document.dataset, training, rule]);
}
