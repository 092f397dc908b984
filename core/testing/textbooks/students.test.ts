import { describe, expect, it } from 'vitest';
import { predictTable } from '../../train/predictions';
import { openSample, outputsOf, readSample, type Sample, trainTo } from '../samples';
import { expectClose } from './expectClose';

const passOf = (sample: Sample, parameters: Parameters<typeof outputsOf>[2]) =>
  outputsOf(sample, 'softmax', parameters).map(([pass]) => pass!);

describe('Students', () => {
  const sample = readSample('students');

  it('measures its scaling on the five students who were graded', () => {
    const { prepared, plan } = openSample(sample);
    const { encoders, tableRows, parts } = prepared;
    expect([...tableRows]).toEqual([0, 1, 2, 3, 4]);
    expect(parts.train).toHaveLength(5);
    const [hours, marks] = encoders.map((encoder) => (encoder.type === 'number' ? encoder : null));
    expectClose([hours!.offset, hours!.scale], [23.6, 13.893883546366725], 1e-12);
    expectClose([marks!.offset, marks!.scale], [75.4, 13.001538370516007], 1e-12);
    expect(plan.buffers[plan.inputs[0]!.buffer]!.columns).toBe(2);
    expectClose(
      [(25 - hours!.offset) / hours!.scale, (70 - marks!.offset) / marks!.scale],
      [0.1007637638, -0.4153354662],
      1e-9,
    );
  });

  it('learns as computed, and lets the sixth student pass with 0.99967', () => {
    const run = openSample(sample);
    const losses = [1, 2, 11, 101, 1001].map((step) => trainTo(run, step));
    expectClose(losses, [0.7193048977, 0.6855239601, 0.6371097997, 0.3609932876, 0.01056936995], 1e-9);
    trainTo(run, 5000);
    const parameters = run.trainer.parameters();
    expectClose(
      passOf(sample, parameters),
      [0.9999862683, 0.0003910005, 0.997388163, 0.9999885024, 0.003420767, 0.9996685529],
      1e-9,
    );
    const { graph, dataset, training } = sample.project;
    const predicted = predictTable({ graph, dataset: dataset!, training, table: sample.table, parameters });
    if (!predicted.ok) throw new Error(predicted.problem.message);
    const [head] = predicted.predictions.heads;
    expect(head!.decoded).toEqual(['Pass', 'Fail', 'Pass', 'Pass', 'Fail', 'Pass']);
    expectClose([trainTo(run, 5001)], [0.001291638288], 1e-9);
  });

  it('lets the sixth student pass from other first weights too', () => {
    for (const seed of [2, 3, 4, 5, 6]) {
      const run = openSample(sample, { seed });
      trainTo(run, 5000);
      const passes = passOf(sample, run.trainer.parameters());
      expect(passes.map((pass) => pass > 0.5)).toEqual([true, false, true, true, false, true]);
      expect(passes[5]).toBeGreaterThan(0.999);
    }
  });

  it('never learns the table without scaling', () => {
    const { project, table } = sample;
    const columns = project.dataset!.columns.map((column) =>
      column.type === 'number' ? { ...column, scaling: 'none' as const } : column,
    );
    const raw = { project: { ...project, dataset: { ...project.dataset!, columns } }, table };
    const optimizer = { kind: 'sgd' as const, learningRate: 0.1, momentum: 0, nesterov: false };
    for (const seed of [1, 2, 3]) {
      const run = openSample(raw, { seed, optimizer });
      trainTo(run, 5000);
      expect(run.trainer.metrics().accuracy).toBeLessThan(1);
    }
  });
});

describe('Students, one step back', () => {
  it('goes from 0.4 and 0.6 to 0.8 and 0.2', () => {
    const sample = readSample('students-step');
    expectClose(outputsOf(sample, 'sigmoid').flat(), [0.5, 0.5], 0);
    expectClose(outputsOf(sample, 'softmax').flat(), [0.4, 0.6], 1e-12);
    const run = openSample(sample);
    trainTo(run, 1);
    expectClose(outputsOf(sample, 'softmax', run.trainer.parameters()).flat(), [0.8, 0.2], 1e-12);
  });
});
