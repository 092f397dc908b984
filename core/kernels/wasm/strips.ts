import type { Plan, Step } from '../../plan/plan';
import { addressOf, type Layout } from './layout';
import type { Kernels } from './module';
import { isForStrips } from './products';

/** Copying costs about as much as ten rows, and saves a fifth of each that follows. */
export const rowsBeforeStrips = 50;

/**
 * Copies the weights of large layers into strips for single rows, and says where to: over the gradients of these weights, which hold
 * nothing between two updates and which the next update writes anew before it reads them. Only layers with such gradients are taken.
 */
export function packStrips(plan: Plan, layout: Layout, kernels: Kernels): Map<Step, number> {
  const address = (id: number) => addressOf(plan, layout, id, 1, 'apart');
  const room = new Map<number, number>();
  for (const step of plan.backward) {
    if (step.op !== 'denseWeightGradient') continue;
    const { offset } = plan.buffers[step.dWeights]!;
    room.set(offset, address(step.dWeights));
  }
  const strips = new Map<Step, number>();
  for (const step of plan.forward) {
    if (step.op !== 'dense') continue;
    const [k, n] = [plan.buffers[step.x]!.columns, plan.buffers[step.y]!.columns];
    const to = room.get(plan.buffers[step.weights]!.offset);
    if (to === undefined || !isForStrips({ m: 1, n, k })) continue;
    kernels.packStrips(address(step.weights), to, k, n);
    strips.set(step, to);
  }
  return strips;
}
