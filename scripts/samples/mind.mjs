// S. Miller, Mind: How to build a neural network, 2015: https://stevenmiller888.github.io/mind-how-to-build-a-neural-network/
// and the library's projects mind, mind-xor; the network of Welch Labs' Neural networks demystified, 2014, which it names.
import { activation, byHand, category, dense, loss, normal, number, row } from './project.mjs';

/**
 * @typedef {import('./project.mjs').Sample} Sample
 * @typedef {import('./project.mjs').Row} Row
 */

/**
 * Two layers without biases, as Mind and Welch Labs build them.
 * @param {string} squash
 * @param {Record<string, unknown>} [fields]
 */
const network = (squash, fields) =>
  row({
    layers: [
      dense('hidden', 3, { name: 'Hidden', bias: false, ...fields }),
      activation('hiddenResult', squash),
      dense('output', 1, { name: 'Output', bias: false, ...fields }),
      activation('result', squash),
    ],
    loss: loss('sumSquaredError'),
  });

/** @param {Row[]} rows */
const truthTable = (rows) => ({
  columns: [number('a'), number('b'), number('xor', 'target')],
  rows,
});

/** @returns {Sample[]} */
export function mind() {
  return [
    {
      id: 'mind-step',
      name: 'Mind: one step by hand',
      summary:
        'Steven Miller’s worked example, his sums in the neurons. One step gives 0.7314; his page divides where the gradient multiplies: 0.6927.',
      graph: network('sigmoid'),
      data: { file: 'mind-step.csv', ...truthTable([[1, 1, 0]]) },
      training: byHand({ learningRate: 1, batchSize: 1, epochs: 1, seed: 1 }),
      parameters: {
        hidden: {
          weights: [
            [0.8, 0.4, 0.3],
            [0.2, 0.9, 0.5],
          ],
        },
        output: { weights: [[0.3], [0.5], [0.9]] },
      },
    },
    {
      id: 'mind-xor',
      name: 'Mind: XOR as published',
      summary:
        'The trained weights Steven Miller published with his library: three rows come out right, and 1, 1 as −0.18 instead of 0.',
      graph: network('tanh'),
      data: {
        file: 'mind-xor.csv',
        ...truthTable([
          [0, 0, 0],
          [0, 1, 1],
          [1, 0, 1],
          [1, 1, 0],
        ]),
      },
      training: byHand({ learningRate: 0.7, batchSize: 4, epochs: 1000, seed: 1 }),
      parameters: {
        hidden: {
          weights: [
            [2.2435044552971557, -3.825911533003898, -0.6108304908406195],
            [2.2052883953269973, 0.5747300005512304, 3.8745546900599854],
          ],
        },
        output: { weights: [[3.9967174826398617], [2.1158746207268955], [-2.0762533096209106]] },
      },
    },
    {
      id: 'mind-letters',
      name: 'Mind: three letters',
      summary:
        'Steven Miller’s A, B and C of 7 × 7 pixels: the last row is a C with one pixel wrong, and still comes out near the 0.5 of C.',
      graph: network('sigmoid', { weightInitializer: normal(1) }),
      images: [{ name: 'letter', first: 'pixel 1.1', width: 7, height: 7 }],
      data: letters(),
      training: byHand({ learningRate: 0.7, batchSize: 3, epochs: 10_000, seed: 1 }),
    },
    {
      id: 'welch-test-score',
      name: 'Welch Labs: a test score',
      summary:
        'Stephen Welch’s three students: hours of sleep (of 10) and of study (of 5) give a test score (of 100), fitted to the last point.',
      graph: network('sigmoid', { weightInitializer: normal(1) }),
      data: {
        file: 'welch-test-score.csv',
        columns: [number('sleep'), number('study'), number('score', 'target')],
        rows: [
          [0.3, 1, 0.75],
          [0.5, 0.2, 0.82],
          [1, 0.4, 0.93],
        ],
      },
      training: byHand({ learningRate: 3, batchSize: 3, epochs: 10_000, seed: 0 }),
    },
  ];
}

/** The damaged letter has no value, so that it is predicted and not trained on. */
const alphabet = [
  { name: 'A', value: 0.1, lines: '.#####. #.....# #.....# ####### #.....# #.....# #.....#' },
  { name: 'B', value: 0.3, lines: '######. #.....# #.....# ######. #.....# #.....# ######.' },
  { name: 'C', value: 0.5, lines: '####### #...... #...... #...... #...... #...... #######' },
  { name: 'C + 1 pixel', value: '?', lines: '####### #...... #...... #...... #...... ##..... #######' },
];

/** Every pixel a column. */
function letters() {
  const places = [1, 2, 3, 4, 5, 6, 7];
  const pixels = places.flatMap((line) => places.map((place) => `pixel ${line}.${place}`));
  const names = alphabet.map(({ name }) => name);
  return {
    file: 'mind-letters.csv',
    columns: [
      category('letter', names, 'ignore'),
      ...pixels.map((name) => number(name)),
      number('value', 'target'),
    ],
    rows: alphabet.map(({ name, value, lines }) => [
      name,
      ...[...lines.replaceAll(' ', '')].map((pixel) => Number(pixel === '#')),
      value,
    ]),
  };
}
