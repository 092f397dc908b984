import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstView, leastReadable } from './firstView';

const canvas = { width: 780, height: 520 };
const side = (least: number, most: number) => fc.integer({ min: least, max: most });
const bounds = fc.record({
  x: side(-5000, 5000),
  y: side(-5000, 5000),
  width: side(212, 20_000),
  height: side(128, 20_000),
});
const size = fc.record({ width: side(320, 2000), height: side(220, 1200) });

describe('firstView', () => {
  it('shows the whole network where its cards can be read', () => {
    const { x, y, zoom } = firstView({ x: 0, y: 0, width: 900, height: 300 }, canvas);
    expect(zoom).toBeGreaterThan(leastReadable);
    expect(x).toBeCloseTo((canvas.width - 900 * zoom) / 2, 0);
    expect(y).toBeCloseTo((canvas.height - 300 * zoom) / 2, 0);
  });

  it('shows the beginning of a longer one, half way down where its height finds room', () => {
    const { x, y, zoom } = firstView({ x: 100, y: 50, width: 3000, height: 300 }, canvas);
    expect(zoom).toBe(leastReadable);
    expect(x + 100 * zoom).toBeCloseTo(24);
    expect(y + 200 * zoom).toBeCloseTo(canvas.height / 2);
  });

  it('never draws cards too small to be read, and the first corner is always in view', () => {
    fc.assert(
      fc.property(bounds, size, (network, room) => {
        const { x, y, zoom } = firstView(network, room);
        expect(zoom).toBeGreaterThanOrEqual(leastReadable);
        for (const [at, most] of [
          [x + network.x * zoom, room.width],
          [y + network.y * zoom, room.height],
        ] as const) {
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at).toBeLessThan(most);
        }
      }),
    );
  });
});
