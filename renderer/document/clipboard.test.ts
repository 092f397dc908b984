import { describe, expect, it } from 'vitest';
import type { Graph } from '../../core/graph/schema';
import { copyFragment, placeFragment, readFragment } from './clipboard';
import { newNode } from './graphEdits';

const graph: Graph = {
  nodes: [
    newNode('input', 'in', { x: 0, y: 0 }),
    newNode('dense', 'a.b', { x: 200, y: 40 }, { units: 5 }),
    newNode('activation', 'act', { x: 400, y: 0 }),
  ],
  edges: [
    { from: 'in.out', to: 'a.b.in' },
    { from: 'a.b.out', to: 'act.in' },
  ],
};

const counter = () => {
  let number = 0;
  return (kind: string) => {
    number += 1;
    return `${kind}-${number}`;
  };
};

describe('copying nodes', () => {
  it('takes the chosen nodes with the wires between them, and no others', () => {
    const fragment = readFragment(copyFragment(graph, new Set(['a.b', 'act']))!)!;
    expect(fragment.nodes.map(({ id }) => id)).toEqual(['a.b', 'act']);
    expect(fragment.edges).toEqual([{ from: 'a.b.out', to: 'act.in' }]);
    expect(fragment.nodes[0]).toMatchObject({ units: 5, position: { x: 200, y: 40 } });
  });

  it('copies nothing where nothing is chosen', () => {
    expect(copyFragment(graph, new Set())).toBeNull();
  });

  it('leaves text alone that is not ours, or is broken', () => {
    const ours = copyFragment(graph, new Set(['act']))!;
    const texts = [
      '',
      'hello',
      '{"a":1}',
      ours.slice(0, -4),
      ours.replace('"tanh"', '"wave"'),
      '"neuroloom-nodes"',
    ];
    expect(texts.map(readFragment)).toEqual(texts.map(() => null));
  });
});

describe('pasting nodes', () => {
  const fragment = readFragment(copyFragment(graph, new Set(['a.b', 'act']))!)!;

  it('gives new ids, and wires the copies among themselves', () => {
    const { nodes, edges } = placeFragment(fragment, counter());
    expect(nodes.map(({ id }) => id)).toEqual(['dense-1', 'activation-2']);
    expect(edges).toEqual([{ from: 'dense-1.out', to: 'activation-2.in' }]);
  });

  it('moves the copies a little, or to where they are wanted, and keeps how they lie to each other', () => {
    const places = (origin?: { x: number; y: number }) =>
      placeFragment(fragment, counter(), origin).nodes.map(({ position }) => position);
    expect(places()).toEqual([
      { x: 232, y: 72 },
      { x: 432, y: 32 },
    ]);
    expect(places({ x: 1000, y: 1000 })).toEqual([
      { x: 1000, y: 1040 },
      { x: 1200, y: 1000 },
    ]);
  });
});
