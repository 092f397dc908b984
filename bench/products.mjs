// The engine's product of matrices alone, and prediction of one row.
import { createRequire } from 'node:module';
import { openBackend } from './peers/neuroloom.mjs';

/**
 * GFLOP/s of y[m, n] = x[m, k] · w[k, n] on one thread, packing included.
 * @param {typeof import('./core.ts')} engine
 * @param {{ m: number, k: number, n: number }} shape
 * @param {'plain' | 'fused'} arithmetic
 */
export function productOf(engine, { m, k, n }, arithmetic) {
  const memory = engine.createMemory(4 * (m * k + k * n + m * n) + engine.panelScratch({ m, k, n }) + 65_536);
  const kernels = engine.startKernels(memory, engine.kernelsModule(arithmetic));
  const x = 32_768;
  const w = x + 4 * m * k;
  const y = w + 4 * k * n;
  const scratch = y + 4 * m * n + 64;
  new Float32Array(memory.buffer, x, m * k + k * n).fill(0.01);
  const writer = new engine.ProgramWriter(1);
  const repeats = 10;
  for (let i = 0; i < repeats; i++)
    writer.addVariant(engine.Op.dense, engine.productKind({ m, k, n }), x, w, 0, y, m, k, n, scratch, 0, 0);
  new Int32Array(memory.buffer).set(writer.finish(), 16_384 / 4);
  return {
    run(/** @type {number} */ milliseconds) {
      const start = performance.now();
      let products = 0;
      do {
        kernels.forward(0, 0, 16_384, 0, 32_760);
        products += repeats;
      } while (performance.now() - start < milliseconds);
      return (2 * m * k * n * products) / ((performance.now() - start) * 1e6);
    },
  };
}

/**
 * Rows a second, one at a time, each of them copied in first.
 * @param {typeof import('./core.ts')} engine
 * @param {import('./networks.mjs').Network} network
 * @param {'plain' | 'fused'} arithmetic
 * @param {Float32Array[]} rows
 */
export function predictionOf(engine, network, arithmetic, rows) {
  const { backend, plan } = openBackend(engine, network, null, arithmetic);
  const output = plan.outputs.find(({ nodeId }) => nodeId === `d${network.sizes.length - 2}`);
  const buffers = [output?.buffer ?? 0];
  const given = rows.map(
    (values) => new Map([['x', { rows: 1, columns: values.length, values: Float64Array.from(values) }]]),
  );
  return {
    run(/** @type {number} */ milliseconds) {
      const start = performance.now();
      let done = 0;
      do {
        const row = given[done % given.length];
        if (row) backend.writeRows(0, row);
        backend.inspect(0, buffers);
        done++;
      } while (performance.now() - start < milliseconds);
      return (done * 1000) / (performance.now() - start);
    },
  };
}

/** Fifty digits as people wrote them, five of each: 784 pixels in 0…1, four in five of them 0. */
export function digitRows() {
  const load = createRequire(import.meta.url);
  return Array.from({ length: 50 }, (_, i) => {
    const { data } = load(`mnist/src/digits/${i % 10}.json`);
    return Float32Array.from(data.slice(784 * i, 784 * (i + 1)));
  });
}

/** As many rows of this width without a zero. @param {number} columns */
export function denseRows(columns) {
  return Array.from({ length: 50 }, (_, row) =>
    Float32Array.from({ length: columns }, (_, i) => 0.5 + Math.sin(row * 7 + i * 3) * 0.4),
  );
}
