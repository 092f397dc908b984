import { formatInteger } from '../format';

/** `epoch 12 (step 340)` */
export function placeInTraining({ epoch, step }: { epoch: number; step: number }): string {
  return `epoch ${formatInteger(epoch)} (step ${formatInteger(step)})`;
}
