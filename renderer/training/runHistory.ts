import type { EpochResult, EventOf } from '../../core/protocol';
import type { Metrics } from '../../core/train/schema';
import { Series } from './series';

/** Per epoch, in order; NaN where a value does not exist. */
export interface EpochSeries {
  epochs: Series;
  loss: Series;
  validationLoss: Series;
  accuracy: Series;
  validationAccuracy: Series;
}

/**
 * All that a run has said of itself: the loss of every step, the results of every epoch, and the newest numbers. Not
 * observable: those who draw it subscribe, and draw at their own pace.
 */
export class RunHistory {
  /** Updates made before the one whose loss stands first: `losses` at index i is that of step `firstStep + i + 1`. */
  firstStep = 0;
  readonly losses = new Series();
  readonly epochs: EpochSeries = {
    epochs: new Series(),
    loss: new Series(),
    validationLoss: new Series(),
    accuracy: new Series(),
    validationAccuracy: new Series(),
  };
  /** Results of the newest whole epoch, or those that came with the file. */
  lastEpoch: Metrics | null = null;
  samplesPerSecond: number | null = null;
  step = 0;
  epoch = 0;
  stepsPerEpoch = 0;
  /** Counts changes, so that a reader knows whether there is anything new. */
  version = 0;
  /** Counts how often steps were forgotten to be made anew. */
  rewinds = 0;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  append(event: EventOf<'progress'>): void {
    if (event.losses.length > 0) {
      if (this.losses.length === 0) this.firstStep = event.firstStep;
      // A run that goes on from a checkpoint repeats the steps after it; they come out the same.
      this.losses.truncate(event.firstStep - this.firstStep);
      this.losses.append(event.losses);
    }
    for (const result of event.epochs) this.appendEpoch(result);
    this.step = event.step;
    this.epoch = event.epoch;
    this.samplesPerSecond = event.samplesPerSecond;
    this.changed();
  }

  /** Goes back to a checkpoint: what came after it is forgotten. */
  rewind(step: number, epoch: number, metrics: Metrics | null): void {
    this.rewinds += 1;
    this.losses.truncate(step - this.firstStep);
    let kept = this.epochs.epochs.length;
    while (kept > 0 && this.epochs.epochs.at(kept - 1) > epoch) kept -= 1;
    for (const series of Object.values(this.epochs)) series.truncate(kept);
    this.step = step;
    this.epoch = epoch;
    this.lastEpoch = metrics;
    this.samplesPerSecond = null;
    this.changed();
  }

  clear(): void {
    this.losses.truncate(0);
    for (const series of Object.values(this.epochs)) series.truncate(0);
    this.firstStep = 0;
    this.rewind(0, 0, null);
  }

  /** Takes the numbers of a project that was trained before, without the way that led there. */
  restore(metrics: Metrics): void {
    this.clear();
    this.rewind(metrics.step, metrics.epoch, metrics);
  }

  changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  private appendEpoch(result: EpochResult): void {
    const { epochs, loss, validationLoss, accuracy, validationAccuracy } = this.epochs;
    if ((epochs.last ?? -1) >= result.epoch) return;
    epochs.push(result.epoch);
    loss.push(result.loss ?? Number.NaN);
    validationLoss.push(result.validationLoss ?? Number.NaN);
    accuracy.push(result.accuracy ?? Number.NaN);
    validationAccuracy.push(result.validationAccuracy ?? Number.NaN);
    this.lastEpoch = result;
  }
}
