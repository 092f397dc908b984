import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/compile';
import { cellText } from '../../data/table';
import { dataWidths } from '../../data/widths';
import { classesRight, openSample, outputsOf, readSample, trainTo, withRows } from '../samples';
import { expectClose } from './expectClose';

/** Parameters in all, and by dense node. */
function parameterCounts(id: string): { total: number; byNode: Record<string, number> } {
  const { graph, dataset, training } = readSample(id).project;
  const { parameterCounts: counts } = compile(graph, dataWidths(graph, dataset), training);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { total, byNode: Object.fromEntries(counts) };
}

describe('CS231n, counting', () => {
  it('finds 20 weights and 6 biases in 3-4-2', () => {
    const { total, byNode } = parameterCounts('cs231n-3-4-2');
    expect(byNode).toEqual({ hidden: 3 * 4 + 4, out: 4 * 2 + 2 });
    expect(total).toBe(26);
  });

  it('finds 32 weights and 9 biases in 3-4-4-1', () => {
    const { total, byNode } = parameterCounts('cs231n-3-4-4-1');
    expect(byNode).toEqual({ hidden1: 3 * 4 + 4, hidden2: 4 * 4 + 4, out: 4 * 1 + 1 });
    expect(total).toBe(41);
  });

  it.each(['cs231n-3-4-2', 'cs231n-3-4-4-1'])('%s learns its logic', (id) => {
    const run = openSample(readSample(id));
    trainTo(run, run.trainer.stepsPerEpoch * readSample(id).project.training.epochs);
    expect(run.trainer.metrics().accuracy).toBe(1);
    expect(run.trainer.metrics().loss).toBeLessThan(0.001);
  });
});

describe('CS231n, how large and how free', () => {
  const pointsRight = (id: string, branches: readonly string[]) => {
    const sample = readSample(id);
    const run = openSample(sample);
    trainTo(run, sample.project.training.epochs);
    const parameters = run.trainer.parameters();
    return branches.map((branch) => classesRight(sample, `${branch}-softmax`, 'color', parameters));
  };

  it('needs twenty hidden neurons for all 32 points', () => {
    const [three, six, twenty] = pointsRight('cs231n-hidden-sizes', ['h3', 'h6', 'h20']);
    expect(three).toBeGreaterThanOrEqual(25);
    expect(three).toBeLessThanOrEqual(28);
    expect(six).toBeGreaterThanOrEqual(28);
    expect(six).toBeLessThanOrEqual(30);
    expect(twenty).toBe(32);
  });

  it('fits fewer of them the stronger the penalty', () => {
    const [weak, middling, strong] = pointsRight('cs231n-regularization', ['r1', 'r2', 'r3']);
    expect(weak).toBe(32);
    expect(middling).toBeGreaterThanOrEqual(27);
    expect(middling).toBeLessThanOrEqual(28);
    expect(strong).toBe(22);
  });
});

describe('ConvNetJS, thirteen points', () => {
  const sample = readSample('convnetjs-simple');

  it('has 38 parameters and all points right after 1,000 epochs', () => {
    expect(parameterCounts('convnetjs-simple').total).toBe(38);
    const run = openSample(sample);
    trainTo(run, 1000 * run.trainer.stepsPerEpoch);
    expect(run.trainer.metrics().accuracy).toBe(1);
  });

  it.each([1, 2, 3, 4])('goes on from batch to batch as the demo does, with seed %d', (seed) => {
    // A batch of the demo runs over the end of the table: ten tables on end are thirteen batches.
    const rows = Array.from({ length: sample.table.rowCount }, (_, row) =>
      sample.table.columns.map((column) => cellText(column, row)),
    );
    const ten = withRows(sample, Array.from({ length: 10 }, () => rows).flat());
    const run = openSample(ten, { seed });
    trainTo(run, 1300);
    expect(classesRight(sample, 'softmax', 'class', run.trainer.parameters())).toBe(13);
    expect(run.trainer.metrics().loss).toBeLessThan(0.08);
    trainTo(run, 13_000);
    expect(run.trainer.metrics().loss).toBeGreaterThan(0.002);
    expect(run.trainer.metrics().loss).toBeLessThan(0.0035);
  });

  it('tells the disc from the ring', () => {
    const circle = readSample('convnetjs-circle');
    const run = openSample(circle);
    trainTo(run, 1000 * run.trainer.stepsPerEpoch);
    expect(run.trainer.metrics().accuracy).toBe(1);
    const probabilities = outputsOf(circle, 'softmax', run.trainer.parameters());
    expectClose(
      probabilities.map(([ring, disc]) => ring! + disc!),
      probabilities.map(() => 1),
      1e-12,
    );
  });
});
