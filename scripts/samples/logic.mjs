// XOR by weights one can check by hand: as a ridge of sigmoids (Rookies, part 2: Multi-layer neural networks with sigmoid
// function, 2017), with signs (R. Duda, P. Hart, D. Stork, Pattern classification, 2000), and with steps.
import { activation, byHand, dense, loss, number, row } from './project.mjs';

/** @typedef {import('./project.mjs').Sample} Sample */

/**
 * 2-2-1 with one function everywhere.
 * @param {string} squash
 */
const network = (squash) =>
  row({
    layers: [
      dense('hidden', 2, { name: 'Hidden' }),
      activation('hiddenOut', squash),
      dense('output', 1, { name: 'Output' }),
      activation('out', squash),
    ],
    loss: loss('meanSquaredError'),
  });

/**
 * @param {string} file
 * @param {[number, number]} levels of false and true
 */
const table = (file, levels) => ({
  file,
  columns: [number('a'), number('b'), number('xor', 'target')],
  rows: levels.flatMap((a) => levels.map((b) => [a, b, a === b ? levels[0] : levels[1]])),
});

/** Nothing is left to learn: an epoch is for looking. */
const training = byHand({ learningRate: 0.1, batchSize: 4, epochs: 1, seed: 1 });

/** @returns {Sample[]} */
export function logic() {
  return [
    {
      id: 'xor-ridge',
      name: 'XOR: the ridge',
      summary:
        'The article Deep learning for rookies shows XOR as a ridge between two low corners: one hidden neuron is OR, the other NAND.',
      graph: network('sigmoid'),
      data: table('xor-ridge.csv', [0, 1]),
      training,
      parameters: {
        hidden: {
          weights: [
            [20, -20],
            [20, -20],
          ],
          bias: [-10, 30],
        },
        output: { weights: [[20], [20]], bias: [-30] },
      },
    },
    {
      id: 'xor-sign',
      name: 'XOR: plus and minus',
      summary:
        'The textbook of Duda, Hart and Stork counts in +1 and −1: two sign neurons cut the plane twice, a third joins the pieces.',
      graph: network('sign'),
      data: table('xor-sign.csv', [-1, 1]),
      training,
      parameters: {
        hidden: {
          weights: [
            [1, 1],
            [1, 1],
          ],
          bias: [0.5, -1.5],
        },
        output: { weights: [[0.7], [-0.4]], bias: [-1] },
      },
    },
    {
      id: 'xor-step',
      name: 'XOR: steps',
      summary:
        'The perceptron’s answer that every textbook gives: OR, and not AND; all of it exact, and none of it trainable, since a step is flat.',
      graph: network('step'),
      data: table('xor-step.csv', [0, 1]),
      training,
      parameters: {
        hidden: {
          weights: [
            [1, 1],
            [1, 1],
          ],
          bias: [-0.5, -1.5],
        },
        output: { weights: [[1], [-1]], bias: [-0.5] },
      },
    },
  ];
}
