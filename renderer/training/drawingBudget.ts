/** A frame of the window that takes longer was too full, in ms: about two of 60 a second. */
const slowMs = 30;
/** One that is no longer leaves room for more. */
const quickMs = 20;
/** So many are drawn however slow the machine is, or a large network would stand still. */
const fewest = 8;

/**
 * How many pictures one frame of the window can draw. What a picture costs shows only in when the next frame comes: its pixels are
 * painted after the code that drew it.
 */
export class DrawingBudget {
  /** At the beginning enough for most networks. */
  most = 24;

  /** The frame that drew so many pictures was followed by the next one after so long. */
  took(frameMs: number, drawn: number): void {
    if (frameMs > slowMs) this.most = Math.max(fewest, Math.floor(Math.min(drawn, this.most) / 2));
    else if (frameMs <= quickMs && drawn >= this.most) this.most = Math.ceil(this.most * 1.25);
  }
}
