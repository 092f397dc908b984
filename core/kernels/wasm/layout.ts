import type { LossFunction } from '../../nodes/lossFunctions';
import type { BufferId, Plan } from '../../plan/plan';
import { storedElements } from '../../train/parameters';
import type { BoundData } from '../backend';
import { inputGradientScratch, outputScratch, weightGradientScratch } from './products';

/** Which offsets batch buffers have: where they share room by liveness, or where every value is kept. */
export type Arrangement = 'shared' | 'apart';

/** Where everything lies in the one memory; addresses in bytes. */
export interface Layout {
  parameters: number;
  gradients: number;
  state: number[];
  /** Value and weight of each loss, float64. */
  lossValues: number;
  lossWeights: number;
  arena: number;
  /** Rows that fit into the arena. */
  rows: Record<Arrangement, number>;
  scratch: number;
  /** Scratch of one thread; the threads' pieces follow each other. */
  scratchBytes: number;
  /** Where threads meet; 0 where there is only one. */
  team: number;
  order: number;
  orderCapacity: number;
  rates: number;
  losses: number;
  stepCapacity: number;
  programs: number;
  programBytes: number;
  /** Rows of each input and target node, as float32. */
  data: ReadonlyMap<string, number>;
  bytes: number;
  /** Sizes in bytes by what they are for. */
  sizes: MemoryReport;
}

export interface MemoryReport {
  /** The arena of training: all from the parameters to the end of one batch's activations, with what is lost between them. */
  arena: number;
  parameters: number;
  gradients: number;
  optimizerState: number;
  scratch: number;
  activations: number;
  /** Beyond one batch's activations: room to evaluate several rows at once, or to show all values of one. */
  evaluation: number;
  /** Programs, batch order, rates and losses on their way in and out. */
  exchange: number;
  data: number;
  /** The kernels' own constants. */
  constants: number;
}

/** Large regions begin at a line of the cache, small ones at a vector. */
const lineBytes = 64;
const vectorBytes = 16;
const leastForLine = 4096;
/** See `assembly/team.ts`. */
export const teamHeaderBytes = 256;
export const teamMemberBytes = 64;
/** A smaller arena would make evaluation go row by row. */
const leastArenaElements = 2048;
export const mostEvaluationRows = 256;
const mostStepsAtOnce = 1024;
const mostRowsAtOnce = 4096;
/** One for each use of a program in `backend.ts`. */
const programSlots = 9;

export interface LayoutInput {
  plan: Plan;
  data: BoundData;
  batchSize: number;
  firstFreeByte: number;
  programBytes: number;
  /** How many threads there can be. */
  threads: number;
}

