import type { EngineEvent } from '../../core/protocol';
import type { Run } from '../../core/train/run';
import { FramePacer } from './frames';

/** Sends the activations of the watched row, of a run that moves or stands still. */
export class FrameSender {
  readonly #pacer = new FramePacer();
  #row: number;
  /** The row that is being read to be shown. */
  #fetching: number | null = null;

  constructor(
    private readonly runId: string,
    private readonly run: Run,
    watchRow: number,
    private readonly send: (event: EngineEvent) => void,
    private readonly now: () => number,
  ) {
    this.#row = watchRow;
  }

  watch(row: number): void {
    this.#row = row;
  }

  due(now: number): boolean {
    return this.#pacer.due(now);
  }

  shown(sequence: number): void {
    this.#pacer.shown(sequence);
  }

  /** Sends the row as it is now, or as soon as it has been read. */
  sendNow(): void {
    const { trainer, prepared } = this.run;
    const row = Math.min(this.#row, prepared.tableRows.length - 1);
    const began = this.now();
    const activations = trainer.activations(row);
    if (!activations) {
      void this.#fetch(row);
      return;
    }
    const now = this.now();
    const sequence = this.#pacer.sent(now, now - began);
    this.send({ type: 'frame', runId: this.runId, sequence, step: trainer.step, row, activations });
  }

  /** Gets a row that is not at hand, then shows it. */
  async #fetch(row: number): Promise<void> {
    const { trainer } = this.run;
    if (this.#fetching === row) return;
    this.#fetching = row;
    await trainer.fetch(row);
    this.#fetching = null;
    if (trainer.activations(row)) this.sendNow();
  }
}
