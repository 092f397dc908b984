import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutTiles, mostTiles, neuronOfTile, tileAt, tileSquare } from './tileLayout';

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
          const { x, y } = tileSquare(index, layout)!;
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

describe('a picture among the neurons', () => {
  it('is drawn without gaps, whole', () => {
    const layout = layoutTiles(784, 190, { offset: 0, width: 28, height: 28 });
    expect(layout).toMatchObject({ shown: 0, hidden: 0, width: 168, height: 168 });
    expect(tileSquare(29, layout)).toEqual({ x: 6, y: 6, size: 6 });
    expect(tileAt(167, 167, layout)).toBe(783);
    expect(tileAt(169, 3, layout)).toBeNull();
  });

  it('leaves the other neurons under it, each at its own square', () => {
    const layout = layoutTiles(70, 190, { offset: 2, width: 8, height: 8 });
    expect(layout.shown).toBe(6);
    for (let neuron = 0; neuron < 70; neuron++) {
      const { x, y, size } = tileSquare(neuron, layout)!;
      expect(tileAt(x + size / 2, y + size / 2, layout)).toBe(neuron);
    }
    expect(tileSquare(0, layout)!.y).toBe(layout.top);
    expect(neuronOfTile(2, layout)).toBe(66);
  });

  it('that is wider than the card is drawn smaller than it is', () => {
    const { picture, width } = layoutTiles(300 * 10, 150, { offset: 0, width: 300, height: 10 });
    expect(picture?.size).toBe(0.5);
    expect(width).toBe(150);
  });
});
