// A. Karpathy, ConvNetJS, Toy 2d classification: https://cs.stanford.edu/people/karpathy/convnetjs/demo/classify2d.html
import { activation, byHand, category, dense, loss, number, row } from './project.mjs';

/**
 * @typedef {import('./project.mjs').Sample} Sample
 * @typedef {import('./project.mjs').Draws} Draws
 */

/** Its weight decay of 0.001 is divided by the batch of 10 like the gradient, and its penalty is ½ · decay · Σw². */
const l2 = 0.001 / 2 / 10;

/**
 * @param {(seed: number) => Draws} numpy
 * @returns {Sample[]}
 */
export function convnetjs(numpy) {
  const first = { weightInitializer: { kind: 'lecunNormal' }, l2 };
  const net = () =>
    row({
      layers: [
        dense('fc1', 6, { name: 'Six', ...first }),
        activation('tanh1', 'tanh'),
        dense('fc2', 2, { name: 'Two', ...first }),
        activation('tanh2', 'tanh'),
        dense('fc3', 2, { name: 'Classes', ...first }),
        activation('softmax', 'softmax'),
      ],
      loss: loss('categoricalCrossEntropy'),
    });
  const run = { learningRate: 0.01, momentum: 0.1, batchSize: 10, seed: 1 };
  const columns = [number('x'), number('y'), category('class', ['0', '1'])];
  return [
    {
      id: 'convnetjs-simple',
      name: 'ConvNetJS: thirteen points',
      summary:
        'The simple data of Andrej Karpathy’s demo in the browser: 38 parameters put all 13 points on their side within 1,000 epochs.',
      graph: net(),
      data: { file: 'convnetjs-simple.csv', columns, rows: simple },
      training: byHand({ ...run, epochs: 1000 }),
    },
    {
      id: 'convnetjs-circle',
      name: 'ConvNetJS: circle',
      summary:
        'The data Andrej Karpathy’s demo opens with, a disc in a ring: its second layer has two neurons, so that one can draw what it sees.',
      graph: net(),
      data: { file: 'convnetjs-circle.csv', columns, rows: circle(numpy(1)) },
      training: byHand({ ...run, epochs: 1000 }),
    },
  ];
}

const simple = [
  [-0.4326, 1.1909, 1],
  [3.0, 4.0, 1],
  [0.1253, -0.0376, 1],
  [0.2877, 0.3273, 1],
  [-1.1465, 0.1746, 1],
  [1.8133, 1.0139, 0],
  [2.7258, 1.0668, 0],
  [1.4117, 0.5593, 0],
  [4.1832, 0.3044, 0],
  [1.8636, 0.1677, 0],
  [0.5, 3.2, 1],
  [0.8, 3.2, 1],
  [1.0, -2.2, 1],
];

/**
 * Fifty points in a disc of radius 2 and fifty in the ring from 3 to 5.
 * @param {Draws} draws
 */
function circle(draws) {
  const round = Array.from({ length: 50 }, (_, i) => (2 * Math.PI * i) / 50);
  /** @param {number} from @param {number} to @param {number} label */
  const ring = (from, to, label) =>
    round.map((angle) => {
      const radius = from + (to - from) * draws.random();
      return [round4(radius * Math.sin(angle)), round4(radius * Math.cos(angle)), label];
    });
  return [...ring(0, 2, 1), ...ring(3, 5, 0)];
}

/** @param {number} value */
const round4 = (value) => Math.round(value * 1e4) / 1e4;
