import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Problem } from '../core/graph/problem';
import type { Advance, Trainer } from '../core/train/trainer';
import type { Host } from './host';

export interface LoopOptions {
  trainer: Trainer;
  /** Train until this many steps stand, counted from the very first one. */
  untilStep: number;
  /** After every slice: what happened, before the next begins. */
  onSlice(advance: Advance): Promise<void>;
}

export type LoopEnd =
  | { reason: 'done' }
  | { reason: 'stopped'; message: string }
  | { reason: 'interrupted' }
  | { reason: 'failed'; problem: Problem };

/** A slice lasts about this long, so that an interrupt acts at once. */
const sliceMs = 50;

/** Trains in slices until the last step, an early stop, a failure or an interrupt. */
export async function trainUntil(host: Host, { trainer, untilStep, onSlice }: LoopOptions): Promise<LoopEnd> {
  let interrupted = false;
  const stopListening = host.onInterrupt(() => {
    interrupted = true;
  });
  let sliceSteps = 1;
  try {
    while (trainer.step < untilStep || trainer.evaluating) {
      if (interrupted) return { reason: 'interrupted' };
      await trainer.ready();
      const startMs = host.nowMs();
      const advance = trainer.advance(Math.min(sliceSteps, untilStep - trainer.step));
      const tookMs = host.nowMs() - startMs;
      if (tookMs < sliceMs / 2) sliceSteps = Math.min(2 * sliceSteps, trainer.stepsPerEpoch);
      else if (tookMs > sliceMs * 2) sliceSteps = Math.max(1, sliceSteps >> 1);
      await onSlice(advance);
      if (advance.problem) return { reason: 'failed', problem: advance.problem };
      if (advance.stopped !== null) return { reason: 'stopped', message: advance.stopped };
      // Lets an interrupt in.
      await nextTurn();
    }
    return { reason: 'done' };
  } finally {
    stopListening();
    // The table may be closed now.
    await trainer.reading;
  }
}
