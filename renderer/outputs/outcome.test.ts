import { describe, expect, it } from 'vitest';
import type { PredictionHead, RowPart } from '../../core/protocol';
import { confusion, numberPairs, outcomeOf, scores } from './outcome';

const parts: RowPart[] = ['train', 'train', 'validation', 'validation'];

const flowers: PredictionHead = {
  nodeId: 'p',
  columns: ['species'],
  outputNames: ['a', 'b', 'c'],
  values: Float64Array.from([0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.3, 0.4, 0.3, 0.5, 0.3, 0.2]),
  decoded: ['a', 'b', 'b', 'a'],
  actual: ['a', 'b', 'c', 'a'],
};

describe('classes', () => {
  const outcome = outcomeOf(flowers, 'classes', parts);

  it('are right or wrong row by row, and counted by part', () => {
    expect(outcome.right).toEqual([true, true, false, true]);
    expect(scores(outcome).map(({ part, rows, right }) => [part, rows, right])).toEqual([
      ['validation', 2, 1],
      ['train', 2, 2],
    ]);
  });

  it('fill the confusion matrix, actual by predicted', () => {
    expect(outcome.labels).toEqual(['a', 'b', 'c']);
    expect(confusion(outcome, null)).toEqual([
      [2, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect(
      confusion(outcome, 'validation')
        .flat()
        .reduce((sum, count) => sum + count, 0),
    ).toBe(2);
  });

  it('of a 0-or-1 column compare as numbers', () => {
    const binary: PredictionHead = {
      nodeId: 'p',
      columns: ['y'],
      outputNames: ['y'],
      values: Float64Array.from([0.9, 0.2, 0.6]),
      decoded: ['1', '0', '1'],
      actual: ['1.0', '0', ''],
    };
    const found = outcomeOf(binary, 'binary', ['train', 'train', 'train']);
    expect(found.right).toEqual([true, true, null]);
    expect(found.labels).toEqual(['0', '1']);
  });

  it('spread over several columns are named by the column that is set', () => {
    const spread: PredictionHead = {
      nodeId: 'p',
      columns: ['is_a', 'is_b'],
      outputNames: ['is_a', 'is_b'],
      values: Float64Array.from([0.2, 0.8]),
      decoded: ['is_b'],
      actual: ['0, 1'],
    };
    const found = outcomeOf(spread, 'classes', ['train']);
    expect(found.actual).toEqual(['is_b']);
    expect(found.right).toEqual([true]);
  });
});

describe('numbers', () => {
  const head: PredictionHead = {
    nodeId: 'p',
    columns: ['price'],
    outputNames: ['price'],
    values: Float64Array.from([1, 2, 4, 5]),
    decoded: ['1', '2', '4', '5'],
    actual: ['1', '2', '3', '7'],
  };

  it('have a mean absolute error and a share of explained variance', () => {
    const outcome = outcomeOf(head, 'regression', parts);
    const [validation, train] = scores(outcome);
    expect(validation).toMatchObject({
      part: 'validation',
      rows: 2,
      meanAbsoluteError: 1.5,
      rSquared: 1 - 5 / 8,
    });
    expect(train).toMatchObject({ meanAbsoluteError: 0, rSquared: 1 });
    expect(numberPairs(outcome, 'validation')).toEqual([
      [3, 4],
      [7, 5],
    ]);
  });
});
