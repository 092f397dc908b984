import { describe, expect, it } from 'vitest';
import {
  meanAbsoluteError,
  numbersOf,
  openSample,
  outputsOf,
  readSample,
  type Sample,
  trainTo,
  withRows,
} from '../samples';
import { expectClose } from './expectClose';

const curve = (x: number) => 0.2 + 0.4 * x * x + 0.3 * x * Math.sin(15 * x) + 0.05 * Math.cos(50 * x);
const logit = (p: number) => Math.log(p / (1 - p));

describe('Nielsen, five bumps', () => {
  const sample = readSample('nielsen-bumps');
  const wanted = numbersOf(sample, 'wanted sum');

  /** The game's score: with the steps as they are and these heights. */
  function score(heights: readonly number[]): number {
    const { parameters } = sample.project;
    const sum = { weights: heights.flatMap((height) => [[height], [-height]]) };
    return meanAbsoluteError(outputsOf(sample, 'sum', { ...parameters, sum }).flat(), wanted);
  }

  /** What each bump has to meet: twenty points. */
  const bins = [0, 1, 2, 3, 4].map((bin) => wanted.slice(20 * bin, 20 * bin + 20));
  const median = (values: number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return (sorted[9]! + sorted[10]!) / 2;
  };
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('is a success with its heights: 0.3734, which is the loss that training shows first', () => {
    expectClose([score([-1.2, -1.4, -0.3, -1.0, 1.1])], [0.3733504922], 1e-9);
    expectClose([trainTo(openSample(sample), 1)], [0.3733504922], 1e-9);
  });

  it('cannot be better than with the medians, and training gets there', () => {
    const medians = bins.map(median);
    expectClose(medians, [-1.2427507151, -1.4230551646, -0.3411563066, -0.9826564833, 1.1425115024], 1e-9);
    expectClose([score(medians)], [0.3717303799], 1e-9);
    const run = openSample(sample);
    expectClose([trainTo(run, sample.project.training.epochs)], [0.3717303799], 1e-6);
  });

  it('scores other heights as the page does', () => {
    const middles = [0.1, 0.3, 0.5, 0.7, 0.9].map((x) => logit(curve(x)));
    expectClose(middles, [-1.1087287818, -2.0903540893, -0.0389643805, -1.6136730721, 1.1930599921], 1e-9);
    expectClose([score(middles)], [0.5131844841], 1e-9);
    expectClose([score(bins.map(mean))], [0.3914311312], 1e-9);
    expectClose([score([-1.3, -1.8, -0.5, -0.9, 0.3])], [0.4426468673], 1e-9);
    expectClose([score([0, 0, 0, 0, 0])], [1.055260211], 1e-9);
  });

  it('follows the curve of the chapter', () => {
    expectClose([0, 0.5, 1].map(curve), [0.25, 0.4902601371, 0.8433346535], 1e-9);
    const places = numbersOf(sample, 'x');
    expect(places).toHaveLength(100);
    expectClose(
      wanted,
      places.map((x) => logit(curve(x))),
      1e-12,
    );
  });
});

describe('Nielsen, bumps of sigmoids', () => {
  const dense = (sample: Sample) =>
    withRows(
      sample,
      Array.from({ length: 10_000 }, (_, i) => (i + 0.5) / 10_000).map((x) => [x, curve(x), logit(curve(x))]),
    );

  /** Mean of |sum − logit| and of |output − curve|, and the largest of the latter. */
  function deviations(sample: Sample): number[] {
    const output = outputsOf(sample, 'output').flat();
    const target = numbersOf(sample, 'curve');
    const ofSum = meanAbsoluteError(outputsOf(sample, 'sum').flat(), numbersOf(sample, 'wanted sum'));
    const largest = output.reduce((most, value, row) => Math.max(most, Math.abs(value - target[row]!)), 0);
    return [ofSum, meanAbsoluteError(output, target), largest];
  }

  it('deviates with five bumps as computed', () => {
    const sample = readSample('nielsen-sigmoid-bumps');
    expectClose(deviations(dense(sample)), [0.495979069689, 0.092013389532, 0.460361797551], 1e-11);
  });

  it('deviates with a hundred bumps as computed', () => {
    const sample = readSample('nielsen-hundred-bumps');
    expectClose(deviations(dense(sample)), [0.014644983402, 0.002679476513, 0.134685615485], 1e-11);
  });

  it.each(['nielsen-sigmoid-bumps', 'nielsen-hundred-bumps'])(
    'the loss %s shows first is the error of its output on its own rows',
    (id) => {
      const sample = readSample(id);
      const shown = trainTo(openSample(sample), 1);
      expectClose([shown], [deviations(sample)[1]!], 1e-12);
      expect(Math.abs(shown / deviations(dense(sample))[1]! - 1)).toBeLessThan(0.01);
    },
  );
});

describe('Nielsen, a neuron becomes a step', () => {
  const sample = readSample('nielsen-step');

  it('begins as the soft curve of w = 8, b = −4', () => {
    const places = numbersOf(sample, 'x');
    const values = outputsOf(sample, 'sigmoid').flat();
    const at = [0, 0.25, 0.5, 0.75, 1].map((x) => values[places.indexOf(x)]!);
    expectClose(at, [0.01798621, 0.119202922, 0.5, 0.880797078, 0.98201379], 1e-9);
  });

  it('steepens, and its middle stays at −b/w = 0.5', () => {
    const run = openSample(sample);
    trainTo(run, sample.project.training.epochs);
    const { weights, bias } = run.trainer.parameters().hidden!;
    const [w, b] = [weights!.flat()[0]!, (bias as number[])[0]!];
    expect(w).toBeGreaterThan(30);
    expectClose([-b / w], [0.5], 0.001);
  });
});

describe('Nielsen, a tower', () => {
  const sample = readSample('nielsen-tower');
  const places = withRows(sample, [
    [0.5, 0.5, 1],
    [0.5, 0.1, 0],
    [0.1, 0.1, 0],
  ]);

  it('stands on a plateau of almost nothing', () => {
    const expected = [0.9933071490757153, 0.006692850924284856, 3.059022269256247e-7];
    expectClose(outputsOf(places, 'output').flat(), expected, 1e-12);
    const inside = numbersOf(sample, 'inside');
    const answers = outputsOf(sample, 'output').flat();
    expect(answers.map((value) => Number(value > 0.5))).toEqual(inside);
  });

  it('is a hint of one with heights of 0.3', () => {
    const sum = { weights: [[0.3], [-0.3], [0.3], [-0.3]], bias: [-0.5] };
    const parameters = { ...sample.project.parameters, sum };
    expectClose(
      outputsOf(places, 'output', parameters).flat(),
      [0.5249791875, 0.4501660027, 0.3775406688],
      1e-9,
    );
  });
});
