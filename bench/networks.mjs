// The networks of the comparison, and how much faster than a peer the engine is to be.

/**
 * @typedef {object} Network
 * @property {string} name
 * @property {number[]} sizes       features of the input, then units of each dense layer
 * @property {'sigmoid' | 'tanh' | 'relu'} activation of the hidden layers
 * @property {'sigmoid' | 'none'} output             activation of the last layer; a cross-entropy takes raw outputs
 * @property {'meanSquaredError' | 'categoricalCrossEntropy'} loss
 * @property {{ kind: 'sgd' | 'adam', learningRate: number }} optimizer
 * @property {number} batch
 * @property {number} [steadier]    this many times the rounds, where the peer's speed changes much from one to the next
 * @property {Record<string, number | null>} peers   at least this many times the peer's samples a second; null: no target
 */

/** @type {Network[]} */
export const networks = [
  {
    name: '2-4-1 XOR, SGD, batch 4',
    sizes: [2, 4, 1],
    activation: 'sigmoid',
    output: 'sigmoid',
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.3 },
    batch: 4,
    peers: { 'brain.js': 10, synaptic: null },
  },
  {
    name: '2-8-8-1 tanh, SGD, batch 10',
    sizes: [2, 8, 8, 1],
    activation: 'tanh',
    output: 'none',
    loss: 'meanSquaredError',
    optimizer: { kind: 'sgd', learningRate: 0.03 },
    batch: 10,
    peers: { 'brain.js': 10, 'TensorFlow.js cpu': 600, PyTorch: 50 },
  },
  {
    name: '2-8-8-2 relu, Adam, batch 32',
    sizes: [2, 8, 8, 2],
    activation: 'relu',
    output: 'none',
    loss: 'categoricalCrossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
    batch: 32,
    peers: { PyTorch: 40, 'TensorFlow.js wasm': 300 },
  },
  {
    name: '64-64-32-10 relu, Adam, batch 32',
    sizes: [64, 64, 32, 10],
    activation: 'relu',
    output: 'none',
    loss: 'categoricalCrossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
    batch: 32,
    peers: { PyTorch: 4, 'TensorFlow.js wasm': 20 },
  },
  {
    name: '784-300-100-10 relu, Adam, batch 64',
    sizes: [784, 300, 100, 10],
    activation: 'relu',
    output: 'none',
    loss: 'categoricalCrossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
    batch: 64,
    peers: { PyTorch: 1.2, 'TensorFlow.js wasm': 12 },
  },
  {
    name: '784-300-100-10 relu, Adam, batch 256',
    sizes: [784, 300, 100, 10],
    activation: 'relu',
    output: 'none',
    loss: 'categoricalCrossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.001 },
    batch: 256,
    steadier: 3,
    peers: { PyTorch: 0.9 },
  },
  {
    name: '3072-1024-1024-10 relu, Adam, batch 128',
    sizes: [3072, 1024, 1024, 10],
    activation: 'relu',
    output: 'none',
    loss: 'categoricalCrossEntropy',
    optimizer: { kind: 'adam', learningRate: 0.0001 },
    batch: 128,
    steadier: 3,
    peers: { PyTorch: 0.8 },
  },
];

/** Batches that every contestant goes through in turn. */
export const batchesOf = (/** @type {Network} */ { batch }) =>
  Math.max(2, Math.min(50, Math.ceil(400 / batch)));

/** The same numbers for everybody: inputs in 0…1, one-hot classes or a 0-or-1 value. */
export function rowsFor(/** @type {Network} */ network) {
  const { sizes, batch } = network;
  const rows = batch * batchesOf(network);
  const features = sizes[0] ?? 1;
  const outputs = sizes.at(-1) ?? 1;
  let state = 12_345;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const x = Float32Array.from({ length: rows * features }, random);
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    if (outputs === 1) y[row] = random() > 0.5 ? 1 : 0;
    else y[row * outputs + Math.floor(random() * outputs)] = 1;
  }
  return { rows, x, y, features, outputs };
}
