import { describe, expect, it } from 'vitest';
import { graphOf, node, planOf, settings } from '../../testing/networks';
import { createWasmBackend } from './backend';
import { layOut } from './layout';
import { formatPlanMemory, planMemory } from './planMemory';
import { trialProgram } from './trialProgram';

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
  const loss = sizes.at(-1) === 1 ? 'meanSquaredError' : 'categoricalCrossEntropy';
  nodes.push(node('loss', 'loss', { function: loss, fromLogits: true }));
  const wires = chain.slice(1).map((to, index) => `${chain[index]} > ${to}`);
  const widths = { x: sizes[0]!, y: sizes.at(-1)! };
  const graph = graphOf(nodes, [...wires, `${chain.at(-1)} > loss.prediction`, 'y > loss.target']);
  return planOf(graph, widths, settings({ optimizer: { kind: 'adam' } }));
}

describe('memory of the fast engine', () => {
  // The networks of the bench.
  it.each([
    { sizes: [2, 8, 8, 1], batchSize: 10 },
    { sizes: [2, 8, 8, 2], batchSize: 32 },
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

  it('loses a few vectors between regions, and a panel of transposed weights, for the smallest networks', () => {
    for (const batchSize of [1, 4, 32, 100]) {
      const { needed, used } = planMemory(layers([2, 4, 1]), batchSize);
      expect(used - needed).toBeLessThan(6 * 16);
      const deeper = planMemory(layers([2, 8, 8, 1]), batchSize);
      expect(deeper.used - deeper.needed).toBeLessThan(6 * 16 + 8 * 8 * 4);
    }
  });

  it('leaves nothing out: arena, what is beside it and the rows of data are the whole memory', () => {
    for (const sizes of [
      [2, 4, 1],
      [64, 64, 32, 10],
    ]) {
      const plan = layers(sizes);
      const { used, beside, parts } = planMemory(plan, 16);
      const { bytes } = layOut({
        plan,
        data: new Map(),
        batchSize: 16,
        firstFreeByte: parts.constants,
        programBytes: trialProgram(plan, ['x', 'y'], 16, null).byteLength,
        threads: 1,
      });
      // The constants end where the first vector begins; a line of the cache is left at the end.
      expect(used + beside).toBeGreaterThan(bytes - 64 - 16);
      expect(used + beside).toBeLessThanOrEqual(bytes - 64);
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
    const { data: _, ...laidOut } = memory;
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
