import { stepReads, stepWrites } from '../plan/access';
import type { Buffer, PlanMemory } from '../plan/plan';
import type { Draft } from './draft';

/** The steps, counted over forward then backward, during which a buffer's content matters; both ends included. */
export interface Lifetime {
  first: number;
  last: number;
}

/**
 * Gives every buffer its place: parameters and their gradients back to back in segments of their own, batch buffers in one
 * arena where two share room when their lifetimes do not meet. Writes the offsets into `draft.buffers`.
 */
export function layOutMemory(draft: Draft, stateSlots: number): PlanMemory {
  const parameterElements = placeInOrder(draft.buffers.filter((buffer) => buffer.role === 'parameter'));
  const statistics = draft.buffers.filter((buffer) => buffer.role === 'statistic');
  const statisticElements = placeInOrder(statistics, parameterElements) - parameterElements;
  placeInOrder(draft.buffers.filter((buffer) => buffer.role === 'parameterGradient'));
  placeInOrder(draft.buffers.filter((buffer) => buffer.role === 'loss'));
  const inArena = draft.buffers.filter((buffer) => buffer.rows === 'batch');
  const arenaColumns = packByLifetime(inArena, bufferLifetimes(draft));
  const inspectOffsets = draft.buffers.map(() => -1);
  let inspectColumns = 0;
  for (const buffer of inArena.filter((each) => each.role !== 'gradient')) {
    inspectOffsets[buffer.id] = inspectColumns;
    inspectColumns += buffer.columns;
  }
  return { arenaColumns, inspectColumns, inspectOffsets, parameterElements, statisticElements, stateSlots };
}

/** Back to back from `start` on; returns where the next one would lie. */
function placeInOrder(buffers: Buffer[], start = 0): number {
  let next = start;
  for (const buffer of buffers) {
    buffer.offset = next;
    next += (buffer.rows as number) * buffer.columns;
  }
  return next;
}

export function bufferLifetimes(
  draft: Pick<Draft, 'buffers' | 'forward' | 'backward' | 'losses'>,
): Lifetime[] {
  const steps = [...draft.forward, ...draft.backward];
  // Rows of data are in place before the first step.
  const lifetimes = draft.buffers.map(({ role }): Lifetime => {
    const filledBefore = role === 'input' || role === 'target';
    return { first: filledBefore ? -1 : steps.length, last: -1 };
  });
  const touch = (id: number, index: number) => {
    const lifetime = lifetimes[id]!;
    if (index < lifetime.first) lifetime.first = index;
    if (index > lifetime.last) lifetime.last = index;
  };
  steps.forEach((step, index) => {
    for (const id of stepReads(step)) touch(id, index);
    for (const id of stepWrites(step)) touch(id, index);
  });
  // Accuracy is counted after the forward pass, from what the losses compare.
  for (const loss of draft.losses) {
    for (const id of [loss.prediction, loss.target]) {
      const lifetime = lifetimes[id]!;
      lifetime.last = Math.max(lifetime.last, draft.forward.length);
    }
  }
  return lifetimes;
}

/** Largest first, each at the lowest offset where no buffer with a touching lifetime lies. Returns the columns needed. */
function packByLifetime(buffers: Buffer[], lifetimes: readonly Lifetime[]): number {
  /** By offset. */
  const placed: Buffer[] = [];
  let columns = 0;
  const bySize = [...buffers].sort((a, b) => b.columns - a.columns || a.id - b.id);
  for (const buffer of bySize) {
    let offset = 0;
    const { first, last } = lifetimes[buffer.id]!;
    // Every pair is looked at, at every edit, and at the first one by code that has not been compiled yet.
    for (const other of placed) {
      const end = other.offset + other.columns;
      if (end <= offset) continue;
      const lifetime = lifetimes[other.id]!;
      if (first > lifetime.last || lifetime.first > last) continue;
      if (offset + buffer.columns <= other.offset) break;
      offset = end;
    }
    buffer.offset = offset;
    placed.splice(firstBeyond(placed, offset), 0, buffer);
    columns = Math.max(columns, offset + buffer.columns);
  }
  return columns;
}

/** Index of the first buffer that lies beyond this offset, of buffers in the order of their offsets. */
function firstBeyond(buffers: readonly Buffer[], offset: number): number {
  let from = 0;
  let to = buffers.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (buffers[middle]!.offset <= offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function meet(a: Lifetime, b: Lifetime): boolean {
  return a.first <= b.last && b.first <= a.last;
}
