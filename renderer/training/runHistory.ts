import type { EpochResult, EventOf } from '../../core/protocol';
import type { SavedHistory } from '../../core/train/history';
import type { Metrics } from '../../core/train/schema';
import { pickExtremes } from '../charts/decimate';
import { nearestBefore } from '../charts/nearest';
import { Series } from './series';

/** Stretches of a saved history, of which the smallest and the largest loss are kept. */
const savedStretches = 1000;
const mostSavedEpochs = 1000;

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
  /** Updates made before the first one whose loss this window has seen; from there on, every loss is here. */
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
  /** The updates whose losses came with the file, the ones before `firstStep`; they stand first in `losses`. */
  private earlierSteps: number[] = [];
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  append(event: EventOf<'progress'>): void {
    if (event.losses.length > 0) {
      // A run that goes on from a checkpoint repeats the steps after it; they come out the same.
      this.forgetAfter(event.firstStep);
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
    this.forgetAfter(step);
    const kept = this.epochsUpTo(epoch);
    for (const series of Object.values(this.epochs)) series.truncate(kept);
    this.step = step;
    this.epoch = epoch;
    this.lastEpoch = metrics;
    this.samplesPerSecond = null;
    this.changed();
  }

  /** Takes the numbers of a project that was trained before, and the way that led there where the file has it. For a new history. */
  restore(metrics: Metrics, saved?: SavedHistory): void {
    if (saved?.step === metrics.step) {
      this.earlierSteps = [...saved.steps];
      this.losses.append(saved.losses.map(numberOf));
      this.stepsPerEpoch = saved.stepsPerEpoch;
      for (const name of epochLists) this.epochs[name].append(saved.epochs[name].map(numberOf));
    }
    this.firstStep = metrics.step;
    this.rewind(metrics.step, metrics.epoch, metrics);
  }

  /** The way up to a checkpoint, for its file; null where it is not known. */
  upTo({ step, epoch }: Metrics): SavedHistory | null {
    if (this.losses.length === 0 || this.step < step) return null;
    const picked = pickExtremes(this.losses, 0, this.lossesUpTo(step), savedStretches);
    const count = this.epochsUpTo(epoch);
    const stride = Math.ceil(count / mostSavedEpochs);
    // The last one is among them.
    const kept = Array.from(
      { length: Math.ceil(count / stride) || 0 },
      (_, n) => count - 1 - n * stride,
    ).reverse();
    const list = (series: Series) => kept.map((index) => savedValue(series.at(index)));
    return {
      step,
      stepsPerEpoch: this.stepsPerEpoch,
      steps: picked.map((index) => this.stepAt(index)),
      losses: picked.map((index) => savedValue(this.losses.at(index))),
      epochs: {
        epochs: kept.map((index) => this.epochs.epochs.at(index)),
        loss: list(this.epochs.loss),
        validationLoss: list(this.epochs.validationLoss),
        accuracy: list(this.epochs.accuracy),
        validationAccuracy: list(this.epochs.validationAccuracy),
      },
    };
  }

  /** The number, from 1, of the update whose loss stands at an index of `losses`. */
  stepAt(index: number): number {
    return this.earlierSteps[index] ?? this.firstStep + index - this.earlierSteps.length + 1;
  }

  changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  /** How many losses there are of updates up to this one. */
  private lossesUpTo(step: number): number {
    const { earlierSteps, firstStep, losses } = this;
    if (step >= firstStep) return Math.min(losses.length, earlierSteps.length + step - firstStep);
    return (nearestBefore(earlierSteps.length, (index) => earlierSteps[index]!, step) ?? -1) + 1;
  }

  private forgetAfter(step: number): void {
    const kept = this.lossesUpTo(step);
    this.losses.truncate(kept);
    if (kept > this.earlierSteps.length) return;
    this.earlierSteps.length = kept;
    this.firstStep = step;
  }

  private epochsUpTo(epoch: number): number {
    const { epochs } = this.epochs;
    return (nearestBefore(epochs.length, (index) => epochs.at(index), epoch) ?? -1) + 1;
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

const epochLists = ['epochs', 'loss', 'validationLoss', 'accuracy', 'validationAccuracy'] as const;

const numberOf = (value: number | null) => value ?? Number.NaN;

/** With more digits than a plot or a readout shows; null for what is not a number, as JSON has it. */
const savedValue = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(7)) : null);
