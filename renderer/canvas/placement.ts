import type { Point } from '../document/graphEdits';

/** The room a new card takes before it has been measured. */
export const cardSize = { width: 200, height: 112 };
const gap = 24;
export const grid = 8;

export function snap({ x, y }: Point): Point {
  return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid };
}

/** The upper left corner for a new card, as near to `center` as it covers no other card. */
export function freeSpot(
  center: Point,
  taken: readonly (Point & { width: number; height: number })[],
): Point {
  const wanted = { x: center.x - cardSize.width / 2, y: center.y - cardSize.height / 2 };
  const isFree = (spot: Point) =>
    taken.every(
      (other) =>
        spot.x + cardSize.width + gap <= other.x ||
        other.x + other.width + gap <= spot.x ||
        spot.y + cardSize.height + gap <= other.y ||
        other.y + other.height + gap <= spot.y,
    );
  for (const spot of rings(wanted)) if (isFree(spot)) return snap(spot);
  return snap(wanted);
}

/** The wanted spot, then those around it, ring by ring outwards. To the right comes first, where signals flow. */
function* rings(wanted: Point): Generator<Point> {
  yield wanted;
  const step = { x: (cardSize.width + gap) / 2, y: (cardSize.height + gap) / 2 };
  for (let ring = 1; ring <= 24; ring += 1) {
    const spots: Point[] = [];
    for (let column = -ring; column <= ring; column += 1) {
      for (let row = -ring; row <= ring; row += 1) {
        if (Math.max(Math.abs(column), Math.abs(row)) === ring)
          spots.push({ x: column * step.x, y: row * step.y });
      }
    }
    const cost = ({ x, y }: Point) => Math.hypot(x, 1.5 * y) - (x > 0 && y === 0 ? 1 : 0);
    spots.sort((a, b) => cost(a) - cost(b));
    for (const spot of spots) yield { x: wanted.x + spot.x, y: wanted.y + spot.y };
  }
}
