import { describe, expect, it } from 'vitest';
import { newNode } from '../document/graphEdits';
import { thumbnailOf, thumbnailSize } from './thumbnail';

describe('thumbnails', () => {
  it('fit the whole network into the picture, and draw its wires', () => {
    const nodes = [
      newNode('input', 'in', { x: -500, y: 0 }),
      newNode('dense', 'h', { x: 3000, y: 900 }),
      newNode('loss', 'l', { x: 100, y: -700 }),
    ];
    const { cards, wires } = thumbnailOf({
      nodes,
      edges: [
        { from: 'in.out', to: 'h.in' },
        { from: 'gone.out', to: 'h.in' },
      ],
    });
    for (const { x, y, width, height } of cards) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(thumbnailSize.width);
      expect(y + height).toBeLessThanOrEqual(thumbnailSize.height);
    }
    expect(wires).toHaveLength(1);
  });
});
