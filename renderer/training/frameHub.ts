import type { EventOf } from '../../core/protocol';
import { DrawingBudget } from './drawingBudget';

export type Frame = EventOf<'frame'>;

type Listener = (frame: Frame | null) => void;

/** While the canvas is moved, and so long after, it has the window's time to itself. */
const restMs = 120;

/**
 * Hands frames of activations to those who draw them, outside React. A frame that arrives before the last one was drawn
 * replaces it; once drawn, the engine is told that it may send the next. More pictures than the window can draw at once are
 * drawn over several of its frames, so that it goes on answering.
 */
export class FrameHub {
  /** The frame on screen; null where there is none. */
  latest: Frame | null = null;
  private undrawn: Frame | null = null;
  private readonly listeners = new Set<Listener>();
  private scheduled = false;
  /** Who is still to draw `latest`. */
  private waiting: Listener[] = [];
  private readonly budget = new DrawingBudget();
  private last: { at: number; drawn: number } | null = null;
  private restUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly shown: (frame: Frame) => void,
    /** Calls back at the next frame of the window, with its time in ms. */
    private readonly schedule: (draw: (at: number) => void) => void = (draw) => requestAnimationFrame(draw),
  ) {}

  receive(frame: Frame): void {
    this.undrawn = frame;
    this.ask();
  }

  clear(): void {
    this.undrawn = null;
    this.latest = null;
    this.waiting = [];
    for (const listener of this.listeners) listener(null);
  }

  /** The canvas is being moved: pictures can wait. */
  rest(now = performance.now()): void {
    this.restUntil = now + restMs;
  }

  /** Calls back with every drawn frame, and at once with the one on screen. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    if (this.latest) listener(this.latest);
    return () => {
      this.listeners.delete(listener);
      this.waiting = this.waiting.filter((each) => each !== listener);
    };
  }

  private ask(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule((at) => {
      this.scheduled = false;
      this.draw(at);
    });
  }

  private draw(at: number): void {
    if (this.last) this.budget.took(at - this.last.at, this.last.drawn);
    this.last = null;
    if (at < this.restUntil) {
      this.ask();
      return;
    }
    if (this.waiting.length === 0) {
      if (!this.undrawn) return;
      this.latest = this.undrawn;
      this.undrawn = null;
      this.waiting = [...this.listeners];
    }
    const frame = this.latest!;
    const now = this.waiting.splice(0, this.budget.most);
    for (const listener of now) listener(frame);
    if (this.waiting.length === 0) this.shown(frame);
    this.last = { at, drawn: now.length };
    // Also to see how long this took.
    this.ask();
  }
}
