import type { Point } from '../document/graphEdits';

/** The room a new card takes before it has been measured. */
export const cardSize = { width: 212, height: 128 };
const gap = 24;
export const grid = 8;

export interface Area extends Point {
  width: number;
  height: number;
}

export function snap({ x, y }: Point): Point {
  return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid };
}

/**
 * The upper left corner for a new card: inside the view and as near to its middle as it covers no other card; right of
 * everything where the view is full.
 */
export function freeSpot(view: Area, taken: readonly Area[]): Point {
  const wanted = {
    x: view.x + (view.width - cardSize.width) / 2,
    y: view.y + (view.height - cardSize.height) / 2,
  };
  let best: Point | null = null;
  let lowest = Infinity;
  const reach = { x: wanted.x - view.x - gap, y: wanted.y - view.y - gap };
  for (let dx = -reach.x; dx <= reach.x; dx += gap) {
    for (let dy = -reach.y; dy <= reach.y; dy += gap) {
      const cost = distance(dx, dy);
      const spot = snap({ x: wanted.x + dx, y: wanted.y + dy });
      if (cost >= lowest || !isFree(spot, taken)) continue;
      best = spot;
      lowest = cost;
    }
  }
  const middle = snap(wanted);
  if (isFree(middle, taken)) return middle;
  if (best) return best;
  return snap({ x: Math.max(...taken.map(({ x, width }) => x + width)) + 2 * gap, y: wanted.y });
}

/** To the right and below, where signals flow and lines are read, counts as nearer. */
function distance(dx: number, dy: number): number {
  return Math.hypot(dx < 0 ? 1.7 * dx : dx, dy < 0 ? 1.6 * dy : 1.2 * dy);
}

function isFree(spot: Point, taken: readonly Area[]): boolean {
  return taken.every(
    (other) =>
      spot.x + cardSize.width + gap <= other.x ||
      other.x + other.width + gap <= spot.x ||
      spot.y + cardSize.height + gap <= other.y ||
      other.y + other.height + gap <= spot.y,
  );
}
