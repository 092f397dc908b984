// A. Karpathy, CS231n, Stanford: https://cs231n.github.io/neural-networks-case-study/ (the spiral) and
// https://cs231n.github.io/neural-networks-1/ (sizes of networks, hidden layers, regularisation).
import { activation, byHand, category, dense, loss, normal, number, row, rows } from './project.mjs';

/**
 * @typedef {import('./project.mjs').Sample} Sample
 * @typedef {import('./project.mjs').Draws} Draws
 */

const pointsPerClass = 100;
const classes = 3;
/** The page's loss has ½ · reg · Σw²; ours has l2 · Σw². */
const l2 = 1e-3 / 2;
/** Normals that come out of the generator before the first weights: the data's, then 18 that the page lost on its way. */
const lost = 18;
const dataNormals = pointsPerClass * classes;
const softmaxNormals = 2 * classes;

/**
 * @param {(seed: number) => Draws} numpy
 * @returns {Sample[]}
 */
export function spirals(numpy) {
  const data = spiral(numpy(0));
  const small = { weightInitializer: normal(0.01), l2 };
  const net = () =>
    row({
      layers: [
        dense('hidden', 100, { name: 'Hidden', ...small }),
        activation('relu', 'relu'),
        dense('scores', 3, { name: 'Scores', ...small }),
        activation('probabilities', 'softmax'),
      ],
      loss: loss('categoricalCrossEntropy'),
    });
  const run = { learningRate: 1, batchSize: dataNormals, seed: 0 };
  const discard = dataNormals + lost;
  const netRun = { ...run, discard: discard + softmaxNormals, backend: 'wasm' };
  return [
    {
      id: 'cs231n-spiral-softmax',
      name: 'CS231n: spiral, straight lines',
      summary:
        'Andrej Karpathy’s three arms of a spiral: a layer without hidden neurons can only draw straight borders and ends at 49 %.',
      graph: row({
        layers: [dense('scores', 3, { name: 'Scores', ...small }), activation('probabilities', 'softmax')],
        loss: loss('categoricalCrossEntropy'),
      }),
      data,
      training: byHand({ ...run, discard, epochs: 200 }),
    },
    {
      id: 'cs231n-spiral',
      name: 'CS231n: spiral, hidden layer',
      summary:
        'Andrej Karpathy’s spiral again: a hundred ReLU neurons bend the borders around the arms, and 98 % come out right.',
      graph: net(),
      data,
      training: byHand({ ...netRun, epochs: 10_000 }),
    },
    {
      id: 'cs231n-dead-units',
      name: 'CS231n: dead ReLU units',
      summary:
        'What Andrej Karpathy warns of: with a learning rate of 5 the first steps kill 99 of 100 neurons for good; lower it to 1 and reset.',
      graph: net(),
      data,
      training: byHand({ ...netRun, learningRate: 5, epochs: 1001 }),
    },
  ];
}

/**
 * Arm j winds from angle 4j to 4(j + 1), radius 0 to 1, its angles shaken.
 * @param {Draws} draws
 */
function spiral(draws) {
  const points = [];
  for (let arm = 0; arm < classes; arm++) {
    const radius = linspace(0, 1, pointsPerClass);
    const angle = linspace(4 * arm, 4 * (arm + 1), pointsPerClass);
    for (let i = 0; i < pointsPerClass; i++) {
      const shaken = angle(i) + 0.2 * draws.normal();
      points.push([radius(i) * Math.sin(shaken), radius(i) * Math.cos(shaken), arm]);
    }
  }
  return {
    file: 'cs231n-spiral.csv',
    columns: [number('x'), number('y'), category('arm', ['0', '1', '2'])],
    rows: points,
  };
}

/**
 * The numbers of NumPy's linspace, rounded as there.
 * @param {number} start
 * @param {number} stop
 * @param {number} count
 * @returns {(i: number) => number}
 */
function linspace(start, stop, count) {
  const step = (stop - start) / (count - 1);
  return (i) => (i === count - 1 ? stop : start + i * step);
}

