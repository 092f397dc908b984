// This project's own engine.
import { rowsFor } from '../networks.mjs';

/**
 * @param {typeof import('../core.ts')} engine
 * @param {number} threads
 * @param {'plain' | 'fused'} [arithmetic] the host's where not given
 */
export function neuroloom(engine, threads, arithmetic) {
  const host = threads > 1 ? engine.nodeThreads(threads - 1) : null;
  return {
    name: `Neuroloom, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    close: () => host?.close(),
    /** @param {import('../networks.mjs').Network} network */
    open(network) {
      const { plan, backend, rows } = openBackend(engine, network, host, arithmetic);
      const { batch } = network;
      const order = Uint32Array.from({ length: rows }, (_, row) => row);
      const rates = new Float64Array(rows / batch).fill(network.optimizer.learningRate);
      let step = 0;
      return {
        plan,
        backend,
        run(/** @type {number} */ milliseconds) {
          const start = performance.now();
          let samples = 0;
          do {
            backend.train(order, 0, batch, step, rates);
            step += rates.length;
            samples += rows;
          } while (performance.now() - start < milliseconds);
          return (samples * 1000) / (performance.now() - start);
        },
      };
    },
  };
}

/**
 * @param {typeof import('../core.ts')} engine
 * @param {import('../networks.mjs').Network} network
 * @param {ReturnType<typeof engine.nodeThreads> | null} host
 * @param {'plain' | 'fused'} [arithmetic] the host's where not given
 */
export function openBackend(engine, network, host, arithmetic) {
  const { node, graphOf, planOf, settings, createWasmBackend, initializeParameters } = engine;
  const { sizes, activation, output, loss, optimizer, batch } = network;
  const nodes = [node('x', 'input'), node('y', 'target')];
  const wires = [];
  let last = 'x';
  sizes.slice(1).forEach((units, index) => {
    nodes.push(node(`d${index}`, 'dense', { units }));
    wires.push(`${last} > d${index}`);
    last = `d${index}`;
    const name = index < sizes.length - 2 ? activation : output;
    if (name === 'none') return;
    nodes.push(node(`a${index}`, 'activation', { function: name }));
    wires.push(`${last} > a${index}`);
    last = `a${index}`;
  });
  nodes.push(node('loss', 'loss', { function: loss, fromLogits: true }));
  wires.push(`${last} > loss.prediction`, 'y > loss.target');
  const { rows, x, y, features, outputs } = rowsFor(network);
  const training = settings({ optimizer, batchSize: batch });
  const plan = planOf(graphOf(nodes, wires), { x: features, y: outputs }, training);
  const data = new Map([
    ['x', { rows, columns: features, values: Float64Array.from(x) }],
    ['y', { rows, columns: outputs, values: Float64Array.from(y) }],
  ]);
  const backend = createWasmBackend(
    plan,
    { data, batchSize: batch, seed: 1, accuracy: null },
    host,
    arithmetic,
  );
  backend.writeParameters(initializeParameters(plan, training));
  return { plan, backend, rows };
}
