import { describe, expect, it } from 'vitest';
import { newNode } from '../document/graphEdits';
import { applyChanges, type FlowNode, mergeEdges, mergeNodes } from './flowNodes';

const nodes = [newNode('dense', 'a', { x: 0, y: 0 }), newNode('dense', 'b', { x: 300, y: 0 })];
const none = new Set<string>();

describe('nodes for React Flow', () => {
  it('keep their objects, and what was measured, while nothing about them changes', () => {
    const first: FlowNode[] = mergeNodes([], nodes, none).map((node) => ({
      ...node,
      measured: { width: 212, height: 90 },
    }));
    const moved = [nodes[0]!, { ...nodes[1]!, position: { x: 320, y: 8 } }];
    const next = mergeNodes(first, moved, none);
    expect(next[0]).toBe(first[0]);
    expect(next[1]).toMatchObject({ position: { x: 320, y: 8 }, measured: { width: 212 } });
    expect(mergeNodes(next, moved, new Set(['a'])).map(({ selected }) => selected)).toEqual([true, false]);
  });

  it('stay under the pointer while they are dragged', () => {
    const first = mergeNodes([], nodes, none);
    const dragged = [{ ...first[0]!, dragging: true, position: { x: 50, y: 60 } }, first[1]!];
    expect(mergeNodes(dragged, nodes, none)[0]!.position).toEqual({ x: 50, y: 60 });
  });

  it('report to the document only where they were let go', () => {
    const first = mergeNodes([], nodes, none);
    const position = { x: 16, y: 24 };
    const during = applyChanges(first, [{ type: 'position', id: 'a', position, dragging: true }]);
    expect([during.dropped.size, during.nodes[0]!.position]).toEqual([0, position]);
    const after = applyChanges(during.nodes, [
      { type: 'position', id: 'a', position, dragging: false },
      { type: 'select', id: 'a', selected: true },
      { type: 'remove', id: 'b' },
    ]);
    expect([...after.dropped]).toEqual([['a', position]]);
    expect(after.selection).toEqual([{ id: 'a', selected: true }]);
    expect(after.nodes).toHaveLength(2);
  });

  it('come with their wires, whose objects are kept as well', () => {
    const edges = [{ from: 'a.out', to: 'b.in' }];
    const first = mergeEdges([], edges, none);
    expect(first[0]).toMatchObject({
      source: 'a',
      sourceHandle: 'out',
      target: 'b',
      targetHandle: 'in',
      selected: false,
    });
    expect(mergeEdges(first, edges, none)[0]).toBe(first[0]);
    expect(mergeEdges(first, edges, new Set(['a.out->b.in']))[0]!.selected).toBe(true);
  });
});
