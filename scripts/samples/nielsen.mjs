// M. Nielsen, Neural networks and deep learning, chapter 4: http://neuralnetworksanddeeplearning.com/chap4.html
import { activation, byHand, dense, loss, node, number, row } from './project.mjs';

/** @typedef {import('./project.mjs').Sample} Sample */

/** So steep that a sigmoid is a step, but for a thousandth. */
const steep = 1000;

/** The curve of the chapter, on 0 … 1. @param {number} x */
const curve = (x) => 0.2 + 0.4 * x * x + 0.3 * x * Math.sin(15 * x) + 0.05 * Math.cos(50 * x);
/** @param {number} p */
const logit = (p) => Math.log(p / (1 - p));

/** @returns {Sample[]} */
export function nielsen() {
  return [oneStep(), game(), smooth(), hundred(), tower()];
}

/** @returns {Sample} */
function oneStep() {
  const places = Array.from({ length: 41 }, (_, i) => i / 40);
  return {
    id: 'nielsen-step',
    name: 'Nielsen: a neuron becomes a step',
    summary:
      'The start of Michael Nielsen’s proof one can see: as the weight grows the sigmoid steepens into a step, which stands at −b/w.',
    graph: row({
      layers: [dense('hidden', 1, { name: 'w and b' }), activation('sigmoid', 'sigmoid')],
      loss: loss('binaryCrossEntropy'),
    }),
    data: {
      file: 'nielsen-step.csv',
      columns: [number('x'), number('step', 'target')],
      rows: places.map((x) => [x, x < 0.5 ? 0 : x > 0.5 ? 1 : 0.5]),
    },
    training: byHand({ learningRate: 10, batchSize: places.length, epochs: 1000, seed: 1 }),
    parameters: { hidden: { weights: [[8]], bias: [-4] } },
  };
}

/**
 * A pair of steps for every height: up by it at the bump's left edge, down again at its right.
 * @param {number[]} heights
 */
function bumps(heights) {
  const edges = heights.flatMap((_, k) => [k / heights.length, (k + 1) / heights.length]);
  return {
    hidden: { weights: [edges.map(() => steep)], bias: edges.map((edge) => -steep * edge) },
    sum: { weights: heights.flatMap((height) => [[height], [-height]]) },
  };
}

/**
 * Hidden steps, their weighted sum, and how far it is from the logit of the curve on average.
 * @param {number} count of bumps
 * @param {string} step
 */
const bumpLayers = (count, step) => [
  dense('hidden', 2 * count, { name: 'Edges' }),
  activation('steps', step),
  dense('sum', 1, { name: 'Weighted sum', bias: false }),
];

/** @returns {Sample} */
function game() {
  // Added up as the page does, so that its edges fall on the same side of the points.
  const places = [0];
  while (places.length < 100) places.push(/** @type {number} */ (places.at(-1)) + 0.01);
  const heights = [-1.2, -1.4, -0.3, -1.0, 1.1];
  return {
    id: 'nielsen-bumps',
    name: 'Nielsen: five bumps',
    summary:
      'Michael Nielsen’s game: five heights set by hand follow his curve with an average error of 0.3734, and training finds 0.3717.',
    graph: row({
      layers: bumpLayers(5, 'step'),
      loss: loss('meanAbsoluteError'),
      target: node('y', 'target', { columns: ['wanted sum'] }),
    }),
    data: {
      file: 'nielsen-bumps.csv',
      columns: [number('x'), number('wanted sum', 'target')],
      rows: places.map((x) => [x, logit(curve(x))]),
    },
    training: byHand({
      learningRate: 0.1,
      schedule: { kind: 'exponential', factor: 0.99 },
      batchSize: 100,
      epochs: 500,
      seed: 1,
    }),
    parameters: bumps(heights),
  };
}

/**
 * A network with both ends of the chapter's construction: the weighted sum against the logit, which is what counts, and the
 * output against the curve, which is only looked at.
 * @param {number} count of bumps
 */
