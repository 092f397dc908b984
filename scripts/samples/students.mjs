// U. Karn, A quick introduction to neural networks, 2016: https://ujjwalkarn.me/2016/08/09/quick-intro-neural-networks/
import { activation, byHand, category, dense, loss, number, row, uniform } from './project.mjs';

/**
 * @typedef {import('./project.mjs').Sample} Sample
 * @typedef {import('./project.mjs').Row} Row
 */

/** @param {Record<string, unknown>} fields */
const network = (fields) =>
  row({
    layers: [
      dense('hidden', 2, { name: 'Hidden', ...fields }),
      activation('sigmoid', 'sigmoid'),
      dense('output', 2, { name: 'Output', ...fields }),
      activation('softmax', 'softmax'),
    ],
    loss: loss('categoricalCrossEntropy'),
  });

/**
 * @param {string} file
 * @param {string} scaling
 * @param {Row[]} rows
 */
const table = (file, scaling, rows) => ({
  file,
  columns: [
    number('hours', 'feature', scaling),
    number('mid-term', 'feature', scaling),
    category('result', ['Pass', 'Fail']),
  ],
  rows,
});

/** @returns {Sample[]} */
export function students() {
  return [
    {
      id: 'students',
      name: 'Students: pass or fail',
      summary:
        'Ujjwal Karn’s five students: will the sixth, with 25 hours and 70 marks, pass? Without standard scaling this never learns.',
      graph: network({ weightInitializer: uniform }),
      data: table('students.csv', 'standard', [
        [35, 67, 'Pass'],
        [12, 75, 'Fail'],
        [16, 89, 'Pass'],
        [45, 56, 'Pass'],
        [10, 90, 'Fail'],
        [25, 70, '?'],
      ]),
      training: byHand({ learningRate: 0.5, batchSize: 5, epochs: 5000, seed: 1 }),
    },
    {
      id: 'students-step',
      name: 'Students: one step back',
      summary:
        'Ujjwal Karn’s walk through one step: the first student comes out as 0.4 and 0.6, the errors flow back, and then as 0.8 and 0.2.',
      graph: network({ weightInitializer: { kind: 'zeros' } }),
      data: table('students-step.csv', 'none', [[35, 67, 'Pass']]),
      training: byHand({ learningRate: 0.9954219273489195, batchSize: 1, epochs: 1, seed: 1 }),
      // Chosen so that the output is the page's before the step; the learning rate, so that it is after it.
      parameters: {
        hidden: {
          weights: [
            [0, 0],
            [0, 0],
          ],
          bias: [0, 0],
        },
        output: {
          weights: [
            [0, 0],
            [0, 0],
          ],
          bias: [Math.log(0.4), Math.log(0.6)],
        },
      },
    },
  ];
}
