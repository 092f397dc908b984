import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutTiles, mostTiles, tileAt, tileCorner } from './tileLayout';

describe('layoutTiles', () => {
  it('stays within the width and finds every tile again at its middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 30, max: 400 }), (count, width) => {
        const layout = layoutTiles(count, width);
        expect(layout.width).toBeLessThanOrEqual(Math.max(width, 14));
        expect(layout.size).toBeGreaterThanOrEqual(14);
        expect(layout.size).toBeLessThanOrEqual(28);
        expect(layout.shown + layout.hidden).toBe(count);
        expect(layout.shown).toBeLessThanOrEqual(mostTiles);
        for (let index = 0; index < layout.shown; index++) {
          const { x, y } = tileCorner(index, layout);
          expect(tileAt(x + layout.size / 2, y + layout.size / 2, layout)).toBe(index);
        }
      }),
    );
  });

  it('keeps a row whole where it can, and a picture square', () => {
    expect(layoutTiles(10, 188)).toMatchObject({ rows: 1, columns: 10 });
    expect(layoutTiles(3, 188)).toMatchObject({ rows: 1, size: 28 });
    expect(layoutTiles(64, 188)).toMatchObject({ rows: 8, columns: 8 });
    expect(layoutTiles(32, 188)).toMatchObject({ rows: 3, columns: 11 });
  });

  it('finds no tile beside the last', () => {
    const layout = layoutTiles(3, 100);
    expect(tileAt(95, 5, layout)).toBeNull();
    expect(tileAt(-1, 5, layout)).toBeNull();
    expect(tileAt(5, 200, layout)).toBeNull();
  });
});
