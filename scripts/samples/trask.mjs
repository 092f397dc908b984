// A. Trask, A neural network in 11 lines of Python, 2015: https://iamtrask.github.io/2015/07/12/basic-python-network/
import { activation, byHand, dense, loss, number, row, uniform } from './project.mjs';

/** @typedef {import('./project.mjs').Sample} Sample */

/**
 * The column of ones does a bias's work.
 * @param {string} file
 * @param {[number, number, number, number]} answers
 */
const table = (file, answers) => ({
  file,
  columns: [number('first'), number('second'), number('one'), number('answer', 'target')],
  rows: [
    [0, 0, 1, answers[0]],
    [0, 1, 1, answers[1]],
    [1, 0, 1, answers[2]],
    [1, 1, 1, answers[3]],
  ],
});

const noBias = { bias: false, weightInitializer: uniform };

/** @returns {Sample[]} */
export function trask() {
  return [
    {
      id: 'trask-2-layer',
      name: 'Trask: two layers',
      summary:
        'Andrew Trask’s shortest network: of three weights the first grows most, because its column always agrees with the answer.',
      graph: row({
        layers: [dense('syn0', 1, { name: 'Weights', ...noBias }), activation('l1', 'sigmoid')],
        loss: loss('sumSquaredError'),
      }),
      data: table('trask-2-layer.csv', [0, 0, 1, 1]),
      training: byHand({ learningRate: 1, batchSize: 4, epochs: 10_000, seed: 1 }),
    },
    {
      id: 'trask-3-layer',
      name: 'Trask: three layers',
      summary:
        'Andrew Trask’s XOR: no column says anything about the answer, so watch hidden neurons become columns that do.',
      graph: row({
        layers: [
          dense('syn0', 4, { name: 'Hidden', ...noBias }),
          activation('l1', 'sigmoid'),
          dense('syn1', 1, { name: 'Output', ...noBias }),
          activation('l2', 'sigmoid'),
        ],
        loss: loss('sumSquaredError'),
      }),
      data: table('trask-3-layer.csv', [0, 1, 1, 0]),
      training: byHand({ learningRate: 1, batchSize: 4, epochs: 60_000, seed: 1 }),
    },
  ];
}
