/** At most 60 frames a second. */
const frameIntervalMs = 1000 / 60;
/** Where a picture is dear, as it is of a large network, pictures may take this share of the time at most. */
const share = 0.04;

/**
 * Decides when a picture of the activations goes out. While the window has not drawn the last one, none is made: the
 * next is computed when it can be shown, and so is always the newest.
 */
export class FramePacer {
  #sequence = 0;
  #unshown: number | null = null;
  #sentAt = Number.NEGATIVE_INFINITY;
  #gapMs = frameIntervalMs;

  due(now: number): boolean {
    return this.#unshown === null && now - this.#sentAt >= this.#gapMs;
  }

  /** The number of the frame that is being sent now, which took so long to compute. */
  sent(now: number, tookMs: number): number {
    this.#sequence += 1;
    this.#gapMs = Math.max(frameIntervalMs, tookMs / share);
    this.#unshown = this.#sequence;
    this.#sentAt = now;
    return this.#sequence;
  }

  /** Showing a frame clears the ones before it too: the window may have skipped them. */
  shown(sequence: number): void {
    if (this.#unshown !== null && sequence >= this.#unshown) this.#unshown = null;
  }
}
