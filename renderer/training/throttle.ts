/** Runs a callback in an animation frame, at most once in `intervalMs`, however often it is asked for. */
export class Throttle {
  private frame: number | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private lastMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly run: () => void,
    private readonly intervalMs: number,
  ) {}

  request = (): void => {
    if (this.frame !== null || this.timer !== null) return;
    const wait = this.lastMs + this.intervalMs - performance.now();
    if (wait <= 4) this.schedule();
    else {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.schedule();
      }, wait);
    }
  };

  cancel(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    if (this.timer !== null) clearTimeout(this.timer);
    this.frame = null;
    this.timer = null;
  }

  private schedule(): void {
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      this.lastMs = performance.now();
      this.run();
    });
  }
}
