// ONNX Runtime on one thread: prediction of a single row by a stack of dense layers with relu between them.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** @param {number[]} sizes @param {Float32Array[]} rows */
export async function onnxPrediction(sizes, rows) {
  const { InferenceSession, Tensor } = require('onnxruntime-node');
  const session = await InferenceSession.create(denseModel(sizes), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
  });
  return {
    async run(/** @type {number} */ milliseconds) {
      const start = performance.now();
      let done = 0;
      do {
        const row = rows[done % rows.length] ?? new Float32Array();
        await session.run({ x0: new Tensor('float32', row, [1, row.length]) });
        done++;
      } while (performance.now() - start < milliseconds);
      return (done * 1000) / (performance.now() - start);
    },
  };
}

// Just enough of the protocol buffers of an ONNX model.

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}
const whole = (/** @type {number} */ field, /** @type {number} */ value) =>
  Uint8Array.from([...varint(field * 8), ...varint(value)]);
const bytesField = (/** @type {number} */ field, /** @type {Uint8Array} */ content) =>
  Buffer.concat([Uint8Array.from([...varint(field * 8 + 2), ...varint(content.length)]), content]);
const text = (/** @type {number} */ field, /** @type {string} */ value) =>
  bytesField(field, Buffer.from(value));
const message = (/** @type {number} */ field, /** @type {Uint8Array[]} */ ...parts) =>
  bytesField(field, Buffer.concat(parts));

const float = 1;

/** @param {string} name @param {number[]} dims */
function tensor(name, dims) {
  const count = dims.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length: count }, (_, i) => Math.sin(i) * 0.05);
  const raw = bytesField(9, new Uint8Array(values.buffer));
  return message(5, ...dims.map((size) => whole(1, size)), whole(2, float), text(8, name), raw);
}

/** @param {number} field @param {string} name @param {number} width */
function value(field, name, width) {
  const shape = message(2, message(1, whole(1, 1)), message(1, whole(1, width)));
  return message(field, text(1, name), message(2, message(1, whole(1, float), shape)));
}

/** @param {string} type @param {string[]} inputs @param {string} output */
const operation = (type, inputs, output) =>
  message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(4, type));

/** @param {number[]} sizes */
function denseModel(sizes) {
  const nodes = [];
  const tensors = [];
  let from = 'x0';
  for (let layer = 1; layer < sizes.length; layer++) {
    const [inputs, units] = [sizes[layer - 1] ?? 1, sizes[layer] ?? 1];
    tensors.push(tensor(`w${layer}`, [inputs, units]), tensor(`b${layer}`, [units]));
    nodes.push(operation('Gemm', [from, `w${layer}`, `b${layer}`], `z${layer}`));
    from = `z${layer}`;
    if (layer === sizes.length - 1) break;
    nodes.push(operation('Relu', [from], `x${layer}`));
    from = `x${layer}`;
  }
  const graph = message(
    7,
    ...nodes,
    text(2, 'dense'),
    ...tensors,
    value(11, 'x0', sizes[0] ?? 1),
    value(12, from, sizes.at(-1) ?? 1),
  );
  const opset = message(8, whole(2, 13));
  return Buffer.concat([whole(1, 8), graph, opset]);
}
