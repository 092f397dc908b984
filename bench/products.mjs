// The engine's product of matrices alone, and prediction of one row.
import { openBackend } from './peers/neuroloom.mjs';

/**
 * GFLOP/s of y[m, n] = x[m, k] · w[k, n] on one thread, packing included.
 * @param {typeof import('./core.ts')} engine
 * @param {{ m: number, k: number, n: number }} shape
 * @param {'plain' | 'fused'} arithmetic
 */
export function productOf(engine, { m, k, n }, arithmetic) {
  const memory = engine.createMemory(
    4 * (m * k + k * n + m * n) + engine.productScratch({ m, k, n }) + 65_536,
  );
  const kernels = engine.startKernels(memory, engine.kernelsModule(arithmetic));
  const x = 32_768;
  const w = x + 4 * m * k;
  const y = w + 4 * k * n;
  const scratch = y + 4 * m * n + 64;
  new Float32Array(memory.buffer, x, m * k + k * n).fill(0.01);
  const writer = new engine.ProgramWriter(1);
  const repeats = 10;
  for (let i = 0; i < repeats; i++)
    writer.addVariant(engine.Op.dense, engine.productKind({ m, k, n }), x, w, 0, y, m, k, n, scratch, 0);
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
 * Rows a second, one at a time.
 * @param {typeof import('./core.ts')} engine
 * @param {import('./networks.mjs').Network} network
 * @param {'plain' | 'fused'} arithmetic
 */
export function predictionOf(engine, network, arithmetic) {
  const { backend, plan, rows } = openBackend(engine, network, null, arithmetic);
  const output = plan.outputs.find(({ nodeId }) => nodeId === `d${network.sizes.length - 2}`);
  const buffers = [output?.buffer ?? 0];
  return {
    run(/** @type {number} */ milliseconds) {
      const start = performance.now();
      let done = 0;
      do {
        backend.inspect(done % rows, buffers);
        done++;
      } while (performance.now() - start < milliseconds);
      return (done * 1000) / (performance.now() - start);
    },
  };
}
