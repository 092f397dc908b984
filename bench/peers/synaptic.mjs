// synaptic: one update for each row.
import { rowsFor } from '../networks.mjs';

export async function synaptic() {
  const { default: library } = await import('synaptic');
  return {
    name: 'synaptic',
    /** @param {import('../networks.mjs').Network} network */
    open(network) {
      const { rows, x, y, features, outputs } = rowsFor(network);
      const net = new library.Architect.Perceptron(...network.sizes);
      const rate = network.optimizer.learningRate;
      const inputs = Array.from({ length: rows }, (_, row) =>
        Array.from(x.subarray(row * features, (row + 1) * features)),
      );
      const targets = Array.from({ length: rows }, (_, row) =>
        Array.from(y.subarray(row * outputs, (row + 1) * outputs)),
      );
      return {
        run(/** @type {number} */ milliseconds) {
          const start = performance.now();
          let samples = 0;
          do {
            for (let row = 0; row < rows; row++) {
              net.activate(inputs[row]);
              net.propagate(rate, targets[row]);
            }
            samples += rows;
          } while (performance.now() - start < milliseconds);
          return (samples * 1000) / (performance.now() - start);
        },
      };
    },
  };
}
