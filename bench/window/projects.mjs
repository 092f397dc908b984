// Networks to measure the window with, as project files with their data beside them.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const inputs = 784;
const rows = 400;

/** 784-3000-2500-10 on made-up rows: 9.9 million parameters, Adam. @param {string} folder */
export function largeProject(folder) {
  let seed = 123;
  const random = () => {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const names = Array.from({ length: inputs }, (_, i) => `p${i}`);
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = names.map((_, i) => (random() + (i % 10 === row % 10 ? 0.5 : 0)).toFixed(3));
    return [...cells, `c${row % 10}`].join(',');
  });
  writeFileSync(join(folder, 'made.csv'), [[...names, 'y'].join(','), ...lines, ''].join('\n'));
  const layers = [3000, 2500].flatMap((units, i) => [
    { id: `h${i}`, kind: 'dense', units },
    { id: `a${i}`, kind: 'activation', function: 'relu' },
  ]);
  return write(join(folder, 'large.nloom'), {
    layers: [...layers, { id: 'out', kind: 'dense', units: 10 }],
    dataset: {
      source: { kind: 'csv', path: 'made.csv' },
      columns: [
        ...names.map((name) => ({ name, type: 'number', role: 'feature', scaling: 'none' })),
        {
          name: 'y',
          type: 'category',
          role: 'target',
          categories: Array.from({ length: 10 }, (_, i) => `c${i}`),
        },
      ],
      split: { validation: 0.1, test: 0 },
    },
    training: { optimizer: { kind: 'adam', learningRate: 0.0005 }, batchSize: 32, epochs: 2000, seed: 1 },
  });
}

/** 200 nodes in rows of 20, on the iris data. @param {string} folder */
export function wideProject(folder) {
  const sample = resolve(import.meta.dirname, '../../resources/samples/iris.csv');
  copyFileSync(sample, join(folder, 'iris.csv'));
  const layers = Array.from({ length: 97 }, (_, i) => [
    { id: `h${i}`, kind: 'dense', units: 12 },
    { id: `a${i}`, kind: 'activation', function: 'tanh' },
  ]).flat();
  const numbers = ['sepal_length', 'sepal_width', 'petal_length', 'petal_width'];
  return write(join(folder, 'wide.nloom'), {
    layers: [...layers, { id: 'd', kind: 'dropout' }, { id: 'out', kind: 'dense', units: 3 }],
    dataset: {
      source: { kind: 'csv', path: 'iris.csv' },
      columns: [
        ...numbers.map((name) => ({ name, type: 'number', role: 'feature', scaling: 'standard' })),
        {
          name: 'species',
          type: 'category',
          role: 'target',
          categories: ['setosa', 'versicolor', 'virginica'],
        },
      ],
      split: { validation: 0.2, test: 0 },
    },
    training: { optimizer: { kind: 'adam', learningRate: 0.001 }, batchSize: 32, epochs: 100_000, seed: 1 },
  });
}

/**
 * @param {string} path
 * @param {{ layers: { id: string, kind: string }[], dataset: object, training: object }} parts
 */
function write(path, { layers, dataset, training }) {
  const chain = [
    { id: 'in', kind: 'input' },
    ...layers,
    { id: 'prob', kind: 'activation', function: 'softmax' },
  ];
  const nodes = [
    ...chain,
    { id: 'y', kind: 'target' },
    { id: 'loss', kind: 'loss', function: 'categoricalCrossEntropy' },
  ].map((node, i) => ({ ...node, position: { x: 240 * (i % 20), y: 260 * Math.floor(i / 20) } }));
  const edges = [
    ...chain.slice(1).map(({ id }, i) => ({ from: `${chain[i]?.id}.out`, to: `${id}.in` })),
    { from: 'prob.out', to: 'loss.prediction' },
    { from: 'y.out', to: 'loss.target' },
  ];
  const project = {
    format: 'neuroloom-project',
    version: 1,
    name: 'Measured',
    graph: { nodes, edges },
    dataset,
    training,
  };
  writeFileSync(path, JSON.stringify(project));
  return { path, nodes: nodes.length };
}