function throughSigmoid(count) {
  const graph = row({
    layers: [...bumpLayers(count, 'sigmoid'), activation('output', 'sigmoid')],
    loss: loss('meanAbsoluteError', { name: 'Error of the output' }),
    target: node('y', 'target', { name: 'Curve', columns: ['curve'] }),
  });
  const sum = /** @type {{ position: { x: number, y: number } }} */ (
    /** @type {unknown} */ (graph.nodes.find(({ id }) => id === 'sum'))
  );
  const { x, y } = sum.position;
  graph.nodes.push(
    node('wanted', 'target', {
      name: 'Logit of the curve',
      columns: ['wanted sum'],
      position: { x, y: y - 240 },
    }),
    {
      ...loss('meanAbsoluteError', { name: 'Error of the sum', weight: 0 }),
      id: 'sumLoss',
      position: { x: x + 240, y: y - 240 },
    },
  );
  graph.edges.push(
    { from: 'sum.out', to: 'sumLoss.prediction' },
    { from: 'wanted.out', to: 'sumLoss.target' },
  );
  return graph;
}

/** @param {number} count */
const midpoints = (count) => Array.from({ length: count }, (_, i) => (i + 0.5) / count);

const curveData = {
  file: 'nielsen-curve.csv',
  columns: [number('x'), number('curve', 'target'), number('wanted sum', 'target')],
  rows: midpoints(1000).map((x) => [x, curve(x), logit(curve(x))]),
};

/** @param {number} count */
const midpointHeights = (count) => midpoints(count).map((x) => logit(curve(x)));

/** The learning rate is small, because a change of the weights moves a step a thousand times as far as it would seem. */
const curveRun = byHand({ learningRate: 0.001, batchSize: 1000, epochs: 100, seed: 1 });

/** @returns {Sample} */
function smooth() {
  return {
    id: 'nielsen-sigmoid-bumps',
    name: 'Nielsen: five bumps of sigmoids',
    summary:
      'Michael Nielsen’s construction as a real network: ten sigmoids with weights of 1000, their heights taken from the middle of each bump.',
    graph: throughSigmoid(5),
    data: curveData,
    training: curveRun,
    parameters: bumps(midpointHeights(5)),
  };
}

/** @returns {Sample} */
function hundred() {
  return {
    id: 'nielsen-hundred-bumps',
    name: 'Nielsen: a hundred bumps',
    summary:
      'Michael Nielsen’s point: with enough hidden neurons any curve can be followed, here to 0.003 on average with two hundred.',
    graph: throughSigmoid(100),
    data: curveData,
    training: curveRun,
    parameters: bumps(midpointHeights(100)),
  };
}

/** @returns {Sample} */
function tower() {
  // No point stands on an edge, where it would be neither in nor out.
  const grid = midpoints(20);
  const edges = [0.4, 0.6, 0.3, 0.7];
  const height = 10;
  return {
    id: 'nielsen-tower',
    name: 'Nielsen: a tower',
    summary:
      'Michael Nielsen’s bump of two inputs: four steps cross, and a bias of −3h/2 lets only the place through where both bumps meet.',
    graph: row({
      layers: [
        dense('hidden', 4, { name: 'Edges' }),
        activation('steps', 'sigmoid'),
        dense('sum', 1, { name: 'Heights' }),
        activation('output', 'sigmoid'),
      ],
      loss: loss('binaryCrossEntropy'),
    }),
    data: {
      file: 'nielsen-tower.csv',
      columns: [number('x'), number('y'), number('inside', 'target')],
      rows: grid.flatMap((x) => grid.map((y) => [x, y, Number(inside(x, y))])),
    },
    training: byHand({ learningRate: 0.001, batchSize: 400, epochs: 100, seed: 1 }),
    parameters: {
      hidden: {
        weights: [
          [steep, steep, 0, 0],
          [0, 0, steep, steep],
        ],
        bias: edges.map((edge) => -steep * edge),
      },
      sum: { weights: [[height], [-height], [height], [-height]], bias: [(-3 * height) / 2] },
    },
  };
}

/** @param {number} x @param {number} y */
const inside = (x, y) => x > 0.4 && x < 0.6 && y > 0.3 && y < 0.7;
