import { describe, expect, it } from 'vitest';
import { type DatasetSpec, datasetSchema } from '../../core/data/schema';
import { suggestNetwork } from '../data/suggestNetwork';
import { neuronName, neuronNames } from './neuronNames';
import { neuronInputs } from './neuronSources';

const dataset: DatasetSpec = datasetSchema.parse({
  source: { kind: 'csv', path: '/x.csv' },
  columns: [
    { name: 'length', type: 'number', role: 'feature' },
    { name: 'island', type: 'category', role: 'feature', categories: ['Biscoe', 'Dream'] },
    { name: 'species', type: 'category', role: 'target', categories: ['a', 'b'] },
  ],
});
const graph = suggestNetwork(dataset);
const widths = (id: string) => ({ features: 3, hidden: 8, bend: 8, output: 2, chances: 2 })[id] ?? null;

describe('neuronNames', () => {
  it('names the encoded columns of data nodes and the classes of the prediction', () => {
    expect(neuronNames('features', graph, dataset)).toEqual(['length', 'island = Biscoe', 'island = Dream']);
    expect(neuronNames('target', graph, dataset)).toEqual(['a', 'b']);
    expect(neuronNames('chances', graph, dataset)).toEqual(['a', 'b']);
    expect(neuronNames('hidden', graph, dataset)).toBeNull();
    expect(neuronName(null, 2)).toBe('Neuron 3');
  });
});

describe('neuronInputs', () => {
  const parameters = {
    hidden: {
      weights: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      bias: [0.5, 0.25],
    },
  };

  it('lists the weights that lead into a dense neuron, with the names of their sources', () => {
    const { sources, bias, isWeightedSum } = neuronInputs(graph, dataset, widths, parameters, 'hidden', 1);
    expect(sources.map(({ name, weight }) => [name, weight])).toEqual([
      ['length', 2],
      ['island = Biscoe', 4],
      ['island = Dream', 6],
    ]);
    expect(bias).toBe(0.25);
    expect(isWeightedSum).toBe(true);
  });

  it('knows the one neuron behind an activation, and all of them behind softmax', () => {
    expect(neuronInputs(graph, dataset, widths, null, 'bend', 4).sources).toEqual([
      { nodeId: 'hidden', neuron: 4, name: 'Dense 5', weight: null },
    ]);
    expect(neuronInputs(graph, dataset, widths, null, 'chances', 0).sources).toHaveLength(2);
  });

  it('finds the right part of a concatenation', () => {
    const joined = {
      nodes: [
        { id: 'a', kind: 'dense', position: { x: 0, y: 0 }, name: 'A' },
        { id: 'b', kind: 'dense', position: { x: 0, y: 0 }, name: 'B' },
        { id: 'c', kind: 'concat', position: { x: 0, y: 0 } },
      ],
      edges: [
        { from: 'a.out', to: 'c.in' },
        { from: 'b.out', to: 'c.in' },
      ],
    };
    const found = neuronInputs(joined, null, () => 3, null, 'c', 4);
    expect(found.sources).toEqual([{ nodeId: 'b', neuron: 1, name: 'B 2', weight: null }]);
  });
});
