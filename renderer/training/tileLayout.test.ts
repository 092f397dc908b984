import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutTiles, mostTiles, tileAt, tileCorner } from './tileLayout';

describe('layoutTiles', () => {
  it('stays within the width and finds every tile again at its middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 30, max: 400 }), (count, width) => {
        const layout = layoutTiles(count, width);
        expect(layout.width).toBeLessThanOrEqual(width);
        expect(layout.shown + layout.hidden).toBe(count);
        expect(layout.shown).toBeLessThanOrEqual(mostTiles);
        for (let index = 0; index < layout.shown; index++) {
          const { x, y } = tileCorner(index, layout);
          expect(tileAt(x + layout.size / 2, y + layout.size / 2, layout)).toBe(index);
        }
      }),
    );
  });

  it('finds no tile beside the last', () => {
    const layout = layoutTiles(3, 100);
    expect(tileAt(95, 5, layout)).toBeNull();
    expect(tileAt(-1, 5, layout)).toBeNull();
    expect(tileAt(5, 200, layout)).toBeNull();
  });
});
