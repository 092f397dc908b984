import { action, makeObservable, observableRef, reaction } from 'mobx';
import type { CommandOf } from '../../core/protocol';
import type { PackedParameters } from '../../core/train/schema';
import type { EngineClient } from '../engine/engineClient';
import type { TrainingData } from './blocked';
import type { FrameHub } from './frameHub';
import { basisOf, runKey } from './resume';
import { runInputs } from './startedRun';
import type { TrainedStore } from './trainedStore';
import type { TrainingDocument } from './trainingDocument';

interface PreviewRequest {
  /** Equal keys need no new preview. */
  key: string;
  command: Omit<CommandOf<'start'>, 'type' | 'runId' | 'paused'>;
}

/** What a preview needs to know of training. */
interface PreviewedTraining {
  readonly document: TrainingDocument;
  readonly data: TrainingData;
  readonly engine: EngineClient;
  readonly trained: TrainedStore;
  readonly frames: FrameHub;
  readonly watchRow: number;
  readonly active: boolean;
  readonly blocked: string | null;
}

/**
 * While nothing trains, a run that stands still: it shows what the network, as it is drawn and as far as it was trained,
 * makes of the watched row. Follows edits after a short rest.
 */
export class Preview {
  runId: string | null = null;
  /** Those that it computed with: the first ones, where nothing was trained. */
  parameters: PackedParameters | null = null;
  private count = 0;
  private readonly stops: (() => void)[];

  constructor(
    private readonly training: PreviewedTraining,
    delayMs: number,
  ) {
    makeObservable(this, { parameters: observableRef, forget: action });
    const { engine, frames } = training;
    this.stops = [
      reaction(
        () => this.request(),
        (next) => {
          if (next) this.show(next);
          else if (this.runId) {
            this.runId = null;
            frames.clear();
          }
        },
        { delay: delayMs, equals: (a, b) => a?.key === b?.key },
      ),
      engine.on(
        'checkpoint',
        action(({ runId, parameters }) => {
          if (runId === this.runId) this.parameters = parameters;
        }),
      ),
      engine.on('state', ({ runId, state }) => {
        if (runId === this.runId && state === 'failed') frames.clear();
      }),
    ];
  }

  /** A run that trains takes the engine. */
  yield(): void {
    this.runId = null;
  }

  /** Another network is there, or none. */
  forget(): void {
    this.parameters = null;
  }

  dispose(): void {
    for (const stop of this.stops) stop();
  }

  private request(): PreviewRequest | null {
    const { document, data, engine, trained, watchRow, active, blocked } = this.training;
    const dataId = data.summary?.dataId;
    if (active || blocked !== null || dataId === undefined || engine.status !== 'ready') return null;
    const results = trained.fitting;
    const { parameters = null, checkpoint = null, metrics = null } = results ?? {};
    const samePace = results !== null && results.basis.pacing === basisOf(document).pacing;
    return {
      key: `${dataId} ${engine.generation} ${results ? trained.version : ''} ${runKey(document)}`,
      command: {
        ...runInputs(document, dataId, watchRow),
        parameters,
        checkpoint: samePace ? checkpoint : null,
        untilEpoch: (metrics?.epoch ?? 0) + 1,
      },
    };
  }

  private show({ command }: PreviewRequest): void {
    this.count += 1;
    this.runId = `preview-${this.count}`;
    this.training.engine.send({ type: 'start', runId: this.runId, paused: true, ...command });
  }
}
