import { compile } from '../compile/compile';
import { type PreparedData, type PreparedRows, prepareData } from '../data/prepare';
import type { DatasetSpec } from '../data/schema';
import type { Table } from '../data/table';
import { dataWidths } from '../data/widths';
import { predictionHeads } from '../graph/heads';
import { findNode, nodeName } from '../graph/names';
import type { Problem } from '../graph/problem';
import type { Graph } from '../graph/schema';
import type { AccuracyRule, Backend, BoundData } from '../kernels/backend';
import { createBackend } from '../kernels/create';
import { hostArithmetic, wantsFused } from '../kernels/wasm/arithmetic';
import type { ThreadHost } from '../kernels/wasm/threads';
import { findNodeKind } from '../nodes';
import type { Plan } from '../plan/plan';
import { assertPlan } from '../plan/verify';
import { balanceClasses } from './classWeights';
import { blockStarts, epochOrders } from './epochOrder';
import { initializeParameters } from './initialize';
import { layParameters } from './parameters';
import { type RowAccess, rowsInMemory } from './rowAccess';
import type { Checkpoint, PackedParameters } from './schema';
import type { TrainingSettings } from './settings';
import { createTrainer, type Trainer } from './trainer';

export interface RunSettings {
  graph: Graph;
  dataset: DatasetSpec;
  training: TrainingSettings;
  /** Values to start from; drawn from the seed where absent. */
  parameters?: PackedParameters | null;
  /** Where an earlier run stood. Used only with parameters that fit. */
  checkpoint?: Checkpoint | null;
  /** Threads that the host lends, besides its own. */
  threads?: ThreadHost | null;
}

export interface RunInput extends RunSettings {
  table: Table;
}

export interface Run {
  trainer: Trainer;
  plan: Plan;
  prepared: PreparedRows;
  backend: Backend['kind'];
  /** Whether rows are read while it trains. */
  streams: boolean;
  /** What the user should know though nothing failed. */
  notes: string[];
}

export type OpenedRun = { ok: true; run: Run } | { ok: false; problem: Problem };

/** From plain data to something that trains: encodes the rows, compiles the graph, sets the parameters. */
export function openRun(input: RunInput): OpenedRun {
  const { graph, dataset, training, table } = input;
  const compiled = compilePlan(input);
  if (!compiled.ok) return compiled;
  const { plan } = compiled;
  const prepared = prepareData({ table, graph, dataset, seed: training.seed });
  if (!prepared.ok) return prepared;
  const { data } = prepared;
  const targets = new Map(plan.targets.map(({ nodeId }) => [nodeId, data.matrices.get(nodeId)!]));
  const notes: string[] = [];
  const run = assembleRun(input, {
    plan,
    data,
    bound: weighedMatrices(input, data, notes),
    accessOf: () => rowsInMemory(targets),
    notes,
  });
  return { ok: true, run };
}

/** What the graph becomes for the data set's columns. */
export function compilePlan({
  graph,
  dataset,
  training,
}: RunSettings): { ok: true; plan: Plan } | { ok: false; problem: Problem } {
  const compilation = compile(graph, dataWidths(graph, dataset), training);
  if (!compilation.plan) return { ok: false, problem: compilation.problems[0]! };
  assertPlan(compilation.plan);
  return { ok: true, plan: compilation.plan };
}

export interface RunParts {
  plan: Plan;
  data: PreparedRows;
  /** All rows in use, or room for those of a block. */
  bound: BoundData;
  accessOf(backend: Backend): RowAccess;
  notes: string[];
}

/** Puts backend, parameters and trainer together. */
export function assembleRun(input: RunSettings, { plan, data, bound, accessOf, notes }: RunParts): Run {
  const { graph, dataset, training } = input;
  const accuracy = accuracyRule(graph, dataset, plan);
  const orders = epochOrders(
    data.drawn ?? data.parts.train,
    blockStarts(data.tableRows, training.blockRows),
    training,
  );
  const { batchSize } = orders;
  if (dataset.split.oversample && !data.drawn) notes.push(noOversamplingNote);
  const backend = createBackend(
    training.backend,
    plan,
    { data: bound, batchSize, seed: training.seed, accuracy },
    input.threads ?? null,
  );
  if (backend.kind === 'wasm' && wantsFused(plan) && hostArithmetic() === 'plain') notes.push(plainNote);
  const rows = accessOf(backend);
  const from = setParameters(plan, backend, input, notes);
  const trainer = createTrainer({
    plan,
    backend,
    data,
    rows,
    orders,
    training,
    watched: plan.outputs.filter(({ nodeId }) => findNodeKind(findNode(graph, nodeId)!.kind)!.showsNeurons),
    countsAccuracy: accuracy !== null,
    from,
    nameOf: (id) => nodeName(findNode(graph, id)!),
  });
  return { trainer, plan, prepared: data, backend: backend.kind, streams: rows.streams, notes };
}

export const noClassesNote =
  'Class weights need a category as target and categorical cross-entropy; none are used.';

const noOversamplingNote =
  'Oversampling needs one category, or yes and no, as the only target; every row comes up once in an epoch.';

const plainNote =
  'This machine has no fused multiply-add for WebAssembly, so last digits can differ from machines that have it.';

/** The rows to train on: with class weights, targets carry them. */
function weighedMatrices({ graph, dataset, training }: RunInput, data: PreparedData, notes: string[]) {
  if (training.classWeights === 'none') return data.matrices;
  const balanced = balanceClasses(data, graph, dataset);
  if (!balanced) notes.push(noClassesNote);
  return (balanced ?? data).matrices;
}

/** Fills the backend and returns where training goes on; null for a first start. */
function setParameters(plan: Plan, backend: Backend, input: RunSettings, notes: string[]): Checkpoint | null {
  const values = initializeParameters(plan, input.training);
  const misfits = input.parameters ? layParameters(plan, input.parameters, values) : [];
  backend.writeParameters(values);
  if (!input.parameters || !input.checkpoint) {
    if (misfits.length > 0) notes.push(describeMisfits(misfits));
    return null;
  }
  const { optimizerState } = input.checkpoint;
  const { stateSlots, parameterElements } = plan.memory;
  if (misfits.length > 0) {
    notes.push(`${describeMisfits(misfits)} Counting starts again at step 0.`);
    return null;
  }
  const stateFits =
    optimizerState.length === stateSlots && optimizerState.every((slot) => slot.length === parameterElements);
  if (stateFits) backend.writeOptimizerState(optimizerState.map((slot) => Float64Array.from(slot)));
  else notes.push('The optimizer was changed, so its memory of earlier gradients starts empty.');
  return input.checkpoint;
}

function describeMisfits(misfits: readonly string[]): string {
  const more = misfits.length > 1 ? ` and ${misfits.length - 1} more` : '';
  return `Parameters that do not fit the network were drawn anew: ${misfits[0]}${more}.`;
}

/** Accuracy goes by the first head that tells classes apart. */
function accuracyRule(graph: Graph, dataset: DatasetSpec, plan: Plan): AccuracyRule | null {
  for (const head of predictionHeads(graph, dataset)) {
    const port = plan.losses.find((loss) => loss.nodeId === head.lossId);
    if (!port || head.task === 'regression') continue;
    const { prediction, target } = port;
    if (head.task === 'classes' && plan.buffers[prediction]!.columns > 1)
      return { prediction, target, rule: 'largest' };
    return { prediction, target, rule: head.link === 'sigmoid' ? 'aboveZero' : 'aboveHalf' };
  }
  return null;
}
