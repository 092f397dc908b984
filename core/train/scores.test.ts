import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accuracy, classScores, confusionMatrix, regressionScores, topAccuracy } from './scores';

// Expected figures are scikit-learn's for the same rows.
const actual = [0, 0, 1, 1, 1, 2];
const predicted = [0, 1, 1, 1, 0, 0];

describe('scores of classes', () => {
  const counts = confusionMatrix(actual, predicted, 3);

  it('confusion matrix', () => {
    expect(counts).toEqual([
      [1, 1, 0],
      [1, 2, 0],
      [1, 0, 0],
    ]);
    expect(accuracy(counts)).toBe(0.5);
    expect(accuracy([[0]])).toBeNull();
  });

  it('precision, recall and F1 of each class', () => {
    const [first, second, third] = classScores(counts);
    expect(first).toEqual({ support: 2, precision: 1 / 3, recall: 0.5, f1: 0.4 });
    expect(second!.f1).toBeCloseTo(2 / 3, 12);
    expect(third).toEqual({ support: 1, precision: null, recall: 0, f1: null });
  });

  it('top k grows with k up to 1, and top 1 is accuracy where no scores tie', () => {
    const rows = fc.array(fc.tuple(fc.nat(3), fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(rows, (drawn) => {
        const classes = drawn.map(([own]) => own);
        const scores = drawn.flatMap(([, values]) => values);
        const tops = [1, 2, 3, 4].map((k) => topAccuracy(classes, scores, 4, k)!);
        expect(tops).toEqual([...tops].sort((a, b) => a - b));
        expect(tops[3]).toBe(1);
        const best = drawn.map(([, values]) => values.indexOf(4));
        expect(tops[0]).toBe(accuracy(confusionMatrix(classes, best, 4)));
      }),
    );
  });
});

describe('scores of numbers', () => {
  it('errors and R²', () => {
    const scores = regressionScores([3, -0.5, 2, 7], [2.5, 0, 2, 8])!;
    expect(scores.meanAbsoluteError).toBe(0.5);
    expect(scores.rootMeanSquaredError).toBeCloseTo(Math.sqrt(0.375), 12);
    expect(scores.r2).toBeCloseTo(0.9486081370449679, 12);
    expect(regressionScores([1, 1], [1, 2])!.r2).toBeNull();
    expect(regressionScores([], [])).toBeNull();
  });
});
