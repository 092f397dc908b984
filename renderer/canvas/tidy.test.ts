import { describe, expect, it } from 'vitest';
import { newNode } from '../document/graphEdits';
import { tidyLayout } from './tidy';

const origin = { x: 0, y: 0 };

describe('tidying up', () => {
  it('puts every node right of those that feed it, and none on another', () => {
    const graph = {
      nodes: [
        newNode('loss', 'loss', origin),
        newNode('target', 'y', origin),
        newNode('dense', 'h', origin),
        newNode('input', 'in', origin),
      ],
      edges: [
        { from: 'in.out', to: 'h.in' },
        { from: 'h.out', to: 'loss.prediction' },
        { from: 'y.out', to: 'loss.target' },
      ],
    };
    const size = { width: 212, height: 100 };
    const places = tidyLayout(graph, new Map(graph.nodes.map(({ id }) => [id, size])));
    const at = (id: string) => places.get(id)!;
    for (const [from, to] of [
      ['in', 'h'],
      ['h', 'loss'],
      ['y', 'loss'],
    ]) {
      expect(at(to!).x).toBeGreaterThan(at(from!).x + size.width);
    }
    const all = [...places.values()];
    for (const [index, a] of all.entries()) {
      for (const b of all.slice(index + 1)) {
        expect(Math.abs(a.x - b.x) >= size.width || Math.abs(a.y - b.y) >= size.height).toBe(true);
      }
    }
  });
});
