/**
 * Holds training to a number of updates a second, so that a network which learns in a blink can be watched. Without a rate it
 * runs flat out.
 */
export class Pace {
  #stepsPerSecond: number | null = null;
  #since = 0;
  #allowed = 0;

  /** A new rate counts from now; what was saved up under the old one is gone. */
  set(stepsPerSecond: number | null, now: number): void {
    this.#stepsPerSecond = stepsPerSecond;
    this.#restart(now);
  }

  /** After standing still: the pause does not count. */
  restart(now: number): void {
    this.#restart(now);
  }

  /** Updates that may be made now. */
  allowance(now: number): number {
    if (this.#stepsPerSecond === null) return Number.POSITIVE_INFINITY;
    const due = ((now - this.#since) / 1000) * this.#stepsPerSecond;
    return Math.max(0, Math.floor(due) - this.#allowed);
  }

  made(steps: number): void {
    this.#allowed += steps;
  }

  /** Milliseconds until the next update is due; 0 without a rate. */
  waitMs(now: number): number {
    if (this.#stepsPerSecond === null || this.allowance(now) > 0) return 0;
    return Math.max(0, this.#since + ((this.#allowed + 1) * 1000) / this.#stepsPerSecond - now);
  }

  #restart(now: number): void {
    this.#since = now;
    this.#allowed = 0;
  }
}
