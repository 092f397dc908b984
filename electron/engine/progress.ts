import type { EpochResult } from '../../core/protocol';

/** About 30 messages a second, however many steps there are. */
const progressIntervalMs = 33;

/** Over which the rate is smoothed. */
const rateTimeMs = 500;

export interface Batch {
  firstStep: number;
  losses: Float64Array;
  epochs: EpochResult[];
}

/** Collects what every step gave until it is sent. Nothing is thinned out. */
export class ProgressLog {
  #parts: Float64Array[] = [];
  #epochs: EpochResult[] = [];
  #firstStep: number;
  #steps = 0;
  #sentAt = Number.NEGATIVE_INFINITY;

  /** `step`: updates made before the first one that is added here. */
  constructor(step: number) {
    this.#firstStep = step;
  }

  add(losses: Float64Array, epoch: EpochResult | null): void {
    if (losses.length > 0) this.#parts.push(losses);
    this.#steps += losses.length;
    if (epoch) this.#epochs.push(epoch);
  }

  due(now: number): boolean {
    return now - this.#sentAt >= progressIntervalMs && !this.empty;
  }

  get empty(): boolean {
    return this.#steps === 0 && this.#epochs.length === 0;
  }

  /** Everything since the last call. */
  take(now: number): Batch {
    const losses = new Float64Array(this.#steps);
    let at = 0;
    for (const part of this.#parts) {
      losses.set(part, at);
      at += part.length;
    }
    const batch = { firstStep: this.#firstStep, losses, epochs: this.#epochs };
    this.#firstStep += this.#steps;
    this.#parts = [];
    this.#epochs = [];
    this.#steps = 0;
    this.#sentAt = now;
    return batch;
  }
}

/** Rows a second, as an exponential mean over about half a second of training. */
export class RateMeter {
  #perMs = 0;
  #weight = 0;

  add(rows: number, elapsedMs: number): void {
    if (elapsedMs <= 0) return;
    const keep = Math.exp(-elapsedMs / rateTimeMs);
    this.#perMs = this.#perMs * keep + (rows / elapsedMs) * (1 - keep);
    this.#weight = this.#weight * keep + (1 - keep);
  }

  /** 0 before anything was measured. */
  get perSecond(): number {
    return this.#weight === 0 ? 0 : (this.#perMs / this.#weight) * 1000;
  }
}
