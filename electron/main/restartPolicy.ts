const windowMs = 60_000;
const mostCrashes = 5;
const firstDelayMs = 0;
const secondDelayMs = 250;
const longestDelayMs = 4000;

/** When an engine that ended is started again: at once the first time, ever later after that, and not for ever. */
export class RestartPolicy {
  #crashes: number[] = [];

  constructor(private readonly now: () => number) {}

  /** Milliseconds to wait before the next start; null after the fifth crash within a minute. */
  crashed(): number | null {
    const now = this.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < windowMs), now];
    const count = this.#crashes.length;
    if (count >= mostCrashes) return null;
    return count === 1 ? firstDelayMs : Math.min(secondDelayMs * 2 ** (count - 2), longestDelayMs);
  }

  /** The user asked for a new engine: what was before counts no more. */
  forget(): void {
    this.#crashes = [];
  }
}
