import type { Plan } from '../../plan/plan';
import { layOut, type MemoryReport } from './layout';
import { createMemory, kernelsModule, startKernels } from './module';
import { trialProgram } from './trialProgram';

export interface PlanMemory {
  /** Bytes of parameters × (2 + optimizer state) and of the live activations of one batch: what training cannot do without. */
  needed: number;
  /** Bytes of the arena that the fast engine trains in on one thread, its kernels' own room and gaps between regions included. */
  used: number;
  /** Bytes beside the arena, data left out: room for evaluation, programs and what goes in and out, the kernels' constants. */
  beside: number;
  parts: MemoryReport;
}

/** How much memory the fast engine takes for a plan, for batches of this size. */
export function planMemory(plan: Plan, batchSize: number): PlanMemory {
  const firstFreeByte = startKernels(createMemory(0x10000), kernelsModule('plain')).firstFreeByte();
  const nodeIds = [...plan.inputs, ...plan.targets].map(({ nodeId }) => nodeId);
  const { sizes } = layOut({
    plan,
    data: new Map(),
    batchSize,
    firstFreeByte,
    programBytes: trialProgram(plan, nodeIds, batchSize, null).byteLength,
    threads: 1,
  });
  const { parameterElements, statisticElements, stateSlots, arenaColumns } = plan.memory;
  return {
    needed: 4 * (parameterElements * (2 + stateSlots) + statisticElements + arenaColumns * batchSize),
    used: sizes.arena,
    beside: sizes.evaluation + sizes.exchange + sizes.constants,
    parts: sizes,
  };
}

/** The same as text, for `neuroloom plan`. */
export function formatPlanMemory(plan: Plan, batchSize: number): string {
  const { needed, used, beside, parts } = planMemory(plan, batchSize);
  const line = (name: string, bytes: number, note = '') =>
    `  ${name.padEnd(16)}${bytes.toLocaleString('en-US').padStart(14)}${note && `  ${note}`}`;
  const { stateSlots } = plan.memory;
  const rows = batchSize.toLocaleString('en-US');
  const counted =
    parts.parameters + parts.gradients + parts.optimizerState + parts.scratch + parts.activations;
  return [
    `arena of the wasm engine, in bytes, for batches of ${rows} ${batchSize === 1 ? 'row' : 'rows'}`,
    line('parameters', parts.parameters),
    line('gradients', parts.gradients),
    line('optimizer state', parts.optimizerState),
    line('kernels', parts.scratch, 'and as much for each further thread'),
    line('activations', parts.activations),
    line('alignment', used - counted),
    line('all', used, `= ${(used / needed).toFixed(3)} × the formula`),
    line('formula', needed, `= parameters × (2 + ${stateSlots}) + live activations of one batch`),
    'beside the arena, the rows of data not counted',
    line('evaluation', parts.evaluation, 'to evaluate several rows at once'),
    line('exchange', parts.exchange, 'programs, order of the rows, learning rates and losses'),
    line('constants', parts.constants, 'of the kernels'),
    line('all', beside),
    '',
  ].join('\n');
}
