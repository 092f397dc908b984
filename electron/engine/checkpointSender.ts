import { type Detached, detachNumbers } from '../../core/graph/detachNumbers';
import { partsOf } from '../../core/parts';
import type { EngineEvent } from '../../core/protocol';
import type { Trainer } from '../../core/train/trainer';

const intervalMs = 1000;
/** The first one comes soon, so that a run that dies young can be continued too. */
const firstMs = 100;
/** Where a checkpoint is dear, it may take this share of the time at most. */
const share = 0.05;
/** Parts on their way: the window draws before it takes the one after. */
const mostUntaken = 2;

interface Transfer extends Pick<Detached<unknown>, 'size' | 'bytes'> {
  parts: Iterator<[start: number, end: number]>;
  checkpoint: EngineEvent;
}

/**
 * Sends a run's checkpoints. The numbers of a large network go in parts, as fast as the window takes them, while training goes on; no
 * other event of a run has to wait for them but its states, which are not to come before the parameters that they speak of.
 */
export class CheckpointSender {
  #transfer: Transfer | null = null;
  #untaken = 0;
  #later: EngineEvent[] = [];
  #doneAt: number;
  #gapMs = firstMs;
  #spentMs = 0;

  constructor(
    private readonly runId: string,
    private readonly trainer: Pick<Trainer, 'packed' | 'metrics'>,
    private readonly send: (event: EngineEvent) => void,
    private readonly now: () => number,
  ) {
    this.#doneAt = now();
  }

  /** Whether it is time for another, and the last one is over. */
  due(now: number): boolean {
    return this.#transfer === null && now - this.#doneAt >= this.#gapMs;
  }

  /** Sends the trainer as it stands, in place of a checkpoint that is still on its way. */
  begin(): void {
    const { runId, trainer } = this;
    const began = this.now();
    const { value, size, bytes } = detachNumbers(trainer.packed());
    const metrics = trainer.metrics();
    const checkpoint: EngineEvent = {
      type: 'checkpoint',
      runId,
      ...value,
      metrics,
      ...(size > 0 && { numbers: size }),
    };
    this.#transfer = { size, bytes, parts: partsOf(size), checkpoint };
    this.#spentMs = this.now() - began;
    this.#goOn();
  }

  /** The window is ready for another part. */
  taken(): void {
    this.#untaken = Math.max(0, this.#untaken - 1);
    this.#goOn();
  }

  /** Sends an event that is not to overtake the checkpoint. */
  sendAfter(event: EngineEvent): void {
    if (this.#transfer) this.#later.push(event);
    else this.send(event);
  }

  #goOn(): void {
    const { runId } = this;
    const transfer = this.#transfer;
    if (!transfer) return;
    const { size, bytes, parts, checkpoint } = transfer;
    const began = this.now();
    while (this.#untaken < mostUntaken) {
      const next = parts.next();
      if (next.done) {
        this.send(checkpoint);
        this.#end(began);
        return;
      }
      const [start, end] = next.value;
      this.#untaken += 1;
      this.send({ type: 'checkpointNumbers', runId, size, start, part: bytes(start, end) });
    }
    this.#spentMs += this.now() - began;
  }

  #end(began: number): void {
    this.#transfer = null;
    this.#doneAt = this.now();
    this.#gapMs = Math.max(intervalMs, (this.#spentMs + this.#doneAt - began) / share);
    for (const event of this.#later.splice(0)) this.send(event);
  }
}
