import type { Problem } from '../../core/graph/problem';
import type { EventOf } from '../../core/protocol';
import type { EngineExit } from '../engine/portSource';
import type { TrainedResults } from './resume';

/** Why training ended without being asked to. */
export interface Failure {
  kind: 'engine' | 'run';
  problem: Problem;
  /** Where the last checkpoint stands, from which training can go on. */
  resume: { epoch: number; step: number } | null;
}

/** The engine's process ended while it trained. */
export function engineFailure({ reason, gaveUp }: EngineExit, results: TrainedResults | null): Failure {
  const { checkpoint, metrics } = results ?? {};
  return {
    kind: 'engine',
    problem: {
      code: 'engine.exited',
      message: `The engine stopped during training: ${reason}.`,
      hint: gaveUp
        ? 'The document is whole. Training again starts a new engine.'
        : 'The document is whole, and a new engine takes over.',
    },
    resume: checkpoint ? { epoch: metrics?.epoch ?? 0, step: checkpoint.step } : null,
  };
}

/** The engine could not start the run, or not go on with it. To go on from the same place would fail again. */
export function runFailure({ problem, reason }: EventOf<'state'>): Failure {
  return {
    kind: 'run',
    problem: problem ?? { code: 'run.failed', message: reason ?? 'Training failed.' },
    resume: null,
  };
}
