import type { FittedColumn } from '../../core/data/schema';
import type { CommandOf, EngineCommand } from '../../core/protocol';
import type { TrainingSettings } from '../../core/train/settings';
import type { Basis } from './resume';
import type { TrainingDocument } from './trainingDocument';

/** A run as it was begun, and what waits for the engine's answers. */
export interface StartedRun {
  readonly id: string;
  /** What it computes, as `runKey` writes it. */
  readonly key: string;
  readonly training: TrainingSettings;
  readonly basis: Basis;
  /** Of its data; null before it has begun. */
  encoders: FittedColumn[] | null;
  /** Updates to make as soon as it has begun. */
  stepsWaiting: number;
  /** Whether the network as it is drawn then is trained once this run has stopped. */
  restartsOnceStopped: boolean;
}

type WithoutRun<C> = C extends { runId: string } ? Omit<C, 'runId'> : never;
/** What can be said to a run under way. */
export type RunCommand = WithoutRun<Exclude<EngineCommand, { type: 'start' }>>;

/** What a run works on. */
export function runInputs(
  { graph, dataset, training }: TrainingDocument,
  dataId: string,
  watchRow: number,
): Pick<CommandOf<'start'>, 'graph' | 'dataset' | 'training' | 'dataId' | 'watchRow'> {
  return { graph, dataset: dataset!, training, dataId, watchRow };
}
