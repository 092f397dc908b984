import { describe, expect, it } from 'vitest';
import { compile } from '../../core/compile/compile';
import { type DatasetSpec, datasetSchema } from '../../core/data/schema';
import { dataWidths } from '../../core/data/widths';
import { trainingSchema } from '../../core/train/settings';
import { suggestNetwork } from './suggestNetwork';

const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `x${index}`, type: 'number', role: 'feature' }));
const species = { name: 'species', type: 'category', role: 'target', categories: ['a', 'b', 'c'] };
const price = { name: 'price', type: 'number', role: 'target' };

function datasetOf(columns: unknown[]): DatasetSpec {
  return datasetSchema.parse({ source: { kind: 'csv', path: '/x.csv' }, columns });
}

function compiled(dataset: DatasetSpec) {
  const graph = suggestNetwork(dataset);
  return { graph, ...compile(graph, dataWidths(graph, dataset), trainingSchema.parse({})) };
}

describe('suggestNetwork', () => {
  it('draws 4-8-tanh-3-softmax for four numbers and three classes, ready to train', () => {
    const { graph, problems, plan, shapes } = compiled(datasetOf([...numbers(4), species]));
    expect(problems).toEqual([]);
    expect(plan?.parameters.map(({ rows, columns }) => [rows, columns])).toEqual([
      [4, 8],
      [1, 8],
      [8, 3],
      [1, 3],
    ]);
    expect(graph.nodes.map(({ kind, function: fn }) => fn ?? kind)).toEqual([
      'input',
      'dense',
      'tanh',
      'dense',
      'softmax',
      'target',
      'categoricalCrossEntropy',
    ]);
    expect(shapes.get('target')?.features).toBe(3);
  });

  it('measures the squared error of a number', () => {
    const { graph, problems } = compiled(datasetOf([...numbers(2), price]));
    expect(problems).toEqual([]);
    expect(graph.nodes.at(-1)).toMatchObject({ kind: 'loss', function: 'meanSquaredError' });
  });

  it('gives classes and numbers a head each', () => {
    const { problems, plan } = compiled(datasetOf([...numbers(200), species, price]));
    expect(problems).toEqual([]);
    expect(plan?.losses).toHaveLength(2);
  });
});
