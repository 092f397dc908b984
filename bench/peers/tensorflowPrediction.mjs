// One prediction by TensorFlow.js, from numbers to numbers, on its `cpu` or `wasm` backend.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * @param {'cpu' | 'wasm'} kind
 * @param {{ sizes: number[], activation: string, output: string }} network
 * @param {Float32Array} rows one row after the other
 */
export async function tensorflowPrediction(kind, { sizes, activation, output }, rows) {
  const tf = require('@tensorflow/tfjs');
  if (kind === 'wasm') {
    const wasm = require('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  }
  await tf.setBackend(kind);
  await tf.ready();
  const [features = 1, ...layers] = sizes;
  const model = tf.sequential();
  layers.forEach((units, index) => {
    const name = index < layers.length - 1 ? activation : output;
    const first = index === 0 && { inputShape: [features] };
    model.add(tf.layers.dense({ units, activation: name === 'none' ? undefined : name, ...first }));
  });
  const once = () =>
    tf.tidy(() => model.predict(tf.tensor2d(rows, [rows.length / features, features])).dataSync());
  return {
    async run(/** @type {number} */ milliseconds) {
      await tf.setBackend(kind);
      const start = performance.now();
      let count = 0;
      do {
        once();
        count++;
      } while (performance.now() - start < milliseconds);
      return (count * 1000) / (performance.now() - start);
    },
  };
}
