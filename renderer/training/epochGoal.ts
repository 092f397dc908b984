import { makeAutoObservable } from 'mobx';

/**
 * How far training is to go: a whole number of epochs from where it began, and once that is reached, as many again. All
 * counted from the very first step.
 */
export class EpochGoal {
  /** Training goes on until this many epochs stand; 0 before it ever began. */
  until = 0;
  private from = 0;

  constructor() {
    makeAutoObservable(this);
  }

  /** Training begins or goes on at this epoch. */
  start(epoch: number, epochs: number): void {
    if (epoch >= this.from + epochs) this.from = epoch;
    this.until = this.from + epochs;
  }

  /** A project was opened that was trained up to this epoch. */
  restore(epoch: number, epochs: number): void {
    this.from = Math.max(0, Math.ceil(epoch / epochs) - 1) * epochs;
    this.until = this.from + epochs;
  }

  /** Back to the first step. */
  reset(): void {
    this.from = 0;
    this.until = 0;
  }

  /** Epochs from where training began to the goal. */
  get span(): number {
    return this.until - this.from;
  }

  /** Whether the goal would be the same with these epochs asked for. */
  isFor(epochs: number): boolean {
    return this.until === this.from + epochs;
  }
}
