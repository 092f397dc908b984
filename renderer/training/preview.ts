import { reaction } from 'mobx';
import type { CommandOf } from '../../core/protocol';
import type { EngineClient } from '../engine/engineClient';

export interface PreviewRequest {
  /** Equal keys need no new preview. */
  key: string;
  command: Omit<CommandOf<'start'>, 'type' | 'runId' | 'paused'>;
}

/**
 * While nothing trains, a run that stands still: it shows what the network, as it is drawn and as far as it was trained,
 * makes of the watched row. Follows edits after a short rest.
 */
export class Preview {
  runId: string | null = null;
  private count = 0;
  private readonly stopWatching: () => void;

  constructor(
    private readonly engine: EngineClient,
    request: () => PreviewRequest | null,
    ended: () => void,
    delayMs = 120,
  ) {
    this.stopWatching = reaction(
      request,
      (next) => {
        if (next) this.show(next);
        else if (this.runId) {
          this.runId = null;
          ended();
        }
      },
      { delay: delayMs, equals: (a, b) => a?.key === b?.key },
    );
  }

  /** A run that trains takes the engine. */
  yield(): void {
    this.runId = null;
  }

  dispose(): void {
    this.stopWatching();
  }

  private show({ command }: PreviewRequest): void {
    this.count += 1;
    this.runId = `preview-${this.count}`;
    this.engine.send({ type: 'start', runId: this.runId, paused: true, ...command });
  }
}
