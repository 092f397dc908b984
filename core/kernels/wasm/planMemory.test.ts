import { describe, expect, it } from 'vitest';
import { graphOf, node, planOf, settings } from '../../testing/networks';
import { createWasmBackend } from './backend';
import { formatPlanMemory, planMemory } from './planMemory';

/** Dense layers with relu between them, trained by Adam. */
function layers(sizes: readonly number[]) {
  const nodes = [node('x', 'input'), node('y', 'target')];
  const chain = ['x'];
  sizes.slice(1).forEach((units, index) => {
    nodes.push(node(`d${index}`, 'dense', { units }));
    chain.push(`d${index}`);
    if (index === sizes.length - 2) return;
    nodes.push(node(`a${index}`, 'activation', { function: 'relu' }));
    chain.push(`a${index}`);
  });
  nodes.push(node('loss', 'loss', { function: 'categoricalCrossEntropy', fromLogits: true }));
  const wires = chain.slice(1).map((to, index) => `${chain[index]} > ${to}`);
  const widths = { x: sizes[0]!, y: sizes.at(-1)! };
  const graph = graphOf(nodes, [...wires, `${chain.at(-1)} > loss.prediction`, 'y > loss.target']);
  return planOf(graph, widths, settings({ optimizer: { kind: 'adam' } }));
}

describe('memory of the fast engine', () => {
  // The networks of the bench.
  it.each([
    { sizes: [64, 64, 32, 10], batchSize: 32 },
    { sizes: [784, 300, 100, 10], batchSize: 64 },
    { sizes: [784, 300, 100, 10], batchSize: 256 },
    { sizes: [3072, 1024, 1024, 10], batchSize: 128 },
  ])(
    'is parameters × (2 + state) + live activations within 10 %: $sizes, $batchSize',
    ({ sizes, batchSize }) => {
      const { needed, used } = planMemory(layers(sizes), batchSize);
      expect(used).toBeGreaterThanOrEqual(needed);
      expect(used / needed).toBeLessThan(1.1);
    },
  );

  it('has at most 12 KB more for a tiny network, whatever its batch', () => {
    for (const batchSize of [1, 4, 32, 100]) {
      const { needed, used } = planMemory(layers([2, 8, 8, 2]), batchSize);
      expect(used - needed).toBeLessThan(12 * 1024);
    }
  });

  it('is what the backend lays out', () => {
    const plan = layers([20, 30, 3]);
    const rows = 50;
    const data = new Map([
      ['x', { rows, columns: 20, values: new Float64Array(20 * rows) }],
      ['y', { rows, columns: 3, values: new Float64Array(3 * rows) }],
    ]);
    const { memory } = createWasmBackend(plan, { data, batchSize: 16, seed: 1, accuracy: null });
    const { parts } = planMemory(plan, 16);
    const { data: _, exchange: __, ...laidOut } = memory;
    expect(parts).toMatchObject(laidOut);
  });

  it('is printed beside the formula', () => {
    const plan = layers([784, 300, 100, 10]);
    const text = formatPlanMemory(plan, 64);
    const { used, needed } = planMemory(plan, 64);
    expect(text).toContain(`${used.toLocaleString('en-US')}  = ${(used / needed).toFixed(3)} × the formula`);
    expect(text).toContain(`${needed.toLocaleString('en-US')}  = parameters × (2 + 2) + live activations`);
  });
});
