import { describe, expect, it } from 'vitest';
import { datasetOf, tableOf } from '../testing/datasets';
import { graphOf, node, settings } from '../testing/networks';
import { predictTable } from './predictions';
import { openRun } from './run';

/** x < 0 is one answer, x > 0 the other: a task that any of these networks learns at once. */
const x = [-3, -2, -1, 1, 2, 3];

function predict(
  target: object,
  y: string[],
  loss: Record<string, unknown>,
  units: number,
  activation: string | null,
) {
  const nodes = [
    node('x', 'input'),
    node('y', 'target'),
    node('d', 'dense', { units }),
    ...(activation ? [node('p', 'activation', { function: activation })] : []),
    node('loss', 'loss', loss),
  ];
  const last = activation ? ['d > p', 'p > loss.prediction'] : ['d > loss.prediction'];
  const graph = graphOf(nodes, ['x > d', ...last, 'y > loss.target']);
  const columns = [
    { name: 'x', type: 'number', role: 'feature' },
    { name: 'y', role: 'target', ...target },
  ];
  const dataset = datasetOf(columns, { validation: 0 });
  const training = settings({ backend: 'reference', optimizer: { kind: 'adam', learningRate: 0.1 } });
  const table = tableOf({ x, y });
  const opened = openRun({ graph, dataset, training, table });
  if (!opened.ok) throw new Error(opened.problem.message);
  const { trainer, prepared } = opened.run;
  while (trainer.epoch < 200) trainer.advance(100);
  const parameters = trainer.parameters();
  const { encoders } = prepared;
  const unknown = tableOf({ x: [...x, 5, -5], y: [...y, '', 'other'] });
  const predicted = predictTable({ graph, dataset, training, table: unknown, parameters, encoders });
  if (!predicted.ok) throw new Error(predicted.problem.message);
  const [head] = predicted.predictions.heads;
  return { ...head!, accuracy: trainer.metrics().accuracy };
}

const crossEntropy = { function: 'categoricalCrossEntropy' };

describe('predictions and what stands in the file', () => {
  const yes = ['no', 'N', 'false', 'yes', 'TRUE', '1'];
  const answers = ['false', 'false', 'false', 'true', 'true', 'true'];

  it.each([
    ['binary cross-entropy', { function: 'binaryCrossEntropy' }, 'sigmoid'],
    ['mean squared error', { function: 'meanSquaredError' }, null],
  ])('are true and false for yes and no in any spelling, with %s', (_, loss, activation) => {
    const { decoded, actual, outputNames, accuracy } = predict({ type: 'boolean' }, yes, loss, 1, activation);
    expect(decoded).toEqual([...answers, 'true', 'false']);
    expect(actual).toEqual([...answers, '', 'other']);
    expect(outputNames).toEqual(['y']);
    expect(accuracy).toBe(1);
  });

  it('are the labels of categories', () => {
    const target = { type: 'category', categories: ['r', 'l'], labels: ['right', 'left'] };
    const { decoded, actual, outputNames } = predict(
      target,
      ['l', 'l', ' l', 'r', 'r', 'r'],
      crossEntropy,
      2,
      'softmax',
    );
    const expected = ['left', 'left', 'left', 'right', 'right', 'right'];
    expect(decoded).toEqual([...expected, 'right', 'left']);
    expect(actual).toEqual([...expected, '', 'other']);
    expect(outputNames).toEqual(['right', 'left']);
  });

  it('are the labels of ordinal categories, the nearest one', () => {
    const target = {
      type: 'category',
      categories: ['s', 'm', 'l'],
      labels: ['', 'medium', ''],
      encoding: 'ordinal',
    };
    const { decoded, actual, outputNames } = predict(
      target,
      ['s', 's', 's', 'l', 'l', 'l'],
      { function: 'meanSquaredError' },
      1,
      'tanh',
    );
    expect(actual.slice(0, 6)).toEqual(['s', 's', 's', 'l', 'l', 'l']);
    expect(decoded.slice(3)).toEqual(['medium', 'medium', 'medium', 'medium', 's']);
    expect(outputNames).toEqual(['y']);
  });
});
