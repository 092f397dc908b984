import { describe, expect, it } from 'vitest';
import { type Area, cardSize, freeSpot, grid } from './placement';

const view: Area = { x: -400, y: -300, width: 800, height: 600 };
const overlap = (a: Area, b: Area) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('placing new cards', () => {
  it('starts in the middle of the view', () => {
    const spot = freeSpot(view, []);
    expect(Math.abs(spot.x + cardSize.width / 2)).toBeLessThanOrEqual(grid);
    expect(Math.abs(spot.y + cardSize.height / 2)).toBeLessThanOrEqual(grid);
  });

  it('covers no other card, keeps to the grid, and stays in view while there is room', () => {
    const taken: Area[] = [];
    for (let count = 0; count < 12; count += 1) {
      const card = { ...freeSpot(view, taken), ...cardSize };
      expect(taken.filter((other) => overlap(card, other))).toEqual([]);
      expect([Math.abs(card.x % grid), Math.abs(card.y % grid)]).toEqual([0, 0]);
      if (count < 6) expect(overlap(card, view)).toBe(true);
      taken.push(card);
    }
  });
});