/** @returns {Sample[]} */
export function sizes() {
  const bits = [0, 1];
  const adder = {
    file: 'cs231n-adder.csv',
    columns: [
      number('a'),
      number('b'),
      number('carried'),
      number('sum', 'target'),
      number('carry', 'target'),
    ],
    rows: bits.flatMap((a) =>
      bits.flatMap((b) => bits.map((c) => [a, b, c, (a + b + c) % 2, Number(a + b + c > 1)])),
    ),
  };
  const crossEntropy = loss('binaryCrossEntropy', { fromLogits: true });
  const run = { learningRate: 1, momentum: 0.9, batchSize: 8, epochs: 1000, seed: 1 };
  const first = { weightInitializer: { kind: 'glorotNormal' } };
  return [
    {
      id: 'cs231n-3-4-2',
      name: 'CS231n: count 3-4-2',
      summary:
        'The first network Andrej Karpathy counts, 6 neurons and 26 parameters, here as a full adder: three bits in, sum and carry out.',
      graph: row({
        layers: [
          dense('hidden', 4, { name: 'Hidden', ...first }),
          activation('squash', 'tanh'),
          dense('out', 2, { name: 'Output', ...first }),
        ],
        loss: crossEntropy,
      }),
      data: adder,
      training: byHand({ ...run, seed: 1 }),
    },
    {
      id: 'cs231n-3-4-4-1',
      name: 'CS231n: count 3-4-4-1',
      summary:
        'The second network Andrej Karpathy counts, 9 neurons and 41 parameters, here for parity: is the number of ones odd?',
      graph: row({
        layers: [
          dense('hidden1', 4, { name: 'First hidden', ...first }),
          activation('squash1', 'tanh'),
          dense('hidden2', 4, { name: 'Second hidden', ...first }),
          activation('squash2', 'tanh'),
          dense('out', 1, { name: 'Output', ...first }),
        ],
        loss: crossEntropy,
        target: { id: 'y', kind: 'target', columns: ['sum'] },
      }),
      data: adder,
      training: byHand({ ...run, seed: 1 }),
    },
    {
      id: 'cs231n-hidden-sizes',
      name: 'CS231n: 3, 6 and 20 neurons',
      summary:
        'Andrej Karpathy’s figure of three networks on the same points: only twenty hidden neurons get around every one of them.',
      graph: rows(
        [3, 6, 20].map((units) => branch(`h${units}`, `${units} neurons`, `Loss, ${units}`, units, 1e-3)),
      ),
      data: points(),
      training: byHand({ learningRate: 0.3, batchSize: 32, epochs: 20_000, seed: 1, backend: 'wasm' }),
    },
    {
      id: 'cs231n-regularization',
      name: 'CS231n: three penalties',
      summary:
        'Andrej Karpathy’s advice to keep twenty neurons and penalise their weights: 0.001 fits every point, 0.1 only the broad shape.',
      graph: rows(
        [1e-3, 1e-2, 1e-1].map((strength, index) =>
          branch(`r${index + 1}`, `λ = ${strength}`, `Loss, λ ${strength}`, 20, strength),
        ),
      ),
      data: points(),
      training: byHand({ learningRate: 0.3, batchSize: 32, epochs: 20_000, seed: 1, backend: 'wasm' }),
    },
  ];
}

/**
 * 2-units-2 with tanh and softmax, and the page's penalty on its weights.
 * @param {string} id
 * @param {string} name      of the hidden layer
 * @param {string} lossName
 * @param {number} units
 * @param {number} strength
 */
function branch(id, name, lossName, units, strength) {
  const first = { weightInitializer: { kind: 'lecunNormal' }, l2: strength / 2 };
  return {
    layers: [
      dense(`${id}-hidden`, units, { name, ...first }),
      activation(`${id}-tanh`, 'tanh'),
      dense(`${id}-scores`, 2, { name: 'Scores', ...first }),
      activation(`${id}-softmax`, 'softmax'),
    ],
    loss: { ...loss('categoricalCrossEntropy', { name: lossName }), id: `${id}-loss` },
  };
}

/** Read off the page's figure by eye, so not exact. */
function points() {
  const green =
    '-2.24,3.0 -1.59,3.1 .15,2.76 1.54,2.2 2.98,1.71 .29,1.4 2.41,.96 3.32,.33 .22,-.06 1.22,-.04 2.56,-.69 3.61,-.6 .44,-1.84 1.93,-1.91 2.95,-2.01 -.24,-2.25 .88,-3.29';
  const red =
    '-.49,3.0 -1.05,2.13 -2.17,1.28 -1.41,.91 -.12,.91 1.2,1.35 -2.27,.38 -1.8,-.4 -1.05,-.33 1.46,-.77 -2.49,-1.4 -1.37,-1.45 .07,-1.13 1.34,-2.25 .59,-2.86';
  /** @param {string} text @param {string} color */
  const of = (text, color) => text.split(' ').map((pair) => [...pair.split(',').map(Number), color]);
  return {
    file: 'cs231n-points.csv',
    columns: [number('x'), number('y'), category('color', ['red', 'green'])],
    rows: [...of(green, 'green'), ...of(red, 'red')],
  };
}
