import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import { cellTexts } from '../../data/table';
import { dataWidths } from '../../data/widths';
import { backendOf, graphOf, matrix, node, planOf } from '../networks';
import { openSample, readSample, trainTo } from '../samples';
import { expectClose } from './expectClose';

// What the network reaches on ten thousand digits is measured by scripts/digits.mjs.
describe('Harley, digits of 28 × 28', () => {
  const sample = readSample('harley-digits');

  it('has 266,610 parameters in 784-300-100-10', () => {
    const { graph, dataset, training } = sample.project;
    const { parameterCounts } = compile(graph, dataWidths(graph, dataset), training);
    expect([...parameterCounts.values()].reduce((sum, count) => sum + count, 0)).toBe(266_610);
  });

  it('reads pixels from −0.1 to 1.175, two hundred of each digit', () => {
    const pixels = sample.table.columns.slice(0, 784).flatMap((column) => cellTexts(column).map(Number));
    expect(pixels.reduce((least, value) => Math.min(least, value), 1)).toBe(-0.1);
    expect(pixels.reduce((most, value) => Math.max(most, value), 0)).toBe(1.175);
    const digits = cellTexts(sample.table.columns.find(({ name }) => name === 'digit')!);
    for (const digit of '0123456789') expect(digits.filter((each) => each === digit)).toHaveLength(200);
  });

  it('squashes by 1.7159 · tanh(2x / 3)', () => {
    const nodes = [
      node('in', 'input'),
      node('squash', 'activation', { function: 'scaledTanh' }),
      node('out', 'dense', { units: 1 }),
      node('y', 'target'),
      node('loss', 'loss'),
    ];
    const graph = graphOf(nodes, ['in > squash', 'squash > out', 'out > loss.prediction', 'y > loss.target']);
    const plan = planOf(graph, { in: 1, y: 1 });
    const rows = matrix([[1], [0.5], [2]]);
    const backend = backendOf(plan, { in: rows, y: rows }, 3);
    const { buffer } = plan.outputs.find(({ nodeId }) => nodeId === 'squash')!;
    const computed = backend.compute(Uint32Array.of(0, 1, 2), buffer);
    // His figures are of 0.666667 · x.
    expectClose(computed, [0.9999976336286236, 0.5516839627516279, 1.4929390833551441], 5e-7);
  });

  it('learns its 2,000 digits, and nine of ten that it never saw', () => {
    const run = openSample(sample, { backend: 'wasm' });
    trainTo(run, sample.project.training.epochs * run.trainer.stepsPerEpoch);
    const { accuracy, validationAccuracy } = run.trainer.metrics();
    expect(accuracy).toBeGreaterThan(0.98);
    expect(validationAccuracy).toBeGreaterThan(0.92);
  });
});
