// brain.js: one update for each row.
import { rowsFor } from '../networks.mjs';

export async function brain() {
  const { default: library } = await import('brain.js');
  return {
    name: 'brain.js',
    /** @param {import('../networks.mjs').Network} network */
    open(network) {
      const { rows, x, y, features, outputs } = rowsFor(network);
      const net = new library.NeuralNetwork({
        hiddenLayers: network.sizes.slice(1, -1),
        activation: network.activation,
        learningRate: network.optimizer.learningRate,
      });
      const data = Array.from({ length: rows }, (_, row) => ({
        input: Array.from(x.subarray(row * features, (row + 1) * features)),
        output: Array.from(y.subarray(row * outputs, (row + 1) * outputs)),
      }));
      let iterations = 1;
      return {
        run(/** @type {number} */ milliseconds) {
          for (;;) {
            const start = performance.now();
            // The error is looked at once, at the end.
            net.train(data, {
              iterations,
              errorThresh: 1e-12,
              errorCheckInterval: 1e9,
              log: false,
              timeout: Infinity,
            });
            const elapsed = performance.now() - start;
            const rate = (iterations * rows * 1000) / elapsed;
            if (elapsed > milliseconds / 3) return rate;
            iterations = Math.ceil(iterations * Math.max(2, milliseconds / (elapsed + 0.1)));
          }
        },
      };
    },
  };
}