export function layOut(input: LayoutInput): Layout {
  const { plan, data, batchSize, firstFreeByte, programBytes, threads } = input;
  const { parameterElements, stateSlots, arenaColumns, inspectColumns } = plan.memory;
  let end = 0;
  const alignmentFor = (bytes: number) => (bytes < leastForLine ? vectorBytes : lineBytes);
  const place = (bytes: number, alignment = alignmentFor(bytes)) => {
    const address = roundUp(end, alignment);
    end = address + bytes;
    return address;
  };
  place(firstFreeByte);
  // Whole vectors are read at the ends of rows: there has to be room for two behind the last region.
  const floats = (elements: number) => place(4 * elements);

  const parameters = floats(storedElements(plan));
  const gradients = floats(parameterElements);
  const state = Array.from({ length: stateSlots }, () => floats(parameterElements));
  const evaluationRows = Math.min(mostEvaluationRows, Math.floor(leastArenaElements / arenaColumns));
  const arenaElements = Math.max(arenaColumns * Math.max(batchSize, evaluationRows), inspectColumns);
  const rows = {
    shared: Math.floor(arenaElements / arenaColumns),
    apart: Math.floor(arenaElements / inspectColumns),
  };
  const mostRows = Math.max(batchSize, Math.min(Math.max(rows.shared, rows.apart), mostEvaluationRows));
  const scratchNeeded = scratchFor(plan, batchSize, mostRows);
  const scratchBytes = threads > 1 ? roundUp(scratchNeeded, lineBytes) : scratchNeeded;
  const scratch = place(threads * scratchBytes);
  // Last, so that what evaluation needs beyond a batch lies behind all that training needs.
  const activations = 4 * arenaColumns * batchSize;
  const arena = place(4 * arenaElements, alignmentFor(activations));
  end += 2 * vectorBytes;
  const exchange = end;
  const team = threads > 1 ? place(teamHeaderBytes + teamMemberBytes * (threads - 1), lineBytes) : 0;
  const lossValues = place(8 * plan.losses.length);
  const lossWeights = place(8 * plan.losses.length);
  const stepCapacity = Math.max(1, Math.min(mostStepsAtOnce, Math.ceil(mostRowsAtOnce / batchSize)));
  const orderCapacity = Math.max(batchSize * stepCapacity, mostEvaluationRows);
  const order = place(4 * orderCapacity);
  const rates = place(8 * stepCapacity);
  const losses = place(8 * stepCapacity);
  const programs = place(programSlots * programBytes);
  const exchangeEnd = end;
  const addresses = new Map<string, number>();
  for (const [nodeId, matrix] of data) addresses.set(nodeId, floats(matrix.values.length));
  return {
    parameters,
    gradients,
    state,
    lossValues,
    lossWeights,
    arena,
    rows,
    scratch,
    scratchBytes,
    team,
    order,
    orderCapacity,
    rates,
    losses,
    stepCapacity,
    programs,
    programBytes,
    data: addresses,
    bytes: end + 64,
    sizes: {
      arena: arena + activations - parameters,
      parameters: 4 * storedElements(plan),
      gradients: 4 * parameterElements,
      optimizerState: 4 * parameterElements * stateSlots,
      scratch: threads * scratchBytes,
      activations,
      evaluation: exchange - (arena + activations),
      exchange: exchangeEnd - exchange,
      data: end - exchangeEnd,
      constants: firstFreeByte,
    },
  };
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}

/** Cross-entropy by lanes works on up to 32 columns of four rows, prediction and target. */
const mostColumnsByLanes = 32;

function lossScratch(name: LossFunction, columns: number): number {
  return name === 'softmaxCrossEntropy' && columns <= mostColumnsByLanes ? 32 * columns : 0;
}

/** What the largest of the plan's kernels needs for itself: in training, and going forward with more rows than a batch has. */
function scratchFor(plan: Plan, batchSize: number, mostRows: number): number {
  const width = (id: BufferId) => plan.buffers[id]!.columns;
  const needs = [...plan.forward, ...plan.backward].map((step) => {
    switch (step.op) {
      case 'dense':
        return outputScratch({ m: mostRows, k: width(step.x), n: width(step.y) });
      case 'denseWeightGradient':
        return weightGradientScratch({ m: width(step.x), k: batchSize, n: width(step.dy) });
      case 'denseInputGradient':
        return inputGradientScratch({ m: batchSize, k: width(step.dy), n: width(step.dx) });
      case 'loss':
      case 'lossGradient':
        return lossScratch(step.function, width(step.prediction));
      default:
        return 0;
    }
  });
  return Math.max(0, ...needs);
}

/** Address of a buffer for a batch of this many rows. */
export function addressOf(
  plan: Plan,
  layout: Layout,
  id: BufferId,
  rows: number,
  arrangement: Arrangement,
): number {
  const buffer = plan.buffers[id]!;
  if (buffer.rows === 'batch') {
    const offset = arrangement === 'shared' ? buffer.offset : plan.memory.inspectOffsets[id]!;
    return layout.arena + 4 * offset * rows;
  }
  switch (buffer.role) {
    case 'parameter':
    case 'statistic':
      return layout.parameters + 4 * buffer.offset;
    case 'loss':
      return layout.lossValues + 8 * buffer.offset;
    default:
      return layout.gradients + 4 * buffer.offset;
  }
}
