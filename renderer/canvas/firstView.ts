import { getViewportForBounds, type Rect, type Viewport } from '@xyflow/react';
import { fitOptions } from './fitOptions';

/** Below this zoom the text on the cards is too small to be read with ease. */
export const leastReadable = 0.6;
/** CSS pixels left free before the network's beginning. */
const margin = 24;

/**
 * How a network is shown that has just come onto the canvas: as a whole where its cards can be read then, else its beginning, at the
 * left, as large as they can be read. `bounds` are those of all cards.
 */
export function firstView(bounds: Rect, { width, height }: { width: number; height: number }): Viewport {
  const { padding, minZoom, maxZoom } = fitOptions;
  const whole = getViewportForBounds(bounds, width, height, minZoom, maxZoom, padding);
  if (whole.zoom >= leastReadable) return whole;
  const zoom = leastReadable;
  const place = (start: number, length: number, room: number) =>
    (length * zoom <= room - 2 * margin ? (room - length * zoom) / 2 : margin) - start * zoom;
  return { x: place(bounds.x, bounds.width, width), y: place(bounds.y, bounds.height, height), zoom };
}
