import { describe, expect, it } from 'vitest';
import { datasetSchema } from '../data/schema';
import { graphOf, node, settings } from '../testing/networks';
import { readCsv } from '../testing/readCsv';
import { openRun } from './run';

// 12 rows of "a", 3 of "b", 1 of "c"; x tells nothing, so the best constant prediction is what the loss alone asks for.
const rows = [...'aaaaaaaaaaaabbbc'].map((label) => `1,${label}`);
const table = readCsv(['x,label', ...rows].join('\n'));

const dataset = datasetSchema.parse({
  source: { kind: 'csv', path: 'labels.csv' },
  columns: [
    { name: 'x', type: 'number', role: 'feature' },
    { name: 'label', type: 'category', role: 'target', categories: ['a', 'b', 'c'] },
  ],
  split: { validation: 0 },
});

function train(
  classWeights: 'none' | 'balanced',
  lossFunction = 'categoricalCrossEntropy',
  backend = 'reference',
) {
  const nodes = [
    node('x', 'input'),
    node('y', 'target'),
    node('d', 'dense', { units: 3, weightInitializer: { kind: 'zeros' } }),
    node('p', 'activation', { function: 'softmax' }),
    node('loss', 'loss', { function: lossFunction }),
  ];
  const graph = graphOf(nodes, ['x > d', 'd > p', 'p > loss.prediction', 'y > loss.target']);
  const training = settings({
    classWeights,
    backend,
    batchSize: 16,
    optimizer: { kind: 'sgd', learningRate: 0.5 },
  });
  const opened = openRun({ graph, dataset, training, table });
  if (!opened.ok) throw new Error(opened.problem.message);
  return opened.run;
}

const sharesAfter = (run: ReturnType<typeof train>, steps: number) => {
  while (run.trainer.step < steps) run.trainer.advance(1000);
  return run.trainer.activations(0)!.p!;
};

describe('class weights', () => {
  it('without them the network learns how frequent each class is', () => {
    const [a, b, c] = sharesAfter(train('none'), 4000);
    expect(a).toBeCloseTo(12 / 16, 3);
    expect(b).toBeCloseTo(3 / 16, 3);
    expect(c).toBeCloseTo(1 / 16, 3);
  });

  it.each(['reference', 'wasm'])('balanced, every class weighs the same (%s)', (backend) => {
    for (const share of sharesAfter(train('balanced', 'categoricalCrossEntropy', backend), 4000)) {
      expect(share).toBeCloseTo(1 / 3, 3);
    }
  });

  it('starts from the same loss: the weights are 1 on average', () => {
    expect(train('balanced').trainer.advance(1).losses[0]).toBeCloseTo(Math.log(3), 12);
  });

  it('shows the target as it is, without its weight', () => {
    expect(Array.from(train('balanced').trainer.activations(15)!.y!)).toEqual([0, 0, 1]);
  });

  it('says where they have nothing to weigh', () => {
    expect(train('balanced', 'meanSquaredError').notes.join()).toMatch(/class weights need/i);
  });
});
