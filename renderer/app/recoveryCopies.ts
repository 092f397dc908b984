/** A copy may take this share of the time at most. */
const share = 0.1;

/** Says when a copy of unsaved work is due: a short while after a change, and less often where a copy takes long. */
export class RecoveryCopies {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private writing = false;
  private changedSince = false;
  private restUntil = 0;

  constructor(
    private readonly write: () => Promise<void>,
    private readonly delayMs: number,
  ) {}

  changed(): void {
    this.changedSince = true;
    this.schedule();
  }

  dispose(): void {
    this.changedSince = false;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(): void {
    if (!this.changedSince || this.writing || this.timer !== null) return;
    const waitMs = Math.max(this.delayMs, this.restUntil - performance.now());
    this.timer = setTimeout(() => void this.copy(), waitMs);
  }

  private async copy(): Promise<void> {
    this.timer = null;
    this.changedSince = false;
    this.writing = true;
    const began = performance.now();
    try {
      await this.write();
    } finally {
      this.writing = false;
      const now = performance.now();
      this.restUntil = now + (now - began) / share;
      this.schedule();
    }
  }
}
