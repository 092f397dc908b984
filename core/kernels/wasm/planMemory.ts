import type { Plan } from '../../plan/plan';
import { layOut, type MemoryReport } from './layout';

export interface PlanMemory {
  /** Bytes of parameters × (2 + optimizer state) and of the live activations of one batch: what training cannot do without. */
  needed: number;
  /** Bytes that the fast engine lays out for the same on one thread, its kernels' own room included; data and programs left out. */
  used: number;
  parts: MemoryReport;
}

/** How much memory the fast engine takes for a plan, for batches of this size. */
export function planMemory(plan: Plan, batchSize: number): PlanMemory {
  const { sizes } = layOut({
    plan,
    data: new Map(),
    batchSize,
    firstFreeByte: 0,
    programBytes: 0,
    threads: 1,
  });
  const { parameterElements, statisticElements, stateSlots, arenaColumns } = plan.memory;
  return {
    needed: 4 * (parameterElements * (2 + stateSlots) + statisticElements + arenaColumns * batchSize),
    used: sizes.parameters + sizes.gradients + sizes.optimizerState + sizes.activations + sizes.scratch,
    parts: sizes,
  };
}

/** The same as text, for `neuroloom plan`. */
export function formatPlanMemory(plan: Plan, batchSize: number): string {
  const { needed, used, parts } = planMemory(plan, batchSize);
  const line = (name: string, bytes: number, note = '') =>
    `  ${name.padEnd(16)}${bytes.toLocaleString('en-US').padStart(14)}${note}`;
  const { stateSlots } = plan.memory;
  const rows = batchSize.toLocaleString('en-US');
  return [
    `arena of the wasm engine, in bytes, for batches of ${rows} ${batchSize === 1 ? 'row' : 'rows'}`,
    line('parameters', parts.parameters),
    line('gradients', parts.gradients),
    line('optimizer state', parts.optimizerState),
    line('activations', parts.activations),
    line('kernels', parts.scratch, '  and as much for each further thread'),
    line('all', used, `  = ${(used / needed).toFixed(3)} × the formula`),
    line('formula', needed, `  = parameters × (2 + ${stateSlots}) + live activations of one batch`),
    '',
  ].join('\n');
}
