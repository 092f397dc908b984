import { describe, expect, it } from 'vitest';
import type { Run } from '../../train/run';
import type { Parameters } from '../../train/schema';
import { largestAt, numbersOf, openSample, outputsOf, readSample, type Sample, trainTo } from '../samples';
import { expectClose } from './expectClose';

const strength = 1e-3;

/** The page prints the loss with its penalty, ½ · strength · Σw². Trains up to the step and makes it. */
function printedLoss(run: Run, step: number): number {
  trainTo(run, step);
  const penalty = 0.5 * strength * sumOfSquares(run.trainer.parameters());
  return trainTo(run, step + 1) + penalty;
}

function sumOfSquares(parameters: Parameters): number {
  const weights = Object.values(parameters).flatMap((node) => node.weights!.flat());
  return weights.reduce((sum, weight) => sum + weight * weight, 0);
}

function rightRows(sample: Sample, parameters: Parameters): boolean[] {
  const arms = numbersOf(sample, 'arm');
  return outputsOf(sample, 'scores', parameters).map((scores, row) => largestAt(scores) === arms[row]);
}

const countRight = (sample: Sample, parameters: Parameters) =>
  rightRows(sample, parameters).filter(Boolean).length;

/** Hidden units that no row wakes. */
function deadUnits(sample: Sample, parameters: Parameters): number {
  const rows = outputsOf(sample, 'relu', parameters);
  return rows[0]!.filter((_, unit) => rows.every((row) => row[unit] === 0)).length;
}

describe('CS231n, data of the spiral', () => {
  it('is the page’s', () => {
    const sample = readSample('cs231n-spiral');
    const [x, y] = [numbersOf(sample, 'x'), numbersOf(sample, 'y')];
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expectClose([x[1]!, y[1]!], [0.0012135812756681984, 0.010027842517114817], 1e-15);
    expectClose([x[299]!, y[299]!], [-0.47270638487404987, 0.881219991658897], 1e-15);
    expectClose([sum(x), sum(y)], [-3.8273276258, -5.7884999231], 1e-10);
    expectClose([sum([...x, ...y].map(Math.abs))], [193.5876581409], 1e-10);
  });
});

describe('CS231n, spiral with straight borders', () => {
  const sample = readSample('cs231n-spiral-softmax');

  it('prints the page’s twenty losses and ends at 49 %', () => {
    const run = openSample(sample);
    const losses = Array.from({ length: 20 }, (_, index) => printedLoss(run, 10 * index));
    expect(losses.map((loss) => loss.toFixed(6))).toEqual([
      '1.096956',
      '0.917265',
      '0.851503',
      '0.822336',
      '0.807586',
      '0.799448',
      '0.794681',
      '0.791764',
      '0.789920',
      '0.788726',
      '0.787938',
      '0.787409',
      '0.787049',
      '0.786803',
      '0.786633',
      '0.786514',
      '0.786431',
      '0.786373',
      '0.786331',
      '0.786302',
    ]);
    const computed = [0, 1, 5, 10, 15, 19].map((index) => losses[index]!);
    const expected = [
      1.0969562028656603, 0.9172645662817168, 0.7994483513, 0.7879375592, 0.7865140462, 0.7863022139,
    ];
    expectClose(computed, expected, 1e-9);
    trainTo(run, 200);
    const parameters = run.trainer.parameters();
    expectClose(
      parameters.scores!.weights!.flat(),
      [1.0306665735, 1.1003684698, -2.1383090334, -2.3320492549, 2.713652134, -0.3933045776],
      1e-9,
    );
    expectClose(parameters.scores!.bias! as number[], [-0.0157062726, -0.0449853937, 0.0606916663], 1e-9);
    const right = rightRows(sample, parameters);
    const ofArm = (arm: number) => right.slice(100 * arm, 100 * arm + 100).filter(Boolean).length;
    expect([0, 1, 2].map(ofArm)).toEqual([46, 54, 48]);
    expectClose([printedLoss(run, 200)], [0.7862814762], 1e-9);
  });
});

describe('CS231n, spiral with a hidden layer', () => {
  it('prints the page’s ten losses and ends at 98 %', { timeout: 60_000 }, () => {
    const sample = readSample('cs231n-spiral');
    const run = openSample(sample);
    const early = [1, 10, 100].map((step) => printedLoss(run, step));
    expectClose(early, [1.0984613794, 1.0946990338, 0.7193493141], 1e-9);
    const steps = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000];
    const losses = steps.map((step) => printedLoss(run, step));
    const published = [0.294946, 0.259301, 0.24831, 0.24617, 0.245649, 0.245491, 0.2454, 0.245335, 0.245292];
    // The order in which sums are taken begins to show after step 6,000.
    expectClose(losses.slice(0, 6), published.slice(0, 6), 1e-6);
    expectClose(losses.slice(6), published.slice(6), 1e-5);
    trainTo(run, 10_000);
    const parameters = run.trainer.parameters();
    expect(countRight(sample, parameters)).toBe(294);
    expect(deadUnits(sample, parameters)).toBe(5);
    expectClose([printedLoss(run, 10_000)], [0.2452586894], 1e-5);
  });

  it('has the first loss of the page', () => {
    expectClose([printedLoss(openSample(readSample('cs231n-spiral')), 0)], [1.0987440399426955], 1e-12);
  });
});

describe('CS231n, dead units', () => {
  const sample = readSample('cs231n-dead-units');
  const withRate = (learningRate: number) =>
    openSample(sample, { optimizer: { kind: 'sgd', learningRate, momentum: 0, nesterov: false } });

  it.each([
    [1, 280, 5],
    [5, 134, 99],
    [10, 100, 100],
    [20, 100, 100],
  ])('at a learning rate of %d has %d of 300 rows right and %d of 100 units dead', (rate, right, dead) => {
    const run = withRate(rate);
    trainTo(run, 1001);
    const parameters = run.trainer.parameters();
    expect(countRight(sample, parameters)).toBe(right);
    expect(deadUnits(sample, parameters)).toBe(dead);
  });

  it('stays finite at a learning rate of 50, where the page’s own code gets NaN', () => {
    const run = withRate(50);
    trainTo(run, 4);
    const parameters = run.trainer.parameters();
    const scores = outputsOf(sample, 'scores', parameters).flat();
    // e^710 overflows; the page takes it of the scores as they are, we take the row's largest score off first.
    expect(Math.max(...scores)).toBeGreaterThan(710);
    trainTo(run, 101);
    expect(deadUnits(sample, run.trainer.parameters())).toBe(100);
    expect(countRight(sample, run.trainer.parameters())).toBe(100);
  });

  it('is the sample’s own run at 5', () => {
    expect(sample.project.training.optimizer.learningRate).toBe(5);
    expect(sample.project.training.epochs).toBe(1001);
  });
});
