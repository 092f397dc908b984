import { describe, expect, it } from 'vitest';
import { openSample, outputsOf, readSample, trainTo, withRows } from '../samples';
import { expectClose } from './expectClose';

describe('Mind, one step by hand', () => {
  const sample = readSample('mind-step');
  const first = <T>(values: readonly T[]): T => values[0]!;

  it('shows the sums and results of the page on the row 1, 1', () => {
    expectClose(first(outputsOf(sample, 'hidden')), [1, 1.3, 0.8], 1e-12);
    expectClose(
      first(outputsOf(sample, 'hiddenResult')),
      [0.73105857863, 0.78583498304, 0.68997448112],
      1e-11,
    );
    // The page adds up 0.73, 0.79 and 0.69 and gets 1.235; without rounding on the way it is this.
    expectClose(first(outputsOf(sample, 'output')), [1.233212098125132], 1e-12);
    expectClose(first(outputsOf(sample, 'result')), [0.7743802720529458], 1e-12);
  });

  it('steps down the true gradient, old weights throughout', () => {
    const run = openSample(sample);
    expect(trainTo(run, 1)).toBeCloseTo(0.7743802720529458 ** 2 / 2, 12);
    const { hidden, output } = run.trainer.parameters();
    expectClose(output!.weights!.flat(), [0.2010905448, 0.3936795048, 0.8066490675], 1e-9);
    expectClose(
      hidden!.weights!.flat(),
      [0.7920197452, 0.3886149347, 0.2739529458, 0.1920197452, 0.8886149347, 0.4739529458],
      1e-9,
    );
    expectClose(first(outputsOf(sample, 'result', run.trainer.parameters())), [0.7313956215958842], 1e-12);
  });

  it('is not what the page prints, which divides where the gradient multiplies', () => {
    const results = first(outputsOf(sample, 'hiddenResult'));
    const delta = -0.13439890643886018;
    // In the engine, the printed weights give the other figure that the sample names.
    const printed = {
      hidden: {
        weights: [
          [0.712, 0.3548, 0.2681],
          [0.112, 0.8548, 0.4681],
        ],
      },
      output: { weights: [[0.1162], [0.329], [0.708]] },
    };
    expectClose(first(outputsOf(sample, 'result', printed)), [0.6927267642358952], 1e-12);
    const divided = [0.3, 0.5, 0.9].map((weight, index) => weight + delta / results[index]!);
    expectClose(divided, [0.1162, 0.329, 0.7052], 1e-4);
    const named = ['0.7314', '0.6927'];
    for (const figure of named) expect(sample.project.summary).toContain(figure);
  });

  it('learns XOR from these weights when it is shown all four rows', () => {
    const all = withRows(sample, [
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ]);
    const run = openSample(all, { batchSize: 4 });
    trainTo(run, 10_000);
    expectClose(outputsOf(all, 'result', run.trainer.parameters()).flat(), [0, 1, 1, 0], 0.05);
  });
});

describe('Mind, XOR as published', () => {
  const sample = readSample('mind-xor');

  it('gives what its trained weights give', () => {
    expectClose(
      outputsOf(sample, 'result').flat(),
      [0, 0.9942462088944214, 0.9942550539685142, -0.18204827092660894],
      1e-12,
    );
  });

  it('comes closer when it trains on', () => {
    const run = openSample(sample);
    const first = trainTo(run, 1);
    expect(trainTo(run, sample.project.training.epochs)).toBeLessThan(first);
    const last = outputsOf(sample, 'result', run.trainer.parameters()).flat()[3]!;
    expect(Math.abs(last)).toBeLessThan(0.18204827092660894);
  });
});

describe('Mind, three letters', () => {
  const sample = readSample('mind-letters');
  const values = (seed: number) => {
    const run = openSample(sample, { seed });
    expect(run.prepared.parts.train).toHaveLength(3);
    trainTo(run, 10_000);
    return outputsOf(sample, 'result', run.trainer.parameters()).flat();
  };

  it('reads a C with one pixel wrong as about 0.5', () => {
    const [a, b, c, damaged] = values(sample.project.training.seed);
    expectClose([a!, b!, c!], [0.1, 0.3, 0.5], 1e-3);
    expect(damaged).toBeGreaterThan(0.45);
    expect(damaged).toBeLessThan(0.55);
  });

  it('reads it so from other first weights too', () => {
    for (const seed of [2, 3, 4, 5]) {
      const damaged = values(seed)[3]!;
      expect(damaged).toBeGreaterThanOrEqual(0.3651);
      expect(damaged).toBeLessThanOrEqual(0.5674);
    }
  });
});

describe('Welch Labs, a test score', () => {
  it('falls as NumPy computed it, to the last point', () => {
    const sample = readSample('welch-test-score');
    const run = openSample(sample);
    const losses = [1, 2, 101, 1001].map((step) => trainTo(run, step));
    expectClose(losses, [0.05214963371, 0.01306402421, 0.003396153797, 0.001181119935], 1e-11);
    trainTo(run, 10_000);
    const answers = outputsOf(sample, 'result', run.trainer.parameters()).flat();
    expectClose(answers, [0.7499846731, 0.8205769766, 0.9289366791], 1e-9);
    expect(trainTo(run, 10_001)).toBeCloseTo(7.318941486e-7, 12);
  });

  it('has the columns divided by 10 hours, 5 hours and 100 points', () => {
    const raw = [
      [3, 5, 75],
      [5, 1, 82],
      [10, 2, 93],
    ];
    const scaled = withRows(
      readSample('welch-test-score'),
      raw.map(([sleep, study, score]) => [sleep! / 10, study! / 5, score! / 100]),
    );
    expect(scaled.table).toEqual(readSample('welch-test-score').table);
  });
});
