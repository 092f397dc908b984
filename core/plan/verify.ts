import { bufferLifetimes, meet } from '../compile/memory';
import { internalError } from '../graph/problem';
import { stepReads, stepWrites } from './access';
import type { Buffer, Plan, Step } from './plan';
import { stepShapeFault } from './stepShapes';

/**
 * Holds a plan against what every plan promises: buffers exist, shapes of each step agree, batch buffers lie inside the arena
 * and share room only when their lifetimes do not meet, nothing is read before it is written. Returns the faults; a plan
 * from `compile` has none.
 */
export function verifyPlan(plan: Plan): string[] {
  const unknown = unknownBuffers(plan);
  if (unknown.length > 0) return unknown;
  return [...shapeFaults(plan), ...boundsFaults(plan), ...orderFaults(plan), ...overlapFaults(plan)];
}

/** For the engine's door: a plan with a fault is a bug in the compiler, not in what the user drew. */
export function assertPlan(plan: Plan): void {
  const [fault] = verifyPlan(plan);
  if (fault) throw internalError(`plan does not hold: ${fault}`);
}

function unknownBuffers(plan: Plan): string[] {
  const faults: string[] = [];
  plan.buffers.forEach((buffer, index) => {
    if (buffer.id !== index) faults.push(`buffer at place ${index} calls itself ${buffer.id}`);
  });
  for (const step of [...plan.forward, ...plan.backward]) {
    for (const id of [...stepReads(step), ...stepWrites(step)]) {
      if (!plan.buffers[id])
        faults.push(`${step.op} names buffer ${id}, the plan has ${plan.buffers.length}`);
    }
  }
  return faults;
}

function shapeFaults(plan: Plan): string[] {
  return [...plan.forward, ...plan.backward].flatMap((step) => {
    const fault = stepShapeFault(step, (id) => plan.buffers[id]!);
    return fault ? [`${step.op}: ${fault}`] : [];
  });
}

function boundsFaults(plan: Plan): string[] {
  return plan.buffers.flatMap((buffer) => {
    const size = elements(buffer);
    if (!Number.isInteger(buffer.columns) || buffer.columns < 1)
      return [`${buffer.name} has ${buffer.columns} columns`];
    const limit =
      buffer.rows === 'batch'
        ? plan.memory.arenaColumns
        : buffer.role === 'loss'
          ? plan.losses.length
          : buffer.role === 'statistic'
            ? plan.memory.parameterElements + plan.memory.statisticElements
            : plan.memory.parameterElements;
    if (buffer.offset >= 0 && buffer.offset + size <= limit) return [];
    return [`${buffer.name} lies at ${buffer.offset}…${buffer.offset + size} of ${limit}`];
  });
}

function elements(buffer: Buffer): number {
  return buffer.rows === 'batch' ? buffer.columns : buffer.rows * buffer.columns;
}

function orderFaults(plan: Plan): string[] {
  const filledBefore = new Set(['input', 'target', 'parameter', 'statistic']);
  const written = new Set(
    plan.buffers.filter((buffer) => filledBefore.has(buffer.role)).map((buffer) => buffer.id),
  );
  return [...plan.forward, ...plan.backward].flatMap((step: Step) => {
    const early = stepReads(step).filter((id) => !written.has(id));
    for (const id of stepWrites(step)) written.add(id);
    return early.map((id) => `${step.op} reads ${plan.buffers[id]!.name} before it is written`);
  });
}

function overlapFaults(plan: Plan): string[] {
  const lifetimes = bufferLifetimes(plan);
  const arena = plan.buffers
    .filter((buffer) => buffer.rows === 'batch')
    .sort((a, b) => a.offset - b.offset || a.id - b.id);
  const faults: string[] = [];
  for (let i = 0; i < arena.length; i++) {
    const a = arena[i]!;
    const end = a.offset + a.columns;
    // By offset, so that only those are looked at that begin within it.
    for (let j = i + 1; j < arena.length && arena[j]!.offset < end; j++) {
      const b = arena[j]!;
      if (meet(lifetimes[a.id]!, lifetimes[b.id]!))
        faults.push(`${a.name} and ${b.name} share room while both are needed`);
    }
  }
  return faults;
}
