import { describe, expect, test } from 'vitest';
import { applyLink, decodeOutputs } from './decode';
import type { FittedColumn } from './schema';

const species: FittedColumn = { name: 'species', type: 'category', categories: ['a', 'b', 'c'] };
const price: FittedColumn = { name: 'price', type: 'number', scaling: 'standard', offset: 100, scale: 10 };
const flag: FittedColumn = { name: 'flag', type: 'number', scaling: 'none', offset: 0, scale: 1 };
const matrix = (columns: number, ...values: number[]) => ({
  rows: values.length / columns,
  columns,
  values: Float64Array.from(values),
});

describe('links', () => {
  test('softmax is safe for large outputs and sums to one', () => {
    const row = Float64Array.of(1000, 1001, 1002);
    applyLink('softmax', row);
    const [a, b, c] = [Math.exp(-2), Math.exp(-1), 1];
    expect(row[2]).toBeCloseTo(c / (a + b + c), 12);
    expect(row[0]! + row[1]! + row[2]!).toBeCloseTo(1, 12);
  });

  test('sigmoid is safe on both sides', () => {
    const row = Float64Array.of(-800, 0, 800, 2);
    applyLink('sigmoid', row);
    expect([...row]).toEqual([0, 0.5, 1, 1 / (1 + Math.exp(-2))]);
  });
});

describe('decoding', () => {
  test('the class with the highest probability', () => {
    const head = { link: 'softmax', task: 'classes' } as const;
    const { decoded, outputNames, values } = decodeOutputs(head, [species], matrix(3, 0, 5, 1, 9, 0, 0));
    expect(decoded).toEqual(['b', 'a']);
    expect(outputNames).toEqual(['a', 'b', 'c']);
    expect(values.slice(0, 3).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  test('numbers in the units of their column', () => {
    const head = { link: 'identity', task: 'regression' } as const;
    const { decoded, values } = decodeOutputs(head, [price, flag], matrix(2, 1.5, 3, -1, 4));
    expect([...values]).toEqual([115, 3, 90, 4]);
    expect(decoded).toEqual(['115, 3', '90, 4']);
  });

  test('a 0-or-1 column', () => {
    const head = { link: 'sigmoid', task: 'binary' } as const;
    expect(decodeOutputs(head, [flag], matrix(1, -1, 0, 3)).decoded).toEqual(['0', '1', '1']);
  });

  test('a category, whatever the loss', () => {
    const head = { link: 'identity', task: 'regression' } as const;
    expect(decodeOutputs(head, [species], matrix(3, 0.1, 0.2, 0.9)).decoded).toEqual(['c']);
  });

  test('classes spread over columns', () => {
    const head = { link: 'identity', task: 'classes' } as const;
    expect(decodeOutputs(head, [flag, { ...flag, name: 'other' }], matrix(2, 0.4, 0.6)).decoded).toEqual([
      'other',
    ]);
  });

  test('the outputs themselves stay as they were', () => {
    const outputs = matrix(1, 1);
    decodeOutputs({ link: 'sigmoid', task: 'binary' }, [flag], outputs);
    expect([...outputs.values]).toEqual([1]);
  });
});
