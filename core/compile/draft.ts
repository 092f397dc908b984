import type { Lowered } from '../nodes/kind';
import type { Buffer, BufferRole, Plan } from '../plan/plan';

/** A plan in the making: before fusion, before memory. */
export type Draft = Omit<Plan, 'memory'>;

/** What lowering remembers of each node until its gradient is emitted. */
export interface LoweredNode extends Lowered {
  nodeId: string;
  sources: Readonly<Record<string, readonly string[]>>;
  hasParameters: boolean;
}

export function newBuffer(
  draft: Draft,
  name: string,
  role: BufferRole,
  rows: Buffer['rows'],
  columns: number,
): number {
  const id = draft.buffers.length;
  draft.buffers.push({ id, name, role, rows, columns, offset: -1 });
  return id;
}
