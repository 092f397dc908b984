// TensorFlow.js, by its layers and `trainOnBatch`, on its `cpu` or `wasm` backend.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { batchesOf, rowsFor } from '../networks.mjs';

const require = createRequire(import.meta.url);

/** @param {'cpu' | 'wasm'} kind */
export async function tensorflow(kind) {
  const tf = require('@tensorflow/tfjs');
  if (kind === 'wasm') {
    const wasm = require('@tensorflow/tfjs-backend-wasm');
    const folder = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
    wasm.setWasmPaths(`${folder}/`);
  }
  return {
    name: `TensorFlow.js ${kind}`,
    /** @param {import('../networks.mjs').Network} network */
    async open(network) {
      await tf.setBackend(kind);
      await tf.ready();
      const { sizes, activation, output, loss, optimizer, batch } = network;
      const { x, y, features, outputs } = rowsFor(network);
      const model = tf.sequential();
      sizes.slice(1).forEach((units, index) => {
        const last = index === sizes.length - 2;
        const name = last ? (output === 'none' ? undefined : output) : activation;
        model.add(
          tf.layers.dense({ units, activation: name, ...(index === 0 && { inputShape: [features] }) }),
        );
      });
      const crossEntropy = (/** @type {unknown} */ labels, /** @type {unknown} */ logits) =>
        tf.losses.softmaxCrossEntropy(labels, logits);
      model.compile({
        optimizer:
          optimizer.kind === 'sgd'
            ? tf.train.sgd(optimizer.learningRate)
            : tf.train.adam(optimizer.learningRate),
        loss: loss === 'meanSquaredError' ? 'meanSquaredError' : crossEntropy,
      });
      const batches = Array.from({ length: batchesOf(network) }, (_, index) => [
        tf.tensor2d(x.slice(index * batch * features, (index + 1) * batch * features), [batch, features]),
        tf.tensor2d(y.slice(index * batch * outputs, (index + 1) * batch * outputs), [batch, outputs]),
      ]);
      let next = 0;
      return {
        async run(/** @type {number} */ milliseconds) {
          await tf.setBackend(kind);
          const start = performance.now();
          let samples = 0;
          do {
            const [inputs, targets] = batches[next++ % batches.length] ?? [];
            await model.trainOnBatch(inputs, targets);
            samples += batch;
          } while (performance.now() - start < milliseconds);
          return (samples * 1000) / (performance.now() - start);
        },
      };
    },
  };
}
