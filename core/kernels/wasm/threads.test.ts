import { afterAll, describe, expect, it } from 'vitest';
import { Draws, Pcg32 } from '../../data/random';
import { graphOf, node, planOf, settings } from '../../testing/networks';
import { nodeThreads } from '../../testing/nodeThreads';
import { initializeParameters } from '../../train/initialize';
import { createWasmBackend, type WasmBackend } from './backend';
import type { ThreadHost } from './threads';

const hosts = [1, 3].map(nodeThreads);
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.close()));
});

/** Wide enough that all products, and the update, are shared; with a last short batch, dropout, and odd sizes. */
function open(host: ThreadHost | null): { backend: WasmBackend; order: Uint32Array } {
  const graph = graphOf(
    [
      node('x', 'input'),
      node('y', 'target'),
      node('a', 'dense', { units: 301 }),
      node('f', 'activation', { function: 'relu' }),
      node('drop', 'dropout', { rate: 0.2 }),
      node('b', 'dense', { units: 203 }),
      node('g', 'activation', { function: 'tanh' }),
      node('c', 'dense', { units: 7 }),
      node('loss', 'loss', { function: 'categoricalCrossEntropy', fromLogits: true }),
    ],
    ['x > a', 'a > f', 'f > drop', 'drop > b', 'b > g', 'g > c', 'c > loss.prediction', 'y > loss.target'],
  );
  const training = settings({ optimizer: { kind: 'adam' }, batchSize: 64 });
  const plan = planOf(graph, { x: 101, y: 7 }, training);
  const rows = 150;
  const draws = new Draws(new Pcg32(8, 8));
  const x = Float64Array.from({ length: rows * 101 }, () => draws.normal());
  const y = Float64Array.from({ length: rows * 7 }, (_, i) => Number(i % 7 === Math.floor(i / 7) % 7));
  const data = new Map([
    ['x', { rows, columns: 101, values: x }],
    ['y', { rows, columns: 7, values: y }],
  ]);
  const backend = createWasmBackend(plan, { data, batchSize: 64, seed: 1, accuracy: null }, host);
  backend.writeParameters(initializeParameters(plan, training));
  return { backend, order: Uint32Array.from({ length: rows }, (_, row) => (row * 37) % rows) };
}

const rates = new Float64Array(3).fill(0.001);

/** Three epochs, the numbers of which must not depend on who was there. */
function train({ backend, order }: ReturnType<typeof open>): number[] {
  return [0, 3, 6].flatMap((step) => [...backend.train(order, 0, 64, step, rates).losses]);
}

/** Trains elsewhere until all threads of the host are on hand. */
async function joined(host: ThreadHost, opened: ReturnType<typeof open>): Promise<void> {
  const { backend, order } = opened;
  const parameters = backend.readParameters();
  const state = backend.readOptimizerState();
  while (backend.threadsUsed() < host.count + 1) {
    backend.train(order, 0, 64, 0, rates.subarray(0, 1));
    await new Promise((resume) => setImmediate(resume));
  }
  backend.writeParameters(parameters);
  backend.writeOptimizerState(state);
}

describe('threads', () => {
  const alone = open(null);
  const losses = train(alone);
  const evaluation = alone.backend.evaluate(alone.order);

  it.each(hosts.map((host) => [host.count + 1, host] as const))(
    '%i give the same bits as one',
    async (count, host) => {
      const opened = open(host);
      await joined(host, opened);
      expect(train(opened)).toEqual(losses);
      expect(opened.backend.threadsUsed()).toBe(count);
      expect(opened.backend.readParameters()).toEqual(alone.backend.readParameters());
      expect(opened.backend.readOptimizerState()).toEqual(alone.backend.readOptimizerState());
      expect(opened.backend.evaluate(opened.order)).toEqual(evaluation);
    },
  );

  it('that come during a job take part in the rest of it', async () => {
    const [host] = hosts;
    for (let steps = 100; ; steps *= 2) {
      const { backend, order } = open(host!);
      const long = Uint32Array.from({ length: steps * 64 }, (_, i) => order[i % order.length]!);
      expect(backend.threadsPresent()).toBe(1);
      backend.train(long, 0, 64, 0, new Float64Array(steps).fill(0.001));
      const used = backend.threadsUsed();
      const parameters = backend.readParameters();
      while (backend.threadsPresent() > 1) await new Promise((resume) => setTimeout(resume, 20));
      if (used === 1) continue;
      const single = open(null).backend;
      single.train(long, 0, 64, 0, new Float64Array(steps).fill(0.001));
      expect(parameters).toEqual(single.readParameters());
      return;
    }
  });

  it('come back after they have left', async () => {
    const [host] = hosts;
    const opened = open(host!);
    await joined(host!, opened);
    train(opened);
    while (opened.backend.threadsPresent() > 1) await new Promise((resume) => setTimeout(resume, 20));
    await joined(host!, opened);
    expect(opened.backend.threadsUsed()).toBe(2);
  });

  it('are not asked for by a network too small to share', () => {
    const graph = graphOf(
      [node('x', 'input'), node('y', 'target'), node('d', 'dense', { units: 3 }), node('loss', 'loss')],
      ['x > d', 'd > loss.prediction', 'y > loss.target'],
    );
    const plan = planOf(graph, { x: 2, y: 3 });
    const data = new Map([
      ['x', { rows: 2, columns: 2, values: new Float64Array(4) }],
      ['y', { rows: 2, columns: 3, values: new Float64Array(6) }],
    ]);
    const invite = () => expect.unreachable();
    const backend = createWasmBackend(
      plan,
      { data, batchSize: 2, seed: 1, accuracy: null },
      { count: 1, invite },
    );
    backend.train(Uint32Array.of(0, 1), 0, 2, 0, Float64Array.of(0.1));
    expect(backend.threadsUsed()).toBe(1);
  });
});
