import type { Project } from '../graph/schema';
import { projectFrom } from './trained';

export interface DenseLayer {
  /** [inFeatures][units] */
  weights: number[][];
  bias: number[];
}

/**
 * A project as trained to these layers, with ReLU between them, whose columns `x0`, `x1`, … are taken as they are. It predicts the
 * numbers `y0`, `y1`, …. The nodes are called Layer1, Bend1, Layer2, ….
 */
export function denseProject(layers: readonly DenseLayer[]): Project {
  const nodes: object[] = [{ id: 'in', kind: 'input' }];
  const edges: object[] = [];
  let last = 'in';
  const add = (id: string, node: object) => {
    nodes.push({ id, ...node });
    edges.push({ from: `${last}.out`, to: `${id}.in` });
    last = id;
  };
  layers.forEach(({ bias }, index) => {
    if (index > 0) add(`bend${index}`, { kind: 'activation', function: 'relu', name: `Bend${index}` });
    add(`layer${index + 1}`, { kind: 'dense', units: bias.length, name: `Layer${index + 1}` });
  });
  nodes.push({ id: 'y', kind: 'target' }, { id: 'loss', kind: 'loss', function: 'meanSquaredError' });
  edges.push({ from: `${last}.out`, to: 'loss.prediction' }, { from: 'y.out', to: 'loss.target' });
  const columns = (letter: string, role: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      name: `${letter}${i}`,
      role,
      type: 'number',
      scaling: 'none',
    }));
  return projectFrom({
    name: 'Dense',
    graph: { nodes, edges },
    dataset: {
      source: { kind: 'csv', path: 'made-up.csv' },
      columns: [
        ...columns('x', 'feature', layers[0]!.weights.length),
        ...columns('y', 'target', layers.at(-1)!.bias.length),
      ],
    },
    parameters: Object.fromEntries(
      layers.map(({ weights, bias }, i) => [`layer${i + 1}`, { weights, bias }]),
    ),
  });
}

/** A number from 0 up to 1 at each call, the same ones for the same seed. */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Layers of these sizes (inputs, then units of each) whose parameters `next` gives; a call for each. */
export function layersOf(sizes: readonly number[], next: () => number): DenseLayer[] {
  const row = (length: number) => Array.from({ length }, () => Math.fround(next()));
  return sizes.slice(1).map((units, index) => ({
    weights: Array.from({ length: sizes[index]! }, () => row(units)),
    bias: row(units),
  }));
}
