import type { EventOf } from '../../core/protocol';

export type Frame = EventOf<'frame'>;

/**
 * Hands frames of activations to those who draw them, outside React. A frame that arrives before the last one was drawn
 * replaces it; once drawn, the engine is told that it may send the next.
 */
export class FrameHub {
  /** The frame on screen; null where there is none. */
  latest: Frame | null = null;
  private undrawn: Frame | null = null;
  private readonly listeners = new Set<(frame: Frame | null) => void>();
  private scheduled = false;

  constructor(
    private readonly shown: (frame: Frame) => void,
    private readonly schedule: (draw: () => void) => void = (draw) => requestAnimationFrame(draw),
  ) {}

  receive(frame: Frame): void {
    this.undrawn = frame;
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => this.draw());
  }

  clear(): void {
    this.undrawn = null;
    this.latest = null;
    for (const listener of this.listeners) listener(null);
  }

  /** Calls back with every drawn frame, and at once with the one on screen. */
  subscribe(listener: (frame: Frame | null) => void): () => void {
    this.listeners.add(listener);
    if (this.latest) listener(this.latest);
    return () => this.listeners.delete(listener);
  }

  private draw(): void {
    this.scheduled = false;
    const frame = this.undrawn;
    if (!frame) return;
    this.undrawn = null;
    this.latest = frame;
    for (const listener of this.listeners) listener(frame);
    this.shown(frame);
  }
}
