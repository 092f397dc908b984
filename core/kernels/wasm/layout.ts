import type { BufferId, Plan } from '../../plan/plan';
import { storedElements } from '../../train/parameters';
import type { BoundData } from '../backend';
import { productScratch } from './products';

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
  parameters: number;
  gradients: number;
  optimizerState: number;
  activations: number;
  scratch: number;
  data: number;
  /** Programs, batch order, rates and losses on their way in and out. */
  exchange: number;
}

const alignment = 64;
/** See `assembly/team.ts`. */
export const teamHeaderBytes = 256;
export const teamMemberBytes = 64;
/** A smaller arena would make evaluation go row by row. */
const leastArenaElements = 2048;
export const mostEvaluationRows = 256;
const mostStepsAtOnce = 1024;
const mostRowsAtOnce = 4096;
/** One for each use of a program in `backend.ts`. */
const programSlots = 8;

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
  const place = (bytes: number) => {
    const address = Math.ceil(end / alignment) * alignment;
    end = address + bytes;
    return address;
  };
  place(firstFreeByte);
  // Whole vectors are read at the ends of rows, so each region is followed by room for two.
  const floats = (elements: number) => place(4 * elements + 32);

  const parameters = floats(storedElements(plan));
  const gradients = floats(parameterElements);
  const state = Array.from({ length: stateSlots }, () => floats(parameterElements));
  const evaluationRows = Math.min(mostEvaluationRows, Math.floor(leastArenaElements / arenaColumns));
  const arenaElements = Math.max(arenaColumns * Math.max(batchSize, evaluationRows), inspectColumns);
  const arena = floats(arenaElements);
  const rows = {
    shared: Math.floor(arenaElements / arenaColumns),
    apart: Math.floor(arenaElements / inspectColumns),
  };
  const mostRows = Math.max(batchSize, Math.min(Math.max(rows.shared, rows.apart), mostEvaluationRows));
  const scratchBytes = alignment * Math.ceil(scratchFor(plan, mostRows) / alignment);
  const scratch = place(threads * scratchBytes);
  const exchange = end;
  const team = threads > 1 ? place(teamHeaderBytes + teamMemberBytes * (threads - 1)) : 0;
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
      parameters: 4 * storedElements(plan),
      gradients: 4 * parameterElements,
      optimizerState: 4 * parameterElements * stateSlots,
      activations: 4 * arenaElements,
      scratch: threads * scratchBytes,
      data: end - exchangeEnd,
      exchange: exchangeEnd - exchange,
    },
  };
}

/** Cross-entropy by lanes works on up to 32 columns of four rows, prediction and target. */
const leastScratch = 1024;

/** What the largest of the plan's kernels needs for itself, with at most this many rows in a batch. */
function scratchFor(plan: Plan, rows: number): number {
  const width = (id: BufferId) => plan.buffers[id]!.columns;
  const needs = [...plan.forward, ...plan.backward].map((step) => {
    switch (step.op) {
      case 'dense':
        return productScratch({ m: rows, k: width(step.x), n: width(step.y) });
      case 'denseWeightGradient':
        return productScratch({ m: width(step.x), k: rows, n: width(step.dy) });
      case 'denseInputGradient':
        return productScratch({ m: rows, k: width(step.dy), n: width(step.dx) });
      default:
        return 0;
    }
  });
  return Math.max(leastScratch, ...needs);
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
